import type { AccountType, RemoteAccount } from '../../../shared/account.ts';
import { isNear } from '../../../shared/outbox/match-account.ts';
import { madeHere, unconfirmedCreates } from './unconfirmed.ts';
import { record } from '../context.ts';
import type { SyncContext } from '../context.ts';

/**
 * Before the mirror takes what a list brought, and so before anybody can edit it: lost creates are told of what they may
 * have made. That holds the one rule that keeps a create from being sent twice, whatever is edited and sent meanwhile:
 * an account that was once seen to be near is never overlooked by the look that permits a second POST.
 * @returns false: the disk won't have it
 */
export async function noteCandidates(
  context: SyncContext,
  listed: readonly RemoteAccount[],
): Promise<boolean> {
  const seekers = unconfirmedCreates(context, context.rateLimiter.instant());
  if (seekers.length === 0) return true;
  const made = madeHere(context);
  for (const seeker of seekers) {
    const { localId, type } = seeker.record;
    const accounts = listed.filter(
      (account) => !made.has(account.id) && couldBecome(type, account.type) && isNear(seeker, account),
    );
    if (accounts.length === 0) continue;
    const kept = await record(context, localId, { is: 'suspected', at: context.clock.now(), accounts });
    if (!kept.ok) return false;
  }
  return true;
}

/** A prospect may have become a customer by now. */
function couldBecome(sent: AccountType, there: AccountType | null): boolean {
  return sent === there || (sent === 'prospect' && there === 'customer');
}
