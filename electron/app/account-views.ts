import type { AccountView } from '../../shared/contract/account-view.ts';
import { viewOf } from '../../shared/contract/projections.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { OpenWorkspace } from './workspace.ts';

/**
 * An account as the window shows it; null: there is none. An id that a downloaded account had before it was known whose
 * it is leads to that record.
 */
export function accountView(accounts: Accounts, asked: string): AccountView | null {
  const localId = accounts.identity.resolve(asked);
  return viewOf(accounts.account(localId), accounts.accountAsItStands(localId));
}

/** The account that the window looks at, if it is among these; null: it is not, or is no more. */
export function shownAmong(
  { accounts, sync }: Pick<OpenWorkspace, 'accounts' | 'sync'>,
  localIds: readonly string[],
): AccountView | null {
  const { shown } = sync.agenda;
  if (shown === null) return null;
  const isAmong = localIds.includes(shown) || localIds.includes(accounts.identity.resolve(shown));
  return isAmong ? accountView(accounts, shown) : null;
}
