import type { AccountType, FieldKey, Values } from '../account.ts';
import { sameText, sameThing } from '../text/comparing-form.ts';
import type { Choices, Edit, PersonEvent } from './event.ts';
import { assertNever } from '../exhaustive.ts';
import { altered, conflictsOf, settled } from './merge.ts';
import type { Fields, MergeField } from './merge.ts';
import type { ChosenValue, OutboxRecord } from './record.ts';
import { atRest, changedValues, dueNow, isDirty, searchOver, withHistory, typeFixed } from './transitions.ts';
import { adopted } from './on-lookup.ts';

/** Steps that a person takes: the one half of the state machine. */

export function edited(before: OutboxRecord, edit: Edit, at: number): OutboxRecord {
  const record = before.discarded ? withoutDiscarded(before) : before;
  // A form that was opened before the discard shows what is no longer here: nothing in it is taken for another spelling.
  const showedDiscarded = before.discarded || edit.openedAtRevision < (before.begunAnewAt ?? 0);
  const { fields, touched } = typedInto(record, edit, showedDiscarded ? differs : altered);
  const type: AccountType = typeFixed(record) ? record.type : edit.type;
  const noted = edit.note !== null && edit.note !== record.note;
  if (touched.length === 0 && !noted && type === record.type && !before.discarded) return before;
  const after = withHistory(
    {
      ...ownAgain(record),
      type,
      fields,
      note: edit.note ?? record.note,
      revision: record.revision + 1,
      editedAt: at,
    },
    at,
    {
      what: 'edited',
      fields: touched,
      note: noted,
      values: changedValues(touched, valuesOf(record), fields),
    },
  );
  const toSend = touched.length > 0 || type !== record.type;
  return toSend || before.discarded ? afterEdit(after, at) : after;
}

function valuesOf({ fields }: OutboxRecord): Values {
  return Object.fromEntries(Object.entries(fields).map(([key, { mine }]) => [key, mine]));
}

/** The state that an edit leads to. A record that is under way or being verified stays as it is. */
export function afterEdit(record: OutboxRecord, at: number): OutboxRecord {
  const { state } = record;
  switch (state.name) {
    case 'waiting':
    case 'refused':
    case 'synced':
    case 'conflict':
      return atRest(record, at);
    case 'gone':
      // That it is gone was said to an older revision; the check before the next PUT says it again, or not.
      return isDirty(record) ? atRest(record, at) : record;
    case 'unknown':
      // The refusal was of what was sent; what is typed now goes out on its own merits, once the lookup permits.
      return state.refusal === null ? record : { ...record, state: { ...state, refusal: null } };
    case 'sending':
      return record;
    default:
      return assertNever(state);
  }
}

function typedInto(
  record: OutboxRecord,
  edit: Edit,
  isAnother: typeof altered,
): { fields: Fields; touched: readonly FieldKey[] } {
  const fields: Partial<Record<FieldKey, MergeField>> = { ...record.fields };
  const touched: FieldKey[] = [];
  for (const [name, value] of Object.entries(edit.changed)) {
    const key = name as FieldKey;
    const after = typedField(record, key, value, isAnother);
    if (after === fields[key]) continue;
    fields[key] = after;
    touched.push(key);
  }
  return { fields, touched };
}

function typedField(
  record: OutboxRecord,
  key: FieldKey,
  { from, to }: { readonly from: string; readonly to: string },
  isAnother: typeof altered,
): MergeField {
  const now = record.fields[key];
  // The value shown when the typing began is the base; SalesBinder never told us another.
  if (now === undefined) return { base: record.remoteId === null ? null : from, mine: to, possiblySent: [] };
  if (now.theirs !== undefined && sameText(now.theirs, to)) return settled(now, now.theirs, now.theirs);
  // The same thing in a writing of its own: there is nothing to decide, and it goes out as it was typed.
  if (now.theirs !== undefined && sameThing(key, now.theirs, to)) return settled(now, now.theirs, to);
  if (now.mine === to) return now;
  // Nothing of ours is in it and it isn't what was shown: it changed there while somebody typed. What SalesBinder
  // only writes another way (a phone number's brackets) is no change. In an open conflict what is here was typed, also
  // where it is what was there at first.
  const changedThere = now.theirs === undefined && now.mine === now.base && isAnother(from, now.mine);
  // Changed here and there to the same value: nothing to do.
  if (changedThere)
    return sameThing(key, now.mine, to) ? now : { ...now, base: from, mine: to, theirs: now.mine };
  return { ...now, mine: to };
}

function differs(a: string, b: string): boolean {
  return !sameText(a, b);
}

/** Typing into a discarded edit starts from what SalesBinder has; into a discarded new account, from what was typed. */
export function withoutDiscarded(record: OutboxRecord): OutboxRecord {
  if (record.remoteId === null) return record;
  return { ...record, fields: restored(record.fields), begunAnewAt: record.revision + 1 };
}

