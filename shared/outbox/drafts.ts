import { FIELDS } from '../account.ts';
import type { FieldKey } from '../account.ts';
import type { Draft, Edit } from './event.ts';
import type { OutboxRecord } from './record.ts';

/**
 * Drafts of one account under two local ids: it was downloaded and typed into before it was known to be what a record
 * here created. They become one, and nothing typed in either is lost.
 */

type Changed = Edit['changed'];

/** The draft `moved` under the record's own id, beside what was typed there already, which goes before it. */
export function movedDraft(
  record: Pick<OutboxRecord, 'localId' | 'revision' | 'type' | 'note'>,
  moved: Draft,
  there: Draft | undefined,
): Draft {
  const { localId, revision, type, note } = record;
  const beside = Object.entries(moved.changed).flatMap(([key, { to }]) => {
    const own = there?.changed[key as FieldKey];
    return own === undefined || own.to === to ? [] : [`${labelOf(key as FieldKey)}: ${to}`];
  });
  const notes = [there?.note ?? null, moved.note, ...beside].filter((text) => text !== null);
  return {
    localId,
    openedAtRevision: revision,
    type: there?.type ?? type,
    changed: { ...moved.changed, ...there?.changed },
    // A draft's note is the whole note: the record's own is not to go with it.
    note: notes.length === 0 ? null : [...(there?.note == null ? [note] : []), ...notes].reduce(withText, ''),
    at: Math.max(moved.at, there?.at ?? 0),
    moved: true,
  };
}

/** The part of a moved draft that an edit leaves out: whoever typed the edit may not have seen it. Null: nothing. */
export function unseenBy(edit: Edit, there: Draft | undefined): Draft | null {
  if (there?.moved !== true) return null;
  const changed: Changed = Object.fromEntries(
    Object.entries(there.changed).filter(([key]) => edit.changed[key as FieldKey] === undefined),
  );
  const note = there.note !== null && !(edit.note ?? '').includes(there.note) ? there.note : null;
  return Object.keys(changed).length === 0 && note === null ? null : { ...there, changed, note };
}

/** The draft as it is typed now, with the part of a moved draft that it leaves out. */
export function withUnseen(draft: Draft, there: Draft | undefined): Draft {
  const unseen = unseenBy(draft, there);
  if (unseen === null) return draft;
  const note = unseen.note === null ? draft.note : withText(unseen.note, draft.note ?? '');
  return { ...draft, changed: { ...unseen.changed, ...draft.changed }, note, moved: true };
}

function withText(note: string, text: string): string {
  if (note.includes(text)) return note;
  return note === '' ? text : `${note}\n${text}`;
}

function labelOf(key: FieldKey): string {
  return FIELDS.find((field) => field.key === key)?.label ?? key;
}
