import { setTimeout as wait } from 'node:timers/promises';

/** Time, as the store needs it; passed in, so that tests never wait. */
export interface Pacer {
  /** Wall clock, ms: only for the names of quarantined files. */
  now(): number;
  wait(ms: number): Promise<void>;
  /** Lets everything else run before the next slice of long work. */
  yieldToEventLoop(): Promise<void>;
}

/** How much may be read before everything else gets a turn: so little that hardly any stretch takes a screen's frame. */
export class ReadBudget {
  readonly #pacer: Pick<Pacer, 'yieldToEventLoop'>;
  #done = 0;

  constructor(pacer: Pick<Pacer, 'yieldToEventLoop'>) {
    this.#pacer = pacer;
  }

  /** @param bytes how much was read since it was asked last */
  isSpent(bytes: number): boolean {
    this.#done += bytes;
    return this.#done >= READ_BUDGET;
  }

  renew(): Promise<void> {
    this.#done = 0;
    return this.#pacer.yieldToEventLoop();
  }
}

/** Bytes: about a millisecond, and less than a screen's frame even while the code is still being compiled. */
const READ_BUDGET = 96 * 1024;

export const realPacer: Pacer = {
  now: () => Date.now(),
  wait: (ms) => wait(ms),
  yieldToEventLoop: () => new Promise((resolve) => setImmediate(resolve)),
};
