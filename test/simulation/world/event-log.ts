import type { VirtualTime } from '../../support/virtual-clock.ts';

/** What happened in a world, line by line with its time: everything, and what of it a person would tell. */
export class Story {
  readonly #time: VirtualTime;
  readonly #everything: string[] = [];
  readonly #told: string[] = [];

  constructor(time: VirtualTime) {
    this.#time = time;
  }

  get everything(): readonly string[] {
    return this.#everything;
  }

  get told(): readonly string[] {
    return this.#told;
  }

  tell(text: string): void {
    this.#told.push(`${minutes(this.#time.now)}  ${text}`);
    this.detail(text);
  }

  detail(text: string): void {
    this.#everything.push(`${this.#time.now} ${text}`);
  }
}

/** Minutes, seconds and thousandths. */
function minutes(ms: number): string {
  const seconds = (Math.floor(ms) % 60_000) / 1_000;
  return `${String(Math.floor(ms / 60_000)).padStart(2, '0')}:${seconds.toFixed(3).padStart(6, '0')}`;
}
