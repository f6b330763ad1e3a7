import type { RecordEvent } from '../../../../shared/outbox/event.ts';
import { step } from '../../../../shared/outbox/step.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import {
  account,
  asked,
  checked,
  edit,
  edited,
  found,
  fresh,
  instant,
  INVALID,
  LOST,
  lost,
  notFound,
  OFFLINE,
  refused,
  started,
  synced,
  T0,
  TAKEN,
  unknown,
} from '../../../support/records.ts';

/** Every place where a record can stand, and everything that can happen to it there: the table's two sides. */

const VALUES = { name: 'Acme', phone: '1' };
const NEAR = account({ name: 'Acme', phone: '2' }, { id: 'near-1' });

/** Each reached the way the app reaches it. The attempt that an answer may speak of is always called `now`. */
export const SITUATIONS = {
  new: () => fresh(VALUES),
  posting: () => started(fresh(VALUES), 'now'),
  looking: () => lost(started(fresh(VALUES), 'now'), 'now'),
  asked: () => asked(lost(started(fresh(VALUES), 'now'), 'now'), [NEAR]),
  'worn-out': () => wornOut(),
  taken: () => taken(),
  absent: () => notFound(lost(started(fresh(VALUES), 'now'), 'now'), 'now'),
  reposting: () => started(notFound(unknown(VALUES), 'a1'), 'now'),
  'no-post': () => refused(started(fresh(VALUES), 'now'), 'now'),
  synced: () => synced(VALUES),
  adopted: () => found(lost(started(fresh(VALUES), 'now'), 'now'), 'now', account(VALUES)),
  edited: () => edited(synced(VALUES), { phone: '2' }),
  putting: () => started(edited(synced(VALUES), { phone: '2' }), 'now'),
  'put-lost': () => lost(started(edited(synced(VALUES), { phone: '2' }), 'now'), 'now'),
  'no-put': () => refused(started(edited(synced(VALUES), { phone: '2' }), 'now'), 'now'),
  conflict: () => checked(edited(synced(VALUES), { phone: '2' }), account({ name: 'Acme', phone: '3' })),
  gone: () => step(edited(synced(VALUES), { phone: '2' }), { is: 'gone', at: T0 + 5 }),
} as const satisfies Readonly<Record<string, () => OutboxRecord>>;

export type Situation = keyof typeof SITUATIONS;

