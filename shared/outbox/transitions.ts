import { FIELD_KEYS } from '../account.ts';
import type { FieldKey, RemoteAccount, Values } from '../account.ts';
import { altered, conflictsOf, unsent } from './merge.ts';
import type { Fields, Merged } from './merge.ts';
import type { Attempt, ChangedValues, HistoryEvent, OutboxRecord, RecordState } from './record.ts';

/** Follows from a record as it is: where it stands at rest, and how its history is kept. */

/** SalesBinder's edit call takes no type: it is fixed once SalesBinder has the account, or may have it. */
export function typeFixed(record: OutboxRecord): boolean {
  return record.remoteId !== null || record.attempts.length > 0 || record.state.name === 'sending';
}

/** Whether there is something here that SalesBinder is not known to have. */
export function isDirty(record: OutboxRecord): boolean {
  return record.remoteId === null || Object.keys(unsent(record.fields)).length > 0;
}

/** SalesBinder has its latest, and nobody has to do anything about it. */
export function isSettled({ state, discarded, remoteId }: OutboxRecord): boolean {
  return state.name === 'synced' && !discarded && remoteId !== null;
}

/** Where a record stands when nothing is under way: what is in conflict, what is to be sent, or nothing. */
export function atRest(record: OutboxRecord, at: number): OutboxRecord {
  const conflict = conflictsOf(record.fields);
  if (conflict.length > 0) return { ...record, state: { name: 'conflict', fields: conflict } };
  if (isDirty(record)) return { ...record, state: dueNow(at) };
  return record.state.name === 'synced' ? record : { ...record, state: { name: 'synced', at } };
}

/**
 * A no binds only what was sent: what was typed since goes out on its own merits. Nor does it bind an account that
 * SalesBinder has after all, by an older attempt.
 */
export function unlessNewer(
  record: OutboxRecord,
  attempt: Attempt,
  no: OutboxRecord,
  at: number,
): OutboxRecord {
  const stands =
    attempt.revision === record.revision && (attempt.kind === 'create') === (record.remoteId === null);
  return stands ? no : withConflictNoted(atRest(record, at), record, at);
}

export function dueNow(at: number): RecordState {
  return { name: 'waiting', dueAt: at, tries: 0, problem: null };
}

/** Entries of a record's history. */
export const HISTORY_KEPT = 200;

/** Adds to the history; the same thing again and again (offline, offline, offline) keeps one entry, the latest. */
export function withHistory(record: OutboxRecord, at: number, event: HistoryEvent): OutboxRecord {
  const last = record.history.at(-1);
  const again = last !== undefined && JSON.stringify(last.event) === JSON.stringify(event);
  const before = again ? record.history.slice(0, -1) : record.history;
  return { ...record, history: [...before, { at, event }].slice(-HISTORY_KEPT) };
}

/**
 * The values that a merge took over, and both values where a typed one made room: it stands nowhere else.
 *
 * @param sameVersion it was SalesBinder's own doing, and nobody's edit
 */
export function withTakeOverNoted(
  record: OutboxRecord,
  { takenOver, replaced, was }: Pick<Merged, 'takenOver' | 'replaced' | 'was'>,
  at: number,
  sameVersion = false,
): OutboxRecord {
  const after =
    takenOver.length === 0
      ? record
      : withHistory(record, at, {
          what: 'taken-over',
          fields: takenOver,
          values: changedValues(takenOver, was, record.fields),
        });
  return replaced.reduce(
    (before, one) => withHistory(before, at, { what: sameVersion ? 'altered' : 'replaced', ...one }),
    after,
  );
}

/** The values of these fields before and after; a field without one had none. */
export function changedValues(
  fields: readonly FieldKey[],
  was: Values,
  after: Fields,
): NonNullable<ChangedValues['values']> {
  return Object.fromEntries(
    fields.map((field) => [field, { was: was[field] ?? '', is: after[field]?.mine ?? '' }]),
  );
}

export function withConflictNoted(record: OutboxRecord, before: OutboxRecord, at: number): OutboxRecord {
  const { state } = record;
  if (state.name !== 'conflict' || before.state.name === 'conflict') return record;
  return withHistory(record, at, { what: 'conflict', fields: state.fields });
}

/** An answer proved which account it is: nothing is left to look up. */
export function searchOver({ suspects: _, ...record }: OutboxRecord): OutboxRecord {
  return { ...record, attempts: [] };
}

export function idOf(
  account: RemoteAccount,
  from: 'answer' | 'look',
): Pick<OutboxRecord, 'remoteId' | 'number' | 'idFrom'> {
  return { remoteId: account.id, number: account.number, idFrom: from };
}

/** From now on something of ours is in it. */
export function accepting({ idFrom }: OutboxRecord): Pick<OutboxRecord, 'idFrom'> {
  return { idFrom: idFrom === 'mirror' ? 'answer' : idFrom };
}

/** The values that SalesBinder kept otherwise than they were sent: the typed ones stand nowhere else from then on. */
export function withAlterationsNoted(
  record: OutboxRecord,
  sent: Values,
  echo: Values,
  at: number,
): OutboxRecord {
  return FIELD_KEYS.reduce((noted, field) => {
    const typed = sent[field];
    const kept = echo[field];
    if (typed === undefined || kept === undefined || !altered(typed, kept)) return noted;
    return withHistory(noted, at, { what: 'altered', field, typed, kept });
  }, record);
}
