import { FIELD_KEYS } from '../../shared/account.ts';
import type { FieldKey } from '../../shared/account.ts';
import type { AccountView } from '../../shared/contract/account-view.ts';

/**
 * The fields that SalesBinder changed between two readings of an account. What was done here counts as no news: it
 * raises the revision, or (discarding, undoing) it shows in the standing.
 */
export function changedThere(before: AccountView | null, after: AccountView): readonly FieldKey[] {
  if (before === null || before.revision !== after.revision) return [];
  if (before.status.is === 'draft') return [];
  if (isDiscarded(before) || isDiscarded(after)) return [];
  return FIELD_KEYS.filter((key) => before.values[key] !== after.values[key]);
}

function isDiscarded({ status }: AccountView): boolean {
  return status.is === 'discarded' || status.is === 'edit-discarded';
}
