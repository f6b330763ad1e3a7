import { randomUUID } from 'node:crypto';
import type { Instant } from '../shared/outbox/record.ts';

/** Time, passed in: the sync and the stores never ask the system themselves. */
export interface Clock {
  /** Wall clock, ms; may jump. */
  now(): number;
  /** Ms since this run began, monotonic. */
  mono(): number;
  /** Names this run of the app: monotonic times of two runs can't be compared. */
  readonly run: string;
  /** Calls back after that many ms, unless cancelled. */
  after(ms: number, callback: () => void): () => void;
}

export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    mono: () => performance.now(),
    run: randomUUID(),
    after(ms, callback) {
      // Longer waits don't fit a timer's 32 bits; waking early is harmless.
      const timer = setTimeout(callback, Math.min(Math.max(ms, 0), 2_000_000_000));
      return () => {
        clearTimeout(timer);
      };
    },
  };
}

/** This moment, with how far the server's clock is from ours where that is known (ms). */
export function instant(clock: Clock, skew: number | null): Instant {
  return { wall: clock.now(), mono: clock.mono(), run: clock.run, skew };
}
