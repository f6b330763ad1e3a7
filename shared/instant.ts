import type { Instant } from './record.ts';

/** How far the server's clock and ours may drift apart between two readings before ours is doubted. */
const DRIFT = 120_000;

export interface Elapsed {
  /** Ms that have certainly passed. */
  readonly atLeast: number;
  /** Ms that may have passed. */
  readonly atMost: number;
  /** Neither can be relied on. */
  readonly doubtful: boolean;
}

/**
 * From `then` to `now`. Within one run the monotonic clock is certain, but some systems stop it while the lid is
 * closed, so the wall clock may know of more. Across a restart only the wall clock is left, and it is doubted when
 * it went backwards, or when the skew against the server's `Date` moved or is not known.
 */
export function elapsed(then: Instant, now: Instant): Elapsed {
  const wall = now.wall - then.wall;
  if (then.run === now.run) {
    const mono = now.mono - then.mono;
    return { atLeast: mono, atMost: Math.max(mono, wall), doubtful: false };
  }
  const drifted = then.skew === null || now.skew === null || Math.abs(then.skew - now.skew) > DRIFT;
  const doubtful = wall < 0 || drifted;
  // Whatever the wall clock says: as long as this run has lasted, `then` is past.
  return { atLeast: Math.max(doubtful ? 0 : wall, now.mono), atMost: Math.max(wall, now.mono), doubtful };
}
