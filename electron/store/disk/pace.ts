import { setTimeout as wait } from 'node:timers/promises';

/** Time, as the store needs it; passed in, so that tests never wait. */
export interface Pace {
  /** Wall clock, ms: only for the names of files that are set aside. */
  now(): number;
  wait(ms: number): Promise<void>;
  /** Lets everything else run before the next slice of long work. */
  yieldToEventLoop(): Promise<void>;
}

/** Rests for whoever reads much: due after so many bytes that hardly any piece of work takes a frame. */
export class Rest {
  readonly #pace: Pick<Pace, 'yieldToEventLoop'>;
  #done = 0;

  constructor(pace: Pick<Pace, 'yieldToEventLoop'>) {
    this.#pace = pace;
  }

  /** @param bytes how much was read since it was asked last */
  isDue(bytes: number): boolean {
    this.#done += bytes;
    return this.#done >= STRETCH;
  }

  take(): Promise<void> {
    this.#done = 0;
    return this.#pace.yieldToEventLoop();
  }
}

/** Bytes read between two rests: about a millisecond, and not a frame while everything is still being compiled. */
const STRETCH = 96 * 1024;

export const realPace: Pace = {
  now: () => Date.now(),
  wait: (ms) => wait(ms),
  yieldToEventLoop: () => new Promise((resolve) => setImmediate(resolve)),
};
