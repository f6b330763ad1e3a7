import { MAX_NOTE_LENGTH } from '../account.ts';
import type { FieldKey } from '../account.ts';
import type { Problem } from '../problem.ts';
import { fieldIssue } from '../text/field-issue.ts';
import type { AccountEdit } from './event.ts';
import { isDerived } from './local-id.ts';
import type { OutboxRecord } from './record.ts';

/** Why an edit may not be saved; the form says it first, the host says it again. Warnings never block. */
export function whyNotSaved(typed: AccountEdit, before: OutboxRecord | undefined): Problem | null {
  // A downloaded account that is not here just now must not become a new one.
  const expected = typed.openedAtRevision > 0 || isDerived(typed.localId);
  if (before === undefined && expected) return { what: 'stale', detail: 'no-such-record' };
  if ((typed.note?.length ?? 0) > MAX_NOTE_LENGTH) return { what: 'bad-call', detail: 'note-too-long' };
  const touched = Object.entries(typed.changed).map(([key, value]) => [key as FieldKey, value.to] as const);
  // A name that SalesBinder itself left empty stands against no edit of another field.
  const unnamed = before?.remoteId == null && typed.changed.name === undefined;
  const values = unnamed ? [['name', before?.fields.name?.mine ?? ''] as const, ...touched] : touched;
  const errors = values.flatMap(([key, value]) => {
    const issue = fieldIssue(key, value);
    return issue?.level === 'error' ? [[key, issue.what] as const] : [];
  });
  return errors.length === 0 ? null : { what: 'invalid', fields: Object.fromEntries(errors) };
}
