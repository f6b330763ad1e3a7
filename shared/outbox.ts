import type { Edit, RecordEvent } from './event.ts';
import * as answer from './answer-steps.ts';
import * as check from './check-steps.ts';
import { assertNever } from './exhaustive.ts';
import * as look from './look-steps.ts';
import type { MergeField } from './merge.ts';
import * as person from './person-steps.ts';
import type { OutboxRecord } from './record.ts';
import { dueNow } from './rest.ts';

/** The whole life of a record as one pure state machine. No event is impossible: what does not apply changes nothing. */
export function step(record: OutboxRecord, event: RecordEvent): OutboxRecord {
  switch (event.is) {
    case 'edited':
      return person.edited(record, event, event.at);
    case 'discarded':
      return person.discarded(record, event.at);
    case 'undone':
      return person.undone(record, event.at);
    case 'retried':
      return person.retried(record, event.at);
    case 'conflict-settled':
      return person.conflictSettled(record, event.choices, event.at);
    case 'look-settled':
      return person.lookSettled(record, event);
    case 'created-again':
      return person.createdAgain(record, event.at);
    case 'started':
      return answer.started(record, event);
    case 'accepted':
      return answer.accepted(record, event);
    case 'refused':
      return answer.refused(record, event);
    case 'not-sent':
      return answer.notSent(record, event);
    case 'outcome-unknown':
      return answer.outcomeUnknown(record, event);
    case 'checked':
      return check.checked(record, event);
    case 'check-refused':
      return check.checkRefused(record, event);
    case 'put-off':
      return check.putOff(record, event);
    case 'gone':
      return check.gone(record, event.at);
    case 'found':
      return look.found(record, event);
    case 'cannot-tell':
      return look.cannotTell(record, event);
    case 'not-found':
      return look.foundNothing(record, event);
    case 'disproved':
      return look.disproved(record, event.at);
    default:
      return assertNever(event);
  }
}

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
