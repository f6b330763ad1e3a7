import type { Seeker } from '../../../shared/outbox/match-account.ts';
import { elapsed } from '../../../shared/sync/elapsed.ts';
import type { Instant } from '../../../shared/outbox/record.ts';
import { isDownloaded } from '../../mirror/derived-id.ts';
import type { SyncContext } from '../context.ts';

/** Seconds-precise stamps, a server's several clocks: the window begins this much earlier. */
const SLACK = 120_000;

/** Every record with a create whose outcome nobody saw, due for a look or not. */
export function unconfirmedCreates(context: SyncContext, now: Instant): readonly Seeker[] {
  const serverNow = context.rateLimiter.serverNow();
  return [...context.accounts.records.values()]
    .filter((one) => one.remoteId === null && one.attempts.length > 0)
    .map((one) => ({
      record: one,
      notBefore: new Map(
        one.attempts.map(({ id, startedAt }) => {
          const began = serverTimeOf(startedAt, now, serverNow);
          return [id, began === null ? null : began - SLACK];
        }),
      ),
    }));
}

/**
 * Accounts that creates of records here have made. One that was downloaded and is edited here, also where the edit was
 * sent, may still be what a lost create made.
 */
export function madeHere(context: SyncContext): ReadonlySet<string> {
  const ours = [...context.accounts.records.values()].filter((one) => !isDownloaded(one));
  return new Set(ours.flatMap((one) => one.remoteId ?? []));
}

/**
 * The server's own time at a moment of ours, or a little earlier: its last Date before that moment, carried on by the
 * monotonic clock, which may have stood still but never runs ahead. Only an attempt that began before any answer had
 * a Date needs the time that has passed since. Null: in doubt.
 */
function serverTimeOf(then: Instant, now: Instant, serverNow: number | null): number | null {
  if (then.skew !== null) return then.wall + then.skew;
  const { atMost, doubtful } = elapsed(then, now);
  return serverNow === null || doubtful ? null : serverNow - atMost;
}
