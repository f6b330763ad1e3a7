import type { Instant } from './record.ts';

/** How far the server's clock and ours may drift apart between two readings before ours is doubted. */
const DRIFT = 120_000;

/**
 * Ms from `then` to `now`: monotonic within one run. Across a restart it is the wall clock's difference, and
 * `doubtful` when that is negative, or when the skew against the server's `Date` moved (or is not known).
 */
export function elapsed(then: Instant, now: Instant): { readonly ms: number; readonly doubtful: boolean } {
  if (then.run === now.run) return { ms: now.mono - then.mono, doubtful: false };
  const ms = now.wall - then.wall;
  const drifted = then.skew === null || now.skew === null || Math.abs(then.skew - now.skew) > DRIFT;
  return { ms, doubtful: ms < 0 || drifted };
}
