import { setTimeout as wait } from 'node:timers/promises';

/** Time, as the store needs it; passed in, so that tests never wait. */
export interface Pace {
  /** Wall clock, ms: only for the names of files that are set aside. */
  now(): number;
  wait(ms: number): Promise<void>;
  /** Lets everything else run before the next slice of long work. */
  breathe(): Promise<void>;
}

export const realPace: Pace = {
  now: () => Date.now(),
  wait: (ms) => wait(ms),
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
};
