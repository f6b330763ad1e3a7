import type { RemoteAccount } from '../account.ts';
import { isOlder, stampOf } from '../outbox/freshness.ts';
import { STAMPS_ARE_ROUNDED } from './waits.ts';

/**
 * Whether SalesBinder shows an older state of an account than one that is known here: a copy that lags behind, or lies.
 * A known stamp that is later than the server's own time proves nothing: its clock was set back since.
 *
 * @param serverNow the server's own time, ms; null where it is not known
 */
export function isStale(
  shown: Pick<RemoteAccount, 'modified'>,
  known: readonly (string | null | undefined)[],
  serverNow: number | null,
): boolean {
  const isAhead = (stamp: string | null | undefined): boolean =>
    serverNow !== null && stampOf(stamp) > serverNow + STAMPS_ARE_ROUNDED;
  return known.some((stamp) => isOlder(shown, stamp) && !isAhead(stamp));
}
