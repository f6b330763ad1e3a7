import { FIELD_KEYS } from './account.ts';
import type { FieldKey, RemoteAccount, Values } from './account.ts';
import type { SyncEvent } from './event.ts';
import { altered, conflictsOf, mergeTheirs, reconcile } from './merge.ts';
import type { Fields, MergeField } from './merge.ts';
import type { Problem } from './problem.ts';
import type { Attempt, OutboxRecord } from './record.ts';
import { atRest, dueNow, idOf, isDirty, told, toldConflict, toldTakenOver } from './rest.ts';

/** What requests, their answers and checks do to a record. */

type Event<Is extends SyncEvent['is']> = Extract<SyncEvent, { is: Is }>;

export function started(record: OutboxRecord, event: Event<'started'>): OutboxRecord {
  const { attempt, at } = event;
  const current =
    attempt.revision === record.revision && (attempt.kind === 'create') === (record.remoteId === null);
  if (record.state.name !== 'waiting' || record.discarded || !current) return record;
  return told({ ...record, state: { name: 'sending', attempt, tries: record.state.tries } }, at, {
    what: 'sent',
    kind: attempt.kind,
    fields: Object.keys(attempt.sent) as FieldKey[],
  });
}

export function accepted(record: OutboxRecord, event: Event<'accepted'>): OutboxRecord {
  const attempt = attemptOf(record, event.attemptId);
  // The same answer twice, or one to an attempt that was settled long ago.
  if (attempt === null) return record;
  const { account, at } = event;
  const merged = reconcile(record.fields, attempt.sent, account.values);
  const proven = attempt.kind === 'update' || record.idFrom === 'answer' ? {} : idOf(account, 'answer');
  let after: OutboxRecord = {
    ...record,
    ...proven,
    number: account.number ?? record.number,
    type: account.type ?? record.type,
    fields: merged.fields,
    attempts: attempt.kind === 'create' ? [] : record.attempts,
    rounds: 0,
  };
  after = told(after, at, { what: 'accepted', kind: attempt.kind, number: after.number });
  after = toldAltered(after, attempt.sent, account.values, at);
  after = toldTakenOver(after, merged.takenOver, at);
  if (record.discarded && attempt.kind === 'create') {
    after = told(after, at, { what: 'found-though-discarded', number: after.number });
  }
  // An edit that was discarded too late was not discarded.
  if (attempt.kind === 'update' && !isDirty(after)) after = { ...after, discarded: false };
  // Another request of this record may be under way: its own answer decides where the record stands.
  return inFlight(record, attempt.id) ? after : toldConflict(atRest(after, at), record, at);
}

export function refused(record: OutboxRecord, event: Event<'refused'>): OutboxRecord {
  const attempt = attemptOf(record, event.attemptId);
  if (attempt === null) return record;
  const { problem, at } = event;
  const ledger = record.attempts.filter((one) => one.id !== attempt.id);
  const after = told({ ...record, attempts: ledger }, at, { what: 'refused', problem });
  if (record.state.name !== 'sending' || record.state.attempt.id !== attempt.id) return after;
  const unique = problem.what === 'refused' && problem.unique === true;
  if (unique && attempt.kind === 'create' && ledger.length > 0) {
    // The name is taken: perhaps by our own earlier attempt, whose answer nobody saw.
    return { ...after, state: { name: 'unknown', lookAt: at, looks: 0, ask: null, refusal: problem } };
  }
  // A refusal binds only what was sent; what was typed since goes out on its own merits.
  if (attempt.revision !== record.revision) return { ...after, state: dueNow(at) };
  return { ...after, state: { name: 'refused', problem } };
}

/** A check or a look got no answer to go by: this record alone is tried again later. */
export function putOff(record: OutboxRecord, event: Event<'put-off'>): OutboxRecord {
  const { state } = record;
  if (state.name === 'unknown') return { ...record, state: { ...state, lookAt: event.dueAt } };
  if (state.name !== 'waiting') return record;
  const after = told(record, event.at, { what: 'not-sent', problem: event.problem });
  return {
    ...after,
    state: { ...state, dueAt: event.dueAt, tries: state.tries + 1, problem: event.problem },
  };
}

