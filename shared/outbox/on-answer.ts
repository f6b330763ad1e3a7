import { FIELD_KEYS } from '../account.ts';
import type { FieldKey, Values } from '../account.ts';
import type { SyncEvent } from './event.ts';
import { isNoNewer, knownAsOf } from './freshness.ts';
import { reconcile } from './merge.ts';
import type { Fields, MergeField } from './merge.ts';
import { isUnsure } from '../problem.ts';
import type { Problem } from '../problem.ts';
import type { Attempt, OutboxRecord } from './record.ts';
import { disproved } from './on-lookup.ts';
import {
  accepting,
  atRest,
  idOf,
  isDirty,
  searchOver,
  withHistory,
  withAlterationsNoted,
  withConflictNoted,
  withTakeOverNoted,
  unlessNewer,
} from './transitions.ts';

/** Steps that follow from requests and their answers. */

type Event<Is extends SyncEvent['is']> = Extract<SyncEvent, { is: Is }>;

export function started(record: OutboxRecord, event: Event<'started'>): OutboxRecord {
  const { attempt, at, alike } = event;
  const current =
    attempt.revision === record.revision && (attempt.kind === 'create') === (record.remoteId === null);
  if (record.state.name !== 'waiting' || record.discarded || !current) return record;
  const warned = alike === undefined ? record : withHistory(record, at, { what: 'looked-alike', ...alike });
  return withHistory({ ...warned, state: { name: 'sending', attempt, tries: record.state.tries } }, at, {
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
  if (attempt.kind === 'create' && record.idFrom !== null) return acceptedAfterAll(record, attempt, event);
  if (attempt.kind === 'update' && isNoNewer(account, record.modified)) return notKept(record, attempt, at);
  const merged = reconcile(record.fields, attempt.sent, account.values);
  const proven = attempt.kind === 'update' ? accepting(record) : idOf(account, 'answer');
  let after: OutboxRecord = {
    ...(attempt.kind === 'create' ? searchOver(record) : record),
    ...proven,
    ...knownAsOf(account),
    number: account.number ?? record.number,
    type: account.type ?? record.type,
    fields: merged.fields,
    rounds: 0,
  };
  after = withHistory(after, at, { what: 'accepted', kind: attempt.kind, number: after.number });
  after = withAlterationsNoted(after, attempt.sent, account.values, at);
  after = withTakeOverNoted(after, merged, at);
  if (record.discarded && attempt.kind === 'create') {
    after = withHistory(after, at, { what: 'found-though-discarded', number: after.number });
  }
  // An edit that was discarded too late was not discarded.
  if (attempt.kind === 'update' && !isDirty(after)) after = { ...after, discarded: false };
  // Another request of this record may be under way: its own answer decides where the record stands.
  return inFlight(record, attempt.id) ? after : withConflictNoted(atRest(after, at), record, at);
}

/**
 * "Saved", in the version that was known before: nothing was saved, or nothing had to be. What is there is asked for at
 * once, whatever the answer shows.
 */
function notKept(record: OutboxRecord, { sent }: Attempt, at: number): OutboxRecord {
  const problem = { what: 'not-kept' } as const;
  const after = withHistory(record, at, { what: 'outcome-unknown', problem });
  return waitsAgain({ ...after, fields: possiblySent(record.fields, sent) }, { at, problem, dueAt: at });
}

/** A create's answer to a record that has an id already: from a lookup, or from an older attempt's late answer. */
function acceptedAfterAll(record: OutboxRecord, attempt: Attempt, event: Event<'accepted'>): OutboxRecord {
  const { account, at } = event;
  const accepted_ = { what: 'accepted', kind: 'create', number: account.number } as const;
  if (account.id !== record.remoteId && record.idFrom === 'look') {
    return accepted(disproved(record, at), event);
  }
  // The lookup was right; the account that it saw was newer than this answer. Or it is a second account, which was not asked for:
  // an id that an answer gave stays, and what another account holds says nothing about this one.
  const after: OutboxRecord = { ...searchOver(withHistory(record, at, accepted_)), idFrom: 'answer' };
  return isSending(record, attempt.id) ? withConflictNoted(atRest(after, at), record, at) : after;
}

export function refused(record: OutboxRecord, event: Event<'refused'>): OutboxRecord {
  const attempt = attemptOf(record, event.attemptId);
  if (attempt === null) return record;
  const { problem, at } = event;
  if (isUnsure(problem)) return isSending(record, attempt.id) ? refusedUnsurely(record, event) : record;
  const ledger = record.attempts.filter((one) => one.id !== attempt.id);
  const after = withHistory({ ...record, attempts: ledger }, at, { what: 'refused', problem });
  if (!isSending(record, attempt.id)) return afterLateRefusal(after, attempt, event);
  const unique = problem.what === 'refused' && problem.unique === true;
  if (unique && record.remoteId === null && ledger.length > 0) {
    // The name is taken: perhaps by our own earlier attempt, whose answer nobody saw.
    const refusal = attempt.revision === record.revision ? problem : null;
    return { ...after, state: { name: 'unknown', lookAt: at, looks: 0, ask: null, refusal } };
  }
  return unlessNewer(after, attempt, { ...after, state: { name: 'refused', problem } }, at);
}

/**
 * It may have been saved all the same: one look tells, at once. What is not there then is refused with what was said.
 */
function refusedUnsurely(
  record: OutboxRecord & { readonly state: { readonly name: 'sending'; readonly attempt: Attempt } },
  { problem, at, ended }: Event<'refused'>,
): OutboxRecord {
  const { attempt } = record.state;
  const after = withHistory(record, at, { what: 'refused', problem });
  if (attempt.kind === 'update') {
    return waitsAgain(
      { ...after, fields: possiblySent(record.fields, attempt.sent) },
      { at, problem, dueAt: at },
    );
  }
  // An older attempt's late answer has already brought the id.
  if (record.remoteId !== null) return withConflictNoted(atRest(after, at), record, at);
  return {
    ...after,
    attempts: [...record.attempts, { ...attempt, endedAt: ended ?? attempt.startedAt }],
    state: {
      name: 'unknown',
      lookAt: at,
      looks: 0,
      ask: null,
      refusal: attempt.revision === record.revision ? problem : null,
    },
  };
}

/** The no to an attempt that was given up on: it made no account, so there is nothing of it to look for. */
function afterLateRefusal(
  record: OutboxRecord,
  attempt: Attempt,
  { problem, at }: Event<'refused'>,
): OutboxRecord {
  const { state } = record;
  if (state.name !== 'unknown' || record.attempts.length > 0) return record;
  return unlessNewer(record, attempt, { ...record, state: { name: 'refused', problem } }, at);
}

export function notSent(record: OutboxRecord, event: Event<'not-sent'>): OutboxRecord {
  if (!isSending(record, event.attemptId)) return record;
  return waitsAgain(withHistory(record, event.at, { what: 'not-sent', problem: event.problem }), event);
}

export function outcomeUnknown(record: OutboxRecord, event: Event<'outcome-unknown'>): OutboxRecord {
  if (!isSending(record, event.attemptId)) return record;
  const { attempt } = record.state;
  const after = withHistory(record, event.at, { what: 'outcome-unknown', problem: event.problem });
  if (attempt.kind === 'update') {
    return waitsAgain({ ...after, fields: possiblySent(record.fields, attempt.sent) }, event);
  }
  // An older attempt's late answer has already brought the id.
  if (record.remoteId !== null) return withConflictNoted(atRest(after, event.at), record, event.at);
  return {
    ...after,
    attempts: [...record.attempts, { ...attempt, endedAt: event.ended }],
    state: { name: 'unknown', lookAt: event.at, looks: 0, ask: null, refusal: null },
  };
}

function attemptOf(record: OutboxRecord, id: string): Attempt | null {
  if (record.state.name === 'sending' && record.state.attempt.id === id) return record.state.attempt;
  return record.attempts.find((attempt) => attempt.id === id) ?? null;
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
  { at, problem, dueAt }: { readonly at: number; readonly problem: Problem; readonly dueAt: number },
): OutboxRecord {
  const after = withConflictNoted(atRest(record, at), record, at);
  // The sent value is no longer wanted, or an older attempt's late answer has brought what there was to bring.
  if (after.state.name !== 'waiting') return after;
  const tries = record.state.name === 'sending' ? record.state.tries + 1 : 1;
  return { ...record, state: { name: 'waiting', dueAt, tries, problem } };
}

function possiblySent(fields: Fields, sent: Values): Fields {
  const after: Partial<Record<FieldKey, MergeField>> = { ...fields };
  for (const key of FIELD_KEYS) {
    const field = fields[key];
    const value = sent[key];
    if (field === undefined || value === undefined) continue;
    const others = field.possiblySent.filter((one) => one !== value);
    after[key] = { ...field, possiblySent: [...others, value].slice(-8) };
  }
  return after;
}
