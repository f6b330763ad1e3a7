import { FIELD_KEYS } from '../account.ts';
import type { FieldKey } from '../account.ts';
import { sameThing } from '../text/comparing-form.ts';
import type { PersonEvent } from './event.ts';
import { untouched } from './merge.ts';
import type { Fields, MergeField } from './merge.ts';
import { afterEdit } from './on-person.ts';
import type { AddedTo, Given, OutboxRecord } from './record.ts';
import { isDirty, withHistory } from './transitions.ts';

/** Undoes "Add to it": the values given to the other account leave it, if they can. */

type TakenBack = Extract<PersonEvent, { is: 'taken-back' }>;

/** Of the fields that were given to this account, those that are in SalesBinder or may be: they can't be taken back. */
export function givenForGood(record: OutboxRecord, { fields }: Pick<AddedTo, 'fields'>): readonly FieldKey[] {
  return FIELD_KEYS.filter((key) => {
    const given = fields[key]?.given;
    return given !== undefined && mayBeThere(record, key, given);
  });
}

/** Values typed into this account itself since then stay, and so do those that SalesBinder has or may have. */
export function takenBack(record: OutboxRecord, { addedTo, at }: TakenBack): OutboxRecord {
  const taken = FIELD_KEYS.filter((key) => {
    const given = addedTo.fields[key]?.given;
    return given !== undefined && record.fields[key]?.mine === given && !mayBeThere(record, key, given);
  });
  const fields: Fields = Object.fromEntries(
    Object.entries(record.fields).flatMap(([name, field]) => {
      const key = name as FieldKey;
      const before = taken.includes(key) ? withoutGiven(field, addedTo.fields[key]) : field;
      return before === null ? [] : [[key, before]];
    }),
  );
  const note = addedTo.note?.given === record.note ? addedTo.note.had : record.note;
  if (taken.length === 0 && note === record.note) return record;
  const after = withFields(record, fields, note, at);
  const history = withHistory(after, at, { what: 'taken-back', fields: taken, note: note !== record.note });
  return taken.length === 0 ? history : afterEdit(history, at);
}

function withFields(record: OutboxRecord, fields: Fields, note: string, at: number): OutboxRecord {
  const after = { ...record, fields, note, revision: record.revision + 1, editedAt: at };
  // An edit that was discarded, and of which nothing is left, is none.
  return isDirty(after) ? after : { ...after, discarded: false };
}

/** Null: nothing of this field was here before. */
function withoutGiven(field: MergeField, given: Given | undefined): MergeField | null {
  const { had = null, there: before = '' } = given ?? {};
  if (had !== null) return { ...field, mine: had };
  const there = field.theirs ?? field.base;
  // Created again since, it is to have what the account had that is gone.
  if (there === null) return before === '' ? null : { ...field, mine: before };
  const { theirs: _, ...without } = field;
  return { ...without, ...untouched(there), possiblySent: field.possiblySent };
}

function mayBeThere({ fields, state, attempts }: OutboxRecord, key: FieldKey, given: string): boolean {
  const field = fields[key];
  if (field === undefined) return false;
  const underWay = state.name === 'sending' ? [state.attempt] : [];
  return (
    sameThing(key, field.base ?? '', given) ||
    field.possiblySent.some((value) => sameThing(key, value, given)) ||
    [...attempts, ...underWay].some(({ sent }) => sameThing(key, sent[key] ?? '', given))
  );
}
