import type { FieldKey } from '../account.ts';
import type { AccountAsItStands } from './account-as-it-stands.ts';
import type { AccountEdit } from './event.ts';

/** One field set to one value in many accounts: what that would do, and the edits that do it. */

/** The name tells accounts apart: nobody wants it alike in many. */
export type BulkField = Exclude<FieldKey, 'name'>;

export interface BulkPlan {
  /** Those that get another value, and the one they have now. */
  readonly changing: readonly Changed[];
  /** Those that have the value already. */
  readonly same: number;
  /** Those that stay as they are: discarded, deleted in SalesBinder, in a conflict about this field, or with unsaved text. */
  readonly left: number;
}

export interface Changed {
  readonly localId: string;
  readonly was: string;
}

export function planOf(accounts: readonly AccountAsItStands[], key: BulkField, to: string): BulkPlan {
  const changing: Changed[] = [];
  let same = 0;
  let left = 0;
  for (const account of accounts) {
    const was = editableValue(account, key);
    if (was === null) left += 1;
    else if (was === to) same += 1;
    else changing.push({ localId: account.localId, was });
  }
  return { changing, same, left };
}

/** The edits that set the field to `to` in every one of these, as they stand now. */
export function bulkEdits(
  accounts: readonly AccountAsItStands[],
  key: BulkField,
  to: string,
): readonly AccountEdit[] {
  return accounts.flatMap((account) => editOf(account, key, editableValue(account, key), to));
}

/** The edits that put back what was there; where somebody has changed it since, that stays. */
export function undoingEdits(
  accounts: readonly AccountAsItStands[],
  key: BulkField,
  to: string,
  before: ReadonlyMap<string, string>,
): readonly AccountEdit[] {
  return accounts.flatMap((account) => {
    const was = before.get(account.localId);
    const now = editableValue(account, key);
    return was === undefined || now !== to ? [] : editOf(account, key, now, was);
  });
}

/** Null where the account may not be changed without being looked at first. */
function editableValue({ record, downloaded, draft }: AccountAsItStands, key: BulkField): string | null {
  // Saving an account ends its draft: unsaved text is only ever ended by whoever sees it.
  if (draft !== undefined) return null;
  if (record === undefined) return downloaded === null ? null : (downloaded.values[key] ?? '');
  if (record.discarded || record.state.name === 'gone') return null;
  const field = record.fields[key];
  return field?.theirs === undefined ? (field?.mine ?? '') : null;
}

function editOf(
  { localId, record, downloaded }: AccountAsItStands,
  key: BulkField,
  from: string | null,
  to: string,
): readonly AccountEdit[] {
  const type = record?.type ?? downloaded?.type;
  if (from === null || from === to || type === undefined) return [];
  const changed = { [key]: { from, to } };
  return [{ localId, openedAtRevision: record?.revision ?? 0, type, changed, note: null }];
}
