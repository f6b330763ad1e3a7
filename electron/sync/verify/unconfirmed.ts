import type { UnconfirmedCreate } from '../../../shared/outbox/match-account.ts';
import { unconfirmedCreates } from '../../../shared/sync/unconfirmed.ts';
import type { Instant } from '../../../shared/outbox/record.ts';
import { isDownloaded } from '../../mirror/derived-id.ts';
import { ZONES_DIFFER } from '../../../shared/sync/waits.ts';
import type { SyncContext } from '../context.ts';

/** Every record here with a create whose outcome nobody saw, whether its lookup is due or not. */
export function unconfirmedHere(
  { accounts, gatekeeper, mirror }: Pick<SyncContext, 'accounts' | 'gatekeeper' | 'mirror'>,
  now: Instant,
): readonly UnconfirmedCreate[] {
  const creates = unconfirmedCreates(accounts.records.values(), now, gatekeeper.serverNow());
  // Where stamps name no zone, nobody knows by which zone a filter by time is taken.
  return creates.length > 0 && mirror.accounts.allUndated() ? creates.map(inAnyZone) : creates;
}

function inAnyZone({ record, notBefore }: UnconfirmedCreate): UnconfirmedCreate {
  const earliest = [...notBefore].map(
    ([id, start]) => [id, start === null ? null : start - ZONES_DIFFER] as const,
  );
  return { record, notBefore: new Map(earliest) };
}

/**
 * Accounts that creates of records here have made. One that was downloaded and is edited here, also where the edit was
 * sent, may still be what a lost create made.
 */
export function madeHere({ accounts }: Pick<SyncContext, 'accounts'>): ReadonlySet<string> {
  const ours = [...accounts.records.values()].filter((one) => !isDownloaded(one));
  return new Set(ours.flatMap((one) => one.remoteId ?? []));
}
