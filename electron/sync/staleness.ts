import type { RemoteAccount } from '../../shared/account.ts';
import { isStale } from '../../shared/sync/stale.ts';
import type { SyncContext } from './context.ts';

/** Whether an account is older than what an answer to a write of ours, or an earlier list, has shown of it. It is no news. */
export function isStaleHere(
  { accounts, gatekeeper }: Pick<SyncContext, 'accounts' | 'gatekeeper'>,
  account: RemoteAccount,
): boolean {
  const { identity, records } = accounts;
  const localId = identity.localIdOf(account.id);
  const known = [records.get(localId)?.modified, identity.mirrored(localId)?.account.modified];
  return isStale(account, known, gatekeeper.serverNow());
}