/** Everything of event.ts, with the variants that a state may tell apart. */
export const HAPPENINGS = {
  edited: (record) => edit(record, { fax: '9' }),
  noted: (record) => edit(record, {}, { note: 'Ask for Kim' }),
  discarded: () => ({ is: 'discarded', at: LATER }),
  undone: () => ({ is: 'undone', at: LATER }),
  retried: () => ({ is: 'retried', at: LATER }),
  'settled-mine': () => settled('2'),
  'settled-theirs': () => settled('3'),
  'it-is-this': () => ({ is: 'look-settled', at: LATER, account: NEAR }),
  'none-of-these': () => ({ is: 'look-settled', at: LATER, account: null }),
  'created-again': () => ({ is: 'created-again', at: LATER }),
  started: (record) => ({ is: 'started', at: LATER, attempt: next(record) }),
  accepted: (record) => ({ is: 'accepted', at: LATER, attemptId: 'now', account: echoOf(record, MOVED_ON) }),
  unmoved: (record) => ({ is: 'accepted', at: LATER, attemptId: 'now', account: echoOf(record) }),
  refused: () => ({ is: 'refused', at: LATER, attemptId: 'now', problem: INVALID }),
  'refused-taken': () => ({ is: 'refused', at: LATER, attemptId: 'now', problem: TAKEN }),
  'not-sent': () => ({ is: 'not-sent', at: LATER, attemptId: 'now', problem: OFFLINE, dueAt: LATER + 9 }),
  'outcome-unknown': () => ({ is: 'outcome-unknown', attemptId: 'now', ...LOST_LATER }),
  'checked-same': () => ({ is: 'checked', at: LATER, theirs: account(VALUES) }),
  'checked-ours': () => ({ is: 'checked', at: LATER, theirs: account({ ...VALUES, phone: '2' }) }),
  'checked-other': () => ({ is: 'checked', at: LATER, theirs: account({ ...VALUES, phone: '3' }) }),
  'pulled-same': () => ({ is: 'pulled', at: LATER, theirs: account(VALUES) }),
  'pulled-ours': () => ({ is: 'pulled', at: LATER, theirs: account({ ...VALUES, phone: '2' }) }),
  'pulled-other': () => ({ is: 'pulled', at: LATER, theirs: account({ ...VALUES, phone: '3' }) }),
  'check-refused': () => ({ is: 'check-refused', at: LATER, problem: INVALID }),
  reopened: () => ({ is: 'reopened', at: LATER, problem: INVALID }),
  'put-off': () => ({ is: 'put-off', at: LATER, problem: LOST, dueAt: LATER + 9 }),
  gone: () => ({ is: 'gone', at: LATER }),
  found: () => ({ is: 'found', at: LATER, attemptId: 'now', account: account(VALUES) }),
  'cannot-tell': () => ({ is: 'cannot-tell', at: LATER, why: 'near', candidates: [NEAR] }),
  'cannot-prove': () => ({ is: 'cannot-prove', at: LATER, nextLookAt: LATER + 9 }),
  'not-found-yet': () => ({ is: 'not-found', permits: false, ...NOTHING }),
  'not-found': () => ({ is: 'not-found', permits: true, ...NOTHING }),
  disproved: () => ({ is: 'disproved', at: LATER }),
  'taken-back': () => ({ is: 'taken-back', at: LATER, addedTo: ADDED }),
  suspected: () => ({ is: 'suspected', at: LATER, accounts: [NEAR] }),
} as const satisfies Readonly<Record<string, (record: OutboxRecord) => RecordEvent>>;

export type Happening = keyof typeof HAPPENINGS;

/** A field was edited since whatever the event speaks of. */
export function superseded(record: OutboxRecord): OutboxRecord {
  return edited(record, { url: 'acme.example' });
}

const LATER = T0 + 500_000;
/** The stamp of a version that a save made. */
const MOVED_ON = { modified: '2026-09-01T08:08:20+00:00' };
const LOST_LATER = { at: LATER, ended: instant({ mono: 500_000 }), problem: LOST, dueAt: LATER + 9 };
const ADDED = { localId: 'other', name: '', fields: { phone: { had: null, given: '2' } }, note: null };
const NOTHING = { at: LATER, attemptId: 'now', nextLookAt: LATER + 9 };

function settled(value: string): RecordEvent {
  return { is: 'conflict-settled', at: LATER, choices: { phone: { theirs: '3', value } } };
}

function next(record: OutboxRecord): Extract<RecordEvent, { is: 'started' }>['attempt'] {
  const kind = record.remoteId === null ? 'create' : 'update';
  const { revision, type } = record;
  return { id: 'next', kind, revision, type, sent: VALUES, startedAt: instant(), endedAt: null };
}

/** The server says that it kept exactly what it was sent. */
function echoOf({ state, attempts }: OutboxRecord, over = {}): ReturnType<typeof account> {
  const sent = state.name === 'sending' ? state.attempt.sent : attempts.find(({ id }) => id === 'now')?.sent;
  return account({ ...VALUES, ...sent }, over);
}

/** Three times verified absent, sent again, and lost again: the next look that finds nothing asks a person. */
function wornOut(): OutboxRecord {
  let record = fresh(VALUES);
  for (const id of ['a1', 'a2', 'a3']) record = notFound(lost(started(record, id), id), id);
  return notFound(lost(started(record, 'now'), 'now'), 'now');
}

/** Sent again after a lost create, and told that the name is taken: perhaps by our own. */
function taken(): OutboxRecord {
  const again = started(notFound(lost(started(fresh(VALUES), 'now'), 'now'), 'now'), 'a2');
  return refused(again, 'a2', TAKEN);
}
