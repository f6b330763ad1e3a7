import type { Instant, OutboxRecord } from '../outbox/record.ts';
import { elapsed } from './elapsed.ts';
import type { UnconfirmedCreate } from '../outbox/match-account.ts';
import { SERVER_CLOCKS_DIFFER } from './waits.ts';

/**
 * Every record with a create whose outcome nobody saw (yet: one that is under way, too), whether its lookup is due or
 * not.
 *
 * @param serverNow the server's own time, ms; null where it is not known
 */
export function unconfirmedCreates(
  records: Iterable<OutboxRecord>,
  now: Instant,
  serverNow: number | null,
): readonly UnconfirmedCreate[] {
  return [...records]
    .map(withThatUnderWay)
    .filter((record) => record.remoteId === null && record.attempts.length > 0)
    .map((record) => ({
      record,
      notBefore: new Map(
        record.attempts.map(({ id, startedAt }) => {
          const began = serverTimeOf(startedAt, now, serverNow);
          return [id, began === null ? null : began - SERVER_CLOCKS_DIFFER];
        }),
      ),
    }));
}

function withThatUnderWay(record: OutboxRecord): OutboxRecord {
  const { state } = record;
  const creates = state.name === 'sending' && state.attempt.kind === 'create';
  return creates ? { ...record, attempts: [...record.attempts, state.attempt] } : record;
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
