import type { Edit, RecordEvent } from './event.ts';
import { takenBack } from './on-merge-undo.ts';
import * as answer from './on-answer.ts';
import * as check from './on-check.ts';
import * as lookup from './on-lookup.ts';
import { mergeTheirs } from './merge.ts';
import type { MergeField } from './merge.ts';
import type { RemoteAccount } from '../account.ts';
import * as person from './on-person.ts';
import type { OutboxRecord } from './record.ts';
import { dueNow } from './transitions.ts';
import { knownAsOf } from './freshness.ts';

type Steps = {
  readonly [Is in RecordEvent['is']]: (
    record: OutboxRecord,
    event: Extract<RecordEvent, { is: Is }>,
  ) => OutboxRecord;
};

/** The whole life of a record as one pure state machine: what each event does, whatever the state. */
const STEPS: Steps = {
  edited: (record, event) => person.edited(record, event, event.at),
  discarded: (record, event) => person.discarded(record, event),
  undone: (record, event) => person.undone(record, event.at),
  'taken-back': (record, event) => takenBack(record, event),
  retried: (record, event) => person.retried(record, event.at),
  'conflict-settled': (record, event) => person.conflictSettled(record, event.choices, event.at),
  'look-settled': (record, event) => person.lookSettled(record, event),
  'created-again': (record, event) => person.createdAgain(record, event.at),
  started: (record, event) => answer.started(record, event),
  accepted: (record, event) => answer.accepted(record, event),
  refused: (record, event) => answer.refused(record, event),
  'not-sent': (record, event) => answer.notSent(record, event),
  'outcome-unknown': (record, event) => answer.outcomeUnknown(record, event),
  checked: (record, event) => check.checked(record, event),
  pulled: (record, event) => check.pulled(record, event),
  'check-refused': (record, event) => check.checkRefused(record, event),
  reopened: (record, event) => check.reopened(record, event),
  'put-off': (record, event) => check.putOff(record, event),
  gone: (record, event) => check.gone(record, event.at),
  found: (record, event) => lookup.found(record, event),
  'cannot-tell': (record, event) => lookup.cannotTell(record, event),
  'cannot-prove': (record, event) => lookup.cannotProve(record, event),
  suspected: (record, event) => lookup.suspected(record, event),
  'not-found': (record, event) => lookup.foundNothing(record, event),
  disproved: (record, event) => lookup.disproved(record, event.at),
};

/** No event is impossible: what does not apply changes nothing. */
export function step(record: OutboxRecord, event: RecordEvent): OutboxRecord {
  // Sound: the table has, for each tag, the step that takes just that event.
  const apply = STEPS[event.is] as (record: OutboxRecord, event: RecordEvent) => OutboxRecord;
  return apply(record, event);
}

/** The record of an account that SalesBinder has, before anything is typed into it: what was downloaded is its base. */
export function recordOfMirrored(localId: string, account: RemoteAccount, at: number): OutboxRecord {
  return {
    ...createRecord(localId, NOTHING_TYPED, at),
    type: account.type ?? 'customer',
    remoteId: account.id,
    number: account.number,
    idFrom: 'mirror',
    ...knownAsOf(account),
    revision: 0,
    fields: mergeTheirs({}, account.values).fields,
    state: { name: 'synced', at },
    history: [],
  };
}

const NOTHING_TYPED: Edit = { openedAtRevision: 0, type: 'customer', changed: {}, note: null };

/** A record's first moment: what was typed into a new account. */
export function createRecord(localId: string, edit: Edit, at: number): OutboxRecord {
  const fields = Object.fromEntries(
    Object.entries(edit.changed).map(([key, value]): [string, MergeField] => [
      key,
      { base: null, mine: value.to, possiblySent: [] },
    ]),
  );
  return {
    localId,
    type: edit.type,
    remoteId: null,
    number: null,
    idFrom: null,
    revision: 1,
    fields,
    note: edit.note ?? '',
    state: dueNow(at),
    discarded: false,
    attempts: [],
    notThese: [],
    rounds: 0,
    createdAt: at,
    editedAt: at,
    history: [{ at, event: { what: 'created' } }],
  };
}
