import type { AccountType, RemoteAccount } from '../../../shared/account.ts';
import { isNear } from '../../../shared/outbox/match-account.ts';
import { madeHere, unconfirmedHere } from './unconfirmed.ts';
import { applyEvents } from '../context.ts';
import type { SyncContext } from '../context.ts';

/**
 * Before the mirror takes the accounts of a list, and so before anybody can edit them, each unconfirmed create notes those
 * that it may have made. That holds the one rule that keeps a create from being sent twice, whatever is edited and sent
 * meanwhile: an account that was once seen to be near is never overlooked by the lookup that permits a second POST.
 * @returns false: the disk won't have it
 */
export async function noteCandidates(
  context: SyncContext,
  listed: readonly RemoteAccount[],
): Promise<boolean> {
  const creates = unconfirmedHere(context, context.gatekeeper.instant());
  if (creates.length === 0) return true;
  const made = madeHere(context);
  for (const create of creates) {
    const { localId, type } = create.record;
    const accounts = listed.filter(
      (account) => !made.has(account.id) && couldBecome(type, account.type) && isNear(create, account),
    );
    if (accounts.length === 0) continue;
    const at = context.time.clock.now();
    const kept = await applyEvents(context, localId, () => [{ is: 'suspected', at, accounts }]);
    if (!kept.ok) return false;
  }
  return true;
}

/** A prospect may have become a customer by now. */
function couldBecome(sent: AccountType, there: AccountType | null): boolean {
  return sent === there || (sent === 'prospect' && there === 'customer');
}
