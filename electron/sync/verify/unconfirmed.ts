import type { UnconfirmedCreate } from '../../../shared/outbox/match-account.ts';
import { unconfirmedCreates } from '../../../shared/sync/unconfirmed.ts';
import type { Instant } from '../../../shared/outbox/record.ts';
import { isDownloaded } from '../../mirror/derived-id.ts';
import type { SyncContext } from '../context.ts';

/** Every record here with a create whose outcome nobody saw, whether its lookup is due or not. */
export function unconfirmedHere(
  { accounts, gatekeeper, mirror }: Pick<SyncContext, 'accounts' | 'gatekeeper' | 'mirror'>,
  now: Instant,
): readonly UnconfirmedCreate[] {
  const creates = unconfirmedCreates(accounts.records.values(), now, gatekeeper.serverNow());
  // Where stamps name no zone, neither they nor a filter by time can be relied on.
  return creates.length > 0 && mirror.accounts.allUndated() ? creates.map(inDoubt) : creates;
}

function inDoubt({ record, notBefore }: UnconfirmedCreate): UnconfirmedCreate {
  return { record, notBefore: new Map([...notBefore.keys()].map((id) => [id, null])) };
}

/**
 * Accounts that creates of records here have made. One that was downloaded and is edited here, also where the edit was
 * sent, may still be what a lost create made.
 */
export function madeHere({ accounts }: Pick<SyncContext, 'accounts'>): ReadonlySet<string> {
  const ours = [...accounts.records.values()].filter((one) => !isDownloaded(one));
  return new Set(ours.flatMap((one) => one.remoteId ?? []));
}
