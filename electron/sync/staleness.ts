import type { RemoteAccount } from '../../shared/account.ts';
import { isOlder, stampOf } from '../../shared/outbox/freshness.ts';
import type { SyncContext } from './context.ts';

/** A Date and a stamp are rounded each for itself; and clocks of several servers differ a little, ms. */
const ROUNDING = 2_000;

/**
 * Whether SalesBinder shows an older state of an account than the one that is known here, from an answer to a write of
 * ours or from an earlier list: a copy that lags behind, or lies. What it shows is no news.
 */
export function isStale(context: SyncContext, account: RemoteAccount): boolean {
  const { identity, records } = context.accounts;
  const localId = identity.localIdOf(account.id);
  const known = [records.get(localId)?.modified, identity.mirrored(localId)?.account.modified];
  return known.some((stamp) => isOlder(account, stamp) && !isAhead(context, stamp));
}

/** A stamp later than the server's own time now: its clock was set back since, and stamps tell nothing for a while. */
function isAhead(context: SyncContext, stamp: string | null | undefined): boolean {
  const now = context.rateLimiter.serverNow();
  return now !== null && stampOf(stamp) > now + ROUNDING;
}