export function checkRefused(record: OutboxRecord, event: Event<'check-refused'>): OutboxRecord {
  if (record.state.name !== 'waiting') return record;
  const after = told(record, event.at, { what: 'refused', problem: event.problem });
  return { ...after, state: { name: 'refused', problem: event.problem } };
}

export function notSent(record: OutboxRecord, event: Event<'not-sent'>): OutboxRecord {
  if (!isSending(record, event.attemptId)) return record;
  return waitsAgain(told(record, event.at, { what: 'not-sent', problem: event.problem }), event);
}

export function outcomeUnknown(record: OutboxRecord, event: Event<'outcome-unknown'>): OutboxRecord {
  if (!isSending(record, event.attemptId)) return record;
  const { attempt } = record.state;
  const after = told(record, event.at, { what: 'outcome-unknown', problem: event.problem });
  if (attempt.kind === 'update') {
    return waitsAgain({ ...after, fields: possiblySent(record.fields, attempt.sent) }, event);
  }
  // An older attempt's late answer has already brought the id.
  if (record.remoteId !== null) return atRest(after, event.at);
  return {
    ...after,
    attempts: [...record.attempts, { ...attempt, endedAt: event.ended }],
    state: { name: 'unknown', lookAt: event.at, looks: 0, ask: null, refusal: null },
  };
}

/** What SalesBinder has now is merged in; what is still to be sent stays waiting, due as it was. */
export function checked(record: OutboxRecord, event: Event<'checked'>): OutboxRecord {
  if (record.state.name !== 'waiting' || record.remoteId !== event.theirs.id) return record;
  const merged = mergeTheirs(record.fields, event.theirs.values);
  let after: OutboxRecord = {
    ...record,
    fields: merged.fields,
    number: event.theirs.number ?? record.number,
    type: event.theirs.type ?? record.type,
  };
  after = toldTakenOver(after, merged.takenOver, event.at);
  const stillToSend = conflictsOf(after.fields).length === 0 && isDirty(after);
  return stillToSend ? after : toldConflict(atRest(after, event.at), record, event.at);
}

export function gone(record: OutboxRecord, at: number): OutboxRecord {
  const { state } = record;
  if (record.remoteId === null || (state.name !== 'waiting' && state.name !== 'sending')) return record;
  return told({ ...record, state: { name: 'gone' } }, at, { what: 'gone' });
}

function attemptOf(record: OutboxRecord, id: string): Attempt | null {
  if (record.state.name === 'sending' && record.state.attempt.id === id) return record.state.attempt;
  return record.idFrom === null ? (record.attempts.find((attempt) => attempt.id === id) ?? null) : null;
}

function isSending(
  record: OutboxRecord,
  attemptId: string,
): record is OutboxRecord & { state: { name: 'sending'; attempt: Attempt } } {
  return record.state.name === 'sending' && record.state.attempt.id === attemptId;
}

function inFlight(record: OutboxRecord, answeredId: string): boolean {
  return record.state.name === 'sending' && record.state.attempt.id !== answeredId;
}

function waitsAgain(
  record: OutboxRecord,
  { problem, dueAt }: { readonly problem: Problem; readonly dueAt: number },
): OutboxRecord {
  const tries = record.state.name === 'sending' ? record.state.tries + 1 : 1;
  return { ...record, state: { name: 'waiting', dueAt, tries, problem } };
}

function possiblySent(fields: Fields, sent: Values): Fields {
  const after: Partial<Record<FieldKey, MergeField>> = { ...fields };
  for (const key of FIELD_KEYS) {
    const field = fields[key];
    const value = sent[key];
    if (field === undefined || value === undefined) continue;
    after[key] = { ...field, possiblySent: [...field.possiblySent, value].slice(-8) };
  }
  return after;
}

function toldAltered(record: OutboxRecord, sent: Values, echo: Values, at: number): OutboxRecord {
  return FIELD_KEYS.reduce((told_, field) => {
    const typed = sent[field];
    const kept = echo[field];
    if (typed === undefined || kept === undefined || !altered(typed, kept)) return told_;
    return told(told_, at, { what: 'altered', field, typed, kept });
  }, record);
}
