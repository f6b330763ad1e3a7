import { FIELD_KEYS } from '../account.ts';
import type { FieldKey, RemoteAccount, Values } from '../account.ts';
import { sameThing } from '../text/comparing-form.ts';
import type { SyncEvent } from './event.ts';
import { knownAsOf } from './freshness.ts';
import { mergeTheirs } from './merge.ts';
import type { Fields, MergeField } from './merge.ts';
import type { Attempt, OutboxRecord } from './record.ts';
import {
  atRest,
  dueNow,
  idOf,
  withHistory,
  withAlterationsNoted,
  withConflictNoted,
  withTakeOverNoted,
} from './transitions.ts';

/** Steps that follow from lookups of a create whose outcome nobody saw. */

type Event<Is extends SyncEvent['is']> = Extract<SyncEvent, { is: Is }>;

/** After this many rounds of "verified absent, sent again, outcome unknown" a person decides. */
const ROUNDS = 3;

export function found(record: OutboxRecord, event: Event<'found'>): OutboxRecord {
  const attempt = record.attempts.find((one) => one.id === event.attemptId);
  // An attempt that is under way now has its own answer coming.
  const looking = record.state.name !== 'sending' && record.remoteId === null;
  if (attempt === undefined || !looking || record.notThese.includes(event.account.id)) return record;
  return adopted(record, event.account, attempt, event.at);
}

/** The account is this record's; the attempt it matched (null where a person chose) tells what was sent. */
export function adopted(
  record: OutboxRecord,
  account: RemoteAccount,
  matched: Attempt | null,
  at: number,
): OutboxRecord {
  const sent = matched?.sent ?? record.attempts.at(-1)?.sent ?? {};
  const merged = mergeTheirs(onBaseOf(record.fields, sent, account.values), account.values);
  let after: OutboxRecord = {
    ...record,
    ...idOf(account, 'look'),
    ...knownAsOf(account),
    type: account.type ?? record.type,
    fields: merged.fields,
    rounds: 0,
  };
  after = withHistory(after, at, {
    what: 'adopted',
    number: account.number,
    by: matched === null ? 'person' : 'look',
  });
  after = withAlterationsNoted(after, sent, account.values, at);
  after = withTakeOverNoted(after, { ...merged, replaced: [] }, at);
  if (record.discarded)
    after = withHistory(after, at, { what: 'found-though-discarded', number: account.number });
  return withConflictNoted(atRest(after, at), record, at);
}

export function cannotTell(record: OutboxRecord, event: Event<'cannot-tell'>): OutboxRecord {
  if (record.state.name !== 'unknown') return record;
  const candidates = event.candidates.filter((candidate) => !record.notThese.includes(candidate.id));
  if (candidates.length === 0) return record;
  const ask = { why: event.why, candidates };
  return withHistory({ ...record, state: { ...record.state, ask } }, event.at, {
    what: 'looked',
    found: event.why,
  });
}

/** A person who looks in SalesBinder can tell; and so can a lookup, should the list become whole. */
export function cannotProve(record: OutboxRecord, { at, nextLookAt }: Event<'cannot-prove'>): OutboxRecord {
  const { state } = record;
  if (state.name !== 'unknown' || (state.ask !== null && state.ask.why !== 'incomplete-list')) return record;
  const after: OutboxRecord = {
    ...record,
    state: { ...state, ask: { why: 'incomplete-list' }, lookAt: nextLookAt },
  };
  return state.ask === null ? withHistory(after, at, { what: 'looked', found: 'incomplete-list' }) : after;
}

/** So many suspects are none; only a clock in doubt and a very common name can come to that. */
const SUSPECTS = 50;

/**
 * An account was downloaded that may be what a lost create made. As a downloaded account it can be edited, and the edit
 * sent, until no lookup would recognise it any more: so it is remembered as it is now, and judged before anything else
 * is sent. A create that was verified absent is looked up once more.
 */
