import type { SyncEvent } from './event.ts';
import { isSameVersion, knownAsOf } from './freshness.ts';
import { conflictsOf, mergeTheirs } from './merge.ts';
import type { Fields } from './merge.ts';
import type { OutboxRecord } from './record.ts';
import { isUnsure } from '../problem.ts';
import type { Problem } from '../problem.ts';
import {
  accepting,
  atRest,
  isDirty,
  withHistory,
  withConflictNoted,
  withTakeOverNoted,
  unlessNewer,
} from './transitions.ts';

/** Steps that follow from preflights and refreshes. */

type Event<Is extends SyncEvent['is']> = Extract<SyncEvent, { is: Is }>;

/** Merges the account as SalesBinder has it now; a record that still has something to send stays waiting, due as it was. */
export function checked(record: OutboxRecord, event: Event<'checked'>): OutboxRecord {
  if (record.state.name !== 'waiting' || record.remoteId !== event.theirs.id) return record;
  const sameVersion = isSameVersion(event.theirs, record.modified);
  const merged = mergeTheirs(record.fields, event.theirs.values, sameVersion);
  let after: OutboxRecord = {
    ...record,
    ...knownAsOf(event.theirs),
    ...(merged.arrived ? accepting(record) : {}),
    fields: merged.fields,
    number: event.theirs.number ?? record.number,
    type: event.theirs.type ?? record.type,
  };
  if (!isDirty(after)) after = { ...after, discarded: false };
  after = withTakeOverNoted(after, merged, event.at, sameVersion);
  const stillToSend = conflictsOf(after.fields).length === 0 && isDirty(after);
  const { problem } = record.state;
  // A no that nobody was sure of: now it is certain that nothing was saved.
  if (stillToSend && problem !== null && isUnsure(problem)) {
    return { ...after, state: { name: 'refused', problem } };
  }
  return stillToSend ? after : withConflictNoted(atRest(after, event.at), record, event.at);
}

/** As a check that nobody asked for: it changes nothing of what a person typed, and moves a record only to where it rests. */
export function pulled(record: OutboxRecord, event: Event<'pulled'>): OutboxRecord {
  const { state } = record;
  const applies =
    state.name === 'synced' ||
    state.name === 'waiting' ||
    state.name === 'conflict' ||
    state.name === 'refused';
  if (!applies || record.remoteId !== event.theirs.id) return record;
  const sameVersion = isSameVersion(event.theirs, record.modified);
  const merged = mergeTheirs(record.fields, event.theirs.values, sameVersion);
  const number = event.theirs.number ?? record.number;
  const type = event.theirs.type ?? record.type;
  if (number === record.number && type === record.type && sameFields(record.fields, merged.fields)) {
    return record;
  }
  let after: OutboxRecord = {
    ...record,
    ...knownAsOf(event.theirs),
    ...(merged.arrived ? accepting(record) : {}),
    fields: merged.fields,
    number,
    type,
  };
  if (!isDirty(after)) after = { ...after, discarded: false };
  after = withTakeOverNoted(after, merged, event.at, sameVersion);
  const conflict = conflictsOf(after.fields).length > 0;
  // A refusal of what is still to be sent stands, and a wait keeps its time, unless there is something to decide first.
  const stays = isDirty(after) && !conflict && (state.name === 'refused' || state.name === 'waiting');
  return stays ? after : withConflictNoted(atRest(after, event.at), record, event.at);
}

function sameFields(a: Fields, b: Fields): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export function checkRefused(record: OutboxRecord, event: Event<'check-refused'>): OutboxRecord {
  if (record.state.name !== 'waiting') return record;
  const after = withHistory(record, event.at, { what: 'refused', problem: event.problem });
  return { ...after, state: { name: 'refused', problem: event.problem } };
}

export function reopened(record: OutboxRecord, { at, problem }: Event<'reopened'>): OutboxRecord {
  const { state } = record;
  if (state.name !== 'refused' || state.problem.what !== problem.what || !isDirty(record)) return record;
  const status = (one: Problem): number | null => (one.what === 'refused' ? one.status : null);
  if (status(state.problem) !== status(problem)) return record;
  const after = withHistory(record, at, { what: 'not-sent', problem });
  return { ...after, state: { name: 'waiting', dueAt: at, tries: 0, problem } };
}

/** A preflight or a lookup got no answer to go by: this record alone is tried again later. */
export function putOff(record: OutboxRecord, event: Event<'put-off'>): OutboxRecord {
  const { state } = record;
  if (state.name === 'unknown') return { ...record, state: { ...state, lookAt: event.dueAt } };
  if (state.name !== 'waiting') return record;
  const after = withHistory(record, event.at, { what: 'not-sent', problem: event.problem });
  return {
    ...after,
    state: { ...state, dueAt: event.dueAt, tries: state.tries + 1, problem: event.problem },
  };
}

export function gone(record: OutboxRecord, at: number): OutboxRecord {
  const { state } = record;
  if (record.remoteId === null || (state.name !== 'waiting' && state.name !== 'sending')) return record;
  const after = withHistory(record, at, { what: 'gone' });
  const none: OutboxRecord = { ...after, state: { name: 'gone' } };
  return state.name === 'sending' ? unlessNewer(after, state.attempt, none, at) : none;
}
