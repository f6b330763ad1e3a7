import { FIELD_KEYS } from '../account.ts';
import type { FieldKey } from '../account.ts';
import { isBlank } from '../blank.ts';
import { givenForGood } from './on-merge-undo.ts';
import type { Draft, Edit } from './event.ts';
import { withoutDiscarded } from './on-person.ts';
import { createRecord, step } from './step.ts';
import { unsent } from './merge.ts';
import type { Problem } from '../problem.ts';
import type { AddedTo, Given, OutboxRecord } from './record.ts';
import { withHistory, typeFixed } from './transitions.ts';

/** An account that was typed here: a record that was never sent, a draft, or a draft on such a record. */
export interface Typed {
  readonly record: OutboxRecord | undefined;
  readonly draft: Draft | undefined;
}

/** Only what SalesBinder can't have yet may become part of another account. */
export function whyNotMerged({ record, draft }: Typed, target: OutboxRecord | undefined): Problem | null {
  if (target === undefined || (record === undefined && draft === undefined)) {
    return { what: 'stale', detail: 'no-such-record' };
  }
  if (record?.localId === target.localId) return { what: 'bad-call', detail: 'into-itself' };
  if (record !== undefined && typeFixed(record)) return { what: 'stale', detail: 'may-be-sent' };
  return null;
}

/** The one edited, and the other discarded with all that was typed, so that undo brings it back and out of the one. */
export function afterMerging(
  localId: string,
  { record, draft }: Typed,
  target: OutboxRecord | undefined,
  at: number,
): readonly OutboxRecord[] {
  if (target === undefined) return [];
  const source = sourceOf(localId, { record, draft }, at);
  // Values discarded in it are no longer there.
  const shown = target.discarded ? withoutDiscarded(target) : target;
  const edit: Edit = {
    openedAtRevision: target.revision,
    type: target.type,
    changed: changesFor(source, shown),
    note: noteOf(source, target),
  };
  const into = step(target, { is: 'edited', at, ...edit });
  return [into, step(source, { is: 'discarded', at, addedTo: addedTo(into, shown, edit) })];
}

function addedTo(into: OutboxRecord, target: OutboxRecord, { changed, note }: Edit): AddedTo {
  const own = unsent(target.fields);
  const fields = Object.fromEntries(
    Object.entries(changed).map(([name, { to }]) => {
      const key = name as FieldKey;
      const there = into.fields[key]?.theirs ?? into.fields[key]?.base ?? null;
      const given: Given = { had: own[key] ?? null, given: to, ...(there === null ? {} : { there }) };
      return [key, given] as const;
    }),
  );
  return {
    localId: into.localId,
    name: into.fields.name?.mine ?? '',
    fields,
    note: note === null ? null : { had: target.note, given: note },
  };
}

/**
 * Undone, or typed into, what was added to another account is an account of its own again: what was not sent leaves that
 * other one, and of what can't leave it any more its person is told. Without another one (it left the outbox, all of it
 * sent) everything stays there.
 */
export function afterUndoing(
  after: OutboxRecord,
  before: OutboxRecord | undefined,
  otherOf: (localId: string) => OutboxRecord | undefined,
  at: number,
): readonly [OutboxRecord, ...OutboxRecord[]] {
  const added = before?.addedTo;
  if (added === undefined || after.addedTo !== undefined) return [after];
  const other = otherOf(added.localId);
  const given = FIELD_KEYS.filter((key) => added.fields[key] !== undefined);
  const fields = other === undefined ? given : givenForGood(other, added);
  const own =
    fields.length === 0 ? after : withHistory(after, at, { what: 'stays-there', name: added.name, fields });
  const without = other === undefined ? other : step(other, { is: 'taken-back', at, addedTo: added });
  return without === undefined || without === other ? [own] : [own, without];
}

function sourceOf(localId: string, { record, draft }: Typed, at: number): OutboxRecord {
  if (record !== undefined)
    return draft === undefined ? record : step(record, { ...draft, is: 'edited', at });
  return createRecord(localId, draft ?? NOTHING, at);
}

const NOTHING: Edit = { openedAtRevision: 0, type: 'customer', changed: {}, note: null };

/** An empty field says nothing, and the account's own name stays: it is the same firm under another spelling. */
function changesFor(source: OutboxRecord, target: OutboxRecord): Edit['changed'] {
  const named = (target.fields.name?.mine ?? '') !== '';
  const changes = FIELD_KEYS.flatMap((key) => {
    const to = source.fields[key]?.mine ?? '';
    const from = target.fields[key]?.mine ?? '';
    return isBlank(to) || to === from || (key === 'name' && named) ? [] : [[key, { from, to }] as const];
  });
  return Object.fromEntries(changes);
}

function noteOf(source: OutboxRecord, target: OutboxRecord): string | null {
  if (source.note === '' || target.note.includes(source.note)) return null;
  return target.note === '' ? source.note : `${target.note}\n${source.note}`;
}