export function suspected(record: OutboxRecord, event: Event<'suspected'>): OutboxRecord {
  const { state, suspects = [], notThese } = record;
  if (record.remoteId !== null || record.attempts.length === 0) return record;
  const known = new Set([...suspects.map(({ id }) => id), ...notThese]);
  const fresh = event.accounts.filter(({ id }) => !known.has(id)).slice(0, SUSPECTS - suspects.length);
  if (fresh.length === 0) return record;
  const after: OutboxRecord = { ...record, suspects: [...suspects, ...fresh] };
  if (state.name === 'waiting') {
    const looking = { name: 'unknown', lookAt: event.at, looks: 0, ask: null, refusal: null } as const;
    // The round that this lookup takes back was not sent.
    return { ...after, rounds: Math.max(record.rounds - 1, 0), state: looking };
  }
  if (state.name !== 'unknown') return after;
  return { ...after, state: { ...state, lookAt: Math.min(state.lookAt, event.at) } };
}

/** Verified absent. Only a lookup long enough after the attempt's end permits sending again. */
export function foundNothing(record: OutboxRecord, event: Event<'not-found'>): OutboxRecord {
  const { state } = record;
  // A lookup that was on its way when something newer happened speaks only of what it saw.
  if (state.name !== 'unknown' || record.attempts.at(-1)?.id !== event.attemptId) return record;
  // A person has been asked: only their answer goes on from here, unless a list came whole after all.
  if (state.ask !== null && state.ask.why !== 'incomplete-list') return record;
  const after = withHistory(record, event.at, { what: 'looked', found: 'nothing' });
  if (state.refusal !== null) return { ...after, state: { name: 'refused', problem: state.refusal } };
  if (!event.permits) {
    return { ...after, state: { ...state, ask: null, looks: state.looks + 1, lookAt: event.nextLookAt } };
  }
  if (record.rounds >= ROUNDS) return { ...after, state: { ...state, ask: { why: 'rounds' } } };
  return { ...after, rounds: record.rounds + 1, state: dueNow(event.at) };
}

/** The account that a lookup adopted turned out to be another record's: the search starts again from the ledger. */
export function disproved(record: OutboxRecord, at: number): OutboxRecord {
  if (record.idFrom !== 'look') return record;
  const { modified: _, ...without } = record;
  const after = withHistory({ ...without, remoteId: null, number: null, idFrom: null }, at, {
    what: 'disproved',
  });
  return {
    ...after,
    fields: withoutTheirs(record),
    notThese: record.remoteId === null ? record.notThese : [...record.notThese, record.remoteId],
    state:
      record.attempts.length === 0
        ? dueNow(at)
        : { name: 'unknown', lookAt: at, looks: 0, ask: null, refusal: null },
  };
}

/**
 * As if the account had never been taken for ours. Nothing was typed since the last attempt: what that sent is
 * what was typed, whatever was taken over since. Otherwise everything stays but blanks that nobody typed or sent.
 */
function withoutTheirs({ attempts, revision, fields }: OutboxRecord): Fields {
  const last = attempts.at(-1);
  const kept = Object.entries(fields)
    .filter(
      ([key, { base, mine }]) => mine !== '' || mine !== base || attempts.some(({ sent }) => key in sent),
    )
    .map(([key, { mine }]): [string, string] => [key, mine]);
  const typed = last?.revision === revision ? Object.entries(last.sent) : kept;
  return Object.fromEntries(
    typed.map(([key, mine]): [string, MergeField] => [key, { base: null, mine, possiblySent: [] }]),
  );
}

/** The sent values become the base, as SalesBinder writes them; values typed since stay mine. */
function onBaseOf(fields: Fields, sent: Values, there: Values): Fields {
  const after: Partial<Record<FieldKey, MergeField>> = { ...fields };
  for (const key of FIELD_KEYS) {
    const value = sent[key];
    if (value === undefined) continue;
    const kept = there[key] ?? value;
    const base = sameThing(key, value, kept) ? kept : value;
    const mine = fields[key]?.mine ?? value;
    after[key] = { base, mine: mine === value ? base : mine, possiblySent: [], ours: true };
  }
  return after;
}