function restored(fields: Fields): Fields {
  const entries = Object.entries(fields).map(([key, { theirs, ...field }]): [string, MergeField] => {
    const there = theirs ?? field.base;
    return [key, there === null ? field : { ...field, base: there, mine: there }];
  });
  return Object.fromEntries(entries);
}

export function discarded(
  record: OutboxRecord,
  { at, addedTo }: Extract<PersonEvent, { is: 'discarded' }>,
): OutboxRecord {
  if (record.discarded || record.state.name === 'synced') return record;
  const after: OutboxRecord = { ...record, discarded: true, editedAt: at };
  if (addedTo === undefined) return withHistory(after, at, { what: 'discarded' });
  return withHistory({ ...after, addedTo }, at, { what: 'added-to', name: addedTo.name });
}

export function undone(record: OutboxRecord, at: number): OutboxRecord {
  if (!record.discarded) return record;
  return withHistory({ ...ownAgain(record), editedAt: at }, at, { what: 'discard-undone' });
}

/** Whoever undoes the discard, or types on, means it as an account of its own. */
function ownAgain({ addedTo: _, ...record }: OutboxRecord): OutboxRecord {
  return { ...record, discarded: false };
}

export function retried(record: OutboxRecord, at: number): OutboxRecord {
  const { state } = record;
  if (record.discarded) return record;
  if (state.name === 'waiting') return { ...record, state: { ...state, dueAt: Math.min(state.dueAt, at) } };
  const again = { ...record, rounds: 0 };
  if (state.name === 'refused')
    return withHistory({ ...again, state: dueNow(at) }, at, { what: 'tried-again' });
  if (state.name === 'unknown' && state.ask?.why === 'incomplete-list') {
    // They have looked for themselves: it is not there.
    return withHistory({ ...again, state: dueNow(at) }, at, { what: 'tried-again' });
  }
  if (state.name === 'unknown' && state.ask?.why === 'rounds') {
    return withHistory({ ...again, state: { ...state, ask: null, lookAt: at } }, at, { what: 'tried-again' });
  }
  return record;
}

/** Only what the person was shown is settled; a field that changed there meanwhile stays in question. */
export function conflictSettled(record: OutboxRecord, choices: Choices, at: number): OutboxRecord {
  if (record.state.name !== 'conflict') return record;
  const fields: Partial<Record<FieldKey, MergeField>> = { ...record.fields };
  const done: FieldKey[] = [];
  const chosen: Partial<Record<FieldKey, ChosenValue>> = {};
  for (const key of conflictsOf(record.fields)) {
    const choice = choices[key];
    const field = record.fields[key];
    if (choice === undefined || field === undefined || choice.theirs !== field.theirs) continue;
    fields[key] = settled(field, choice.theirs, choice.value);
    chosen[key] = whose(choice, field.mine);
    done.push(key);
  }
  if (done.length === 0) return record;
  const after = { ...record, fields, revision: record.revision + 1, editedAt: at };
  return atRest(withHistory(after, at, { what: 'resolved', fields: done, chosen }), at);
}

function whose(
  { theirs, value }: { readonly theirs: string; readonly value: string },
  mine: string,
): ChosenValue {
  if (value === mine) return 'yours';
  return value === theirs ? 'theirs' : 'another';
}

export function lookSettled(
  record: OutboxRecord,
  event: Extract<PersonEvent, { is: 'look-settled' }>,
): OutboxRecord {
  const { state } = record;
  if (state.name !== 'unknown' || state.ask === null || !('candidates' in state.ask)) return record;
  if (event.account !== null) return adopted(record, event.account, null, event.at);
  const refusedOnes = state.ask.candidates.map((candidate) => candidate.id);
  return {
    ...record,
    notThese: [...record.notThese, ...refusedOnes],
    state: { ...state, ask: null, lookAt: event.at },
  };
}

/** Deleted there, wanted here: a new account in SalesBinder with everything that is here. */
export function createdAgain(record: OutboxRecord, at: number): OutboxRecord {
  if (record.state.name !== 'gone') return record;
  const entries = Object.entries(record.fields)
    .filter(([, field]) => field.mine !== '')
    .map(([key, field]): [string, MergeField] => [key, { base: null, mine: field.mine, possiblySent: [] }]);
  // The account that a lookup adopted may have been another's: only an answer ends the search for what was sent.
  const { modified: _, ...without } = record.idFrom === 'look' ? record : searchOver(record);
  const fresh: OutboxRecord = {
    ...without,
    remoteId: null,
    number: null,
    idFrom: null,
    notThese: record.remoteId === null ? record.notThese : [...record.notThese, record.remoteId],
    rounds: 0,
    discarded: false,
    fields: Object.fromEntries(entries),
    revision: record.revision + 1,
    editedAt: at,
    state: dueNow(at),
  };
  return withHistory(fresh, at, { what: 'created-again' });
}
