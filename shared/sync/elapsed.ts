import type { Instant } from '../outbox/record.ts';
import { CLOCK_DRIFT } from './waits.ts';

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
 * it went backwards, or when the skew against the server's `Date` moved by much or is not known. Where it moved by
 * less, both readings count: the wall's, and the one that the server's clock corrects.
 */
export function elapsed(then: Instant, now: Instant): Elapsed {
  const wall = now.wall - then.wall;
  if (then.run === now.run) {
    const mono = now.mono - then.mono;
    return { atLeast: mono, atMost: Math.max(mono, wall), doubtful: false };
  }
  const drift = then.skew === null || now.skew === null ? null : now.skew - then.skew;
  const doubtful = wall < 0 || drift === null || Math.abs(drift) > CLOCK_DRIFT;
  const certain = doubtful ? 0 : Math.min(wall, wall + drift);
  const possible = drift === null ? wall : Math.max(wall, wall + drift);
  // Whatever the wall clock says: as long as this run has lasted, `then` is past.
  return { atLeast: Math.max(certain, now.mono), atMost: Math.max(possible, now.mono), doubtful };
}
