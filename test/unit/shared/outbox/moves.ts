import fc from 'fast-check';
import type { FieldKey, RemoteAccount, Values } from '../../../../shared/account.ts';
import type { RecordEvent } from '../../../../shared/outbox/event.ts';
import { conflictsOf } from '../../../../shared/outbox/merge.ts';
import type { AddedTo, OutboxRecord } from '../../../../shared/outbox/record.ts';
import { account, attempt, instant, INVALID, LOST, OFFLINE, T0, TAKEN } from '../../../support/records.ts';

/** Random moves in a record's life, and the events that they are for the record as it then is. */

export const KEYS: readonly FieldKey[] = ['name', 'phone', 'fax'];
const value = fc.constantFrom('', 'a', 'a ', 'b', 'c');
export const values: fc.Arbitrary<Values> = fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 3 });

/** One move: what kind, which of the attempts made so far it speaks of, and the values it carries. */
export const move = fc.record({
  kind: fc.constantFrom(
    ...(['edited', 'edited', 'stale-edit', 'noted', 'discarded', 'undone', 'retried', 'settled'] as const),
    ...([
      'it-is-this',
      'none-of-these',
      'created-again',
      'taken-back',
      'started',
      'started',
      'started',
    ] as const),
    ...([
      'accepted',
      'accepted',
      'refused',
      'taken',
      'not-sent',
      'lost',
      'lost',
      'checked',
      'pulled',
    ] as const),
    ...([
      'check-refused',
      'reopened',
      'put-off',
      'gone',
      'found',
      'cannot-tell',
      'cannot-prove',
      'not-found',
      'disproved',
      'suspected',
    ] as const),
  ),
  /** 0 is the latest attempt, 1 the one before. */
  back: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(3)),
  id: fc.constantFrom('remote-1', 'remote-1', 'remote-2', 'remote-3'),
  values,
  flag: fc.boolean(),
});
export type Move = typeof move extends fc.Arbitrary<infer T> ? T : never;

export function eventOf(record: OutboxRecord, one: Move, attemptId: string): RecordEvent {
  const at = T0 + 1;
  const theirs: RemoteAccount = account(one.values, { id: one.id });
  switch (one.kind) {
    case 'edited':
      return editOf(record, one.values, record.revision);
    case 'stale-edit':
      return { ...editOf(record, one.values, record.revision - 1), changed: fromElsewhere(one.values) };
    case 'noted':
      return { ...editOf(record, {}, record.revision), note: one.id };
    case 'settled':
      return { is: 'conflict-settled', at, choices: choicesOf(record, one) };
    case 'it-is-this':
      return { is: 'look-settled', at, account: theirs };
    case 'none-of-these':
      return { is: 'look-settled', at, account: null };
    case 'started':
      return { is: 'started', at, attempt: attempt(record, attemptId) };
    case 'accepted':
      // A save moves the stamp on; where it stays nothing may have been saved.
      return {
        is: 'accepted',
        at,
        attemptId,
        account: one.flag ? theirs : { ...theirs, modified: new Date(T0 + 9_000).toISOString() },
      };
    case 'refused':
      return { is: 'refused', at, attemptId, problem: INVALID };
    case 'taken':
      return { is: 'refused', at, attemptId, problem: TAKEN };
    case 'not-sent':
      return { is: 'not-sent', at, attemptId, problem: OFFLINE, dueAt: at };
    case 'lost':
      return { is: 'outcome-unknown', at, attemptId, ended: instant(), problem: LOST, dueAt: at };
    case 'checked':
      return { is: 'checked', at, theirs };
    case 'pulled':
      return { is: 'pulled', at, theirs };
    case 'check-refused':
      return { is: 'check-refused', at, problem: INVALID };
    case 'reopened':
      return { is: 'reopened', at, problem: INVALID };
    case 'put-off':
      return { is: 'put-off', at, problem: LOST, dueAt: at };
    case 'found':
      return { is: 'found', at, attemptId, account: theirs };
    case 'cannot-tell':
      return { is: 'cannot-tell', at, why: 'near', candidates: [theirs] };
    case 'cannot-prove':
      return { is: 'cannot-prove', at, nextLookAt: at };
    case 'taken-back':
      return {
        is: 'taken-back',
        at,
        addedTo: { localId: 'other', name: '', fields: givenOf(one), note: null },
      };
    case 'suspected':
      return { is: 'suspected', at, accounts: [theirs] };
    case 'not-found':
      return { is: 'not-found', at, attemptId, permits: one.flag, nextLookAt: at };
    case 'discarded':
    case 'undone':
    case 'retried':
    case 'created-again':
    case 'gone':
    case 'disproved':
      return { is: one.kind, at };
  }
}

export function editOf(
  record: OutboxRecord,
  typed: Values,
  openedAtRevision: number,
): RecordEvent & { is: 'edited' } {
  const changed = Object.fromEntries(
    Object.entries(typed).map(([key, to]) => [key, { from: record.fields[key as FieldKey]?.mine ?? '', to }]),
  );
  return { is: 'edited', at: T0, openedAtRevision, type: record.type, changed, note: null };
}

function fromElsewhere(typed: Values): (RecordEvent & { is: 'edited' })['changed'] {
  return Object.fromEntries(Object.entries(typed).map(([key, to]) => [key, { from: 'shown long ago', to }]));
}

function givenOf({ values: given, flag }: Move): AddedTo['fields'] {
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, { had: flag ? 'own' : null, given: value }]),
  );
}

/** Settles some of the conflicts, at times with a value that was shown before it changed again. */
function choicesOf(
  record: OutboxRecord,
  { values: to, flag }: Move,
): (RecordEvent & { is: 'conflict-settled' })['choices'] {
  return Object.fromEntries(
    conflictsOf(record.fields).flatMap((key) => {
      const theirs = record.fields[key]?.theirs;
      const chosen = to[key];
      if (theirs === undefined || chosen === undefined) return [];
      return [[key, { theirs: flag ? theirs : `${theirs} before`, value: chosen }]];
    }),
  );
}
