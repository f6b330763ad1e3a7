import type { VirtualTime } from '../../support/virtual-clock.ts';

/** The events of a world, line by line with its time: all of it, and a summary for a person. */
export class EventLog {
  readonly #time: VirtualTime;
  readonly #lines: string[] = [];
  readonly #summary: string[] = [];

  constructor(time: VirtualTime) {
    this.#time = time;
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  get summary(): readonly string[] {
    return this.#summary;
  }

  report(text: string): void {
    this.#summary.push(`${minutes(this.#time.now)}  ${text}`);
    this.detail(text);
  }

  detail(text: string): void {
    this.#lines.push(`${this.#time.now} ${text}`);
  }
}

/** Minutes, seconds and thousandths. */
function minutes(ms: number): string {
  const seconds = (Math.floor(ms) % 60_000) / 1_000;
  return `${String(Math.floor(ms / 60_000)).padStart(2, '0')}:${seconds.toFixed(3).padStart(6, '0')}`;
}
