import { fieldIssue, MAX_NOTE_LENGTH } from '../../shared/account.ts';
import type { FieldKey } from '../../shared/account.ts';
import type { Input } from '../../shared/contract/contract.ts';
import { step } from '../../shared/outbox/step.ts';
import type { Problem } from '../../shared/problem.ts';
import type { OutboxRecord } from '../../shared/outbox/record.ts';
import { isDerived } from '../mirror/derived-id.ts';
import type { Archived } from '../store/schemas/archive-store.ts';

/** What stands against saving; the form says it first, the host says it again. Warnings never block. */
export function whyNotSaved(typed: Input<'saveAccount'>, before: OutboxRecord | undefined): Problem | null {
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

/** SalesBinder has its latest, and nobody has to do anything about it. */
export function isSettled({ state, discarded, remoteId }: OutboxRecord): boolean {
  return state.name === 'synced' && !discarded && remoteId !== null;
}

/** Records that had the same account, now that it is known whose it is. */
export function othersWithIt(
  after: OutboxRecord,
  before: OutboxRecord,
  records: ReadonlyMap<string, OutboxRecord>,
  at: number,
): readonly OutboxRecord[] {
  if (after.remoteId === null || after.idFrom !== 'answer' || before.idFrom === 'answer') return [];
  // An accepted edit of a downloaded account proves nothing about whose it was.
  if (before.idFrom === 'mirror') return [];
  return [...records.values()]
    .filter((other) => other.localId !== after.localId && other.remoteId === after.remoteId)
    .map((other) => step(other, { is: 'disproved', at }))
    .filter((other) => other.remoteId === null);
}

/** An account that left the outbox long ago goes on where it was: what happened to it, and what was noted about it. */
export function withArchived(record: OutboxRecord, archived: Archived | undefined): OutboxRecord {
  return archived === undefined ? record : { ...record, note: archived.note, history: archived.history };
}
