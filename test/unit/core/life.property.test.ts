import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FieldKey, RemoteAccount, Values } from '../../../shared/account.ts';
import type { RecordEvent } from '../../../shared/event.ts';
import { conflictsOf } from '../../../shared/merge.ts';
import { step } from '../../../shared/outbox.ts';
import { nextJob } from '../../../shared/queue.ts';
import type { OutboxRecord } from '../../../shared/record.ts';
import {
  account,
  attempt,
  fresh,
  instant,
  INVALID,
  LOST,
  OFFLINE,
  T0,
  TAKEN,
} from '../../support/records.ts';
import { broken } from './kept.ts';
import { SITUATIONS } from './situations.ts';

/**
 * Any order of anything: people, answers that come late, twice or for something older, looks that find the right
 * account or another. Few values and few ids, so that they meet. Every failure prints its seed.
 */

const KEYS: readonly FieldKey[] = ['name', 'phone', 'fax'];
const value = fc.constantFrom('', 'a', 'a ', 'b', 'c');
const values: fc.Arbitrary<Values> = fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 3 });

/** One move: what kind, which of the attempts made so far it speaks of, and the values it carries. */
const move = fc.record({
  kind: fc.constantFrom(
    ...(['edited', 'edited', 'stale-edit', 'noted', 'discarded', 'undone', 'retried', 'settled'] as const),
    ...(['it-is-this', 'none-of-these', 'created-again', 'started', 'started', 'started'] as const),
    ...(['accepted', 'accepted', 'refused', 'taken', 'not-sent', 'lost', 'lost', 'checked'] as const),
    ...(['check-refused', 'put-off', 'gone', 'found', 'cannot-tell', 'not-found', 'disproved'] as const),
  ),
  /** 0 is the latest attempt, 1 the one before. */
  back: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(3)),
  id: fc.constantFrom('remote-1', 'remote-1', 'remote-2', 'remote-3'),
  values,
  flag: fc.boolean(),
});
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never;

/** From anywhere: deep places are seldom reached by chance. */
const beginning = fc.oneof(
  values.map((typed) => () => fresh({ name: 'a', ...typed })),
  fc.constantFrom(...Object.values(SITUATIONS)),
);

test('whatever happens, nothing typed is lost, ids stay, attempts are remembered', () => {
  fc.assert(
    fc.property(beginning, fc.array(move, { maxLength: 40 }), (begin, moves) => {
      play(begin(), moves, (before, event, after) => {
        expect(broken(before, event, after)).toEqual([]);
      });
    }),
    { numRuns: 3_000 },
  );
});

test('a discarded account is never the next to be sent, whatever happened before', () => {
  fc.assert(
    fc.property(beginning, fc.array(move, { maxLength: 40 }), (begin, moves) => {
      play(begin(), moves, (_before, _event, after) => {
        if (!after.discarded) return;
        const job = nextJob([after], { now: T0 * 2, heldTypes: new Set(), first: new Set(['local-1']) });
        expect(job?.do).not.toBe('push');
      });
    }),
    { numRuns: 1_000 },
  );
});

test('while a lost create is looked for, nothing a person does but naming it sends it again', () => {
  const personal: readonly Move['kind'][] = [
    'edited',
    'stale-edit',
    'noted',
    'discarded',
    'undone',
    'retried',
  ];
  fc.assert(
    fc.property(beginning, fc.array(move, { maxLength: 40 }), (begin, moves) => {
      play(begin(), moves, (before, _event, after, kind) => {
        if (before.state.name === 'unknown' && personal.includes(kind)) {
          expect(after.state.name).toBe('unknown');
          expect(after.attempts).toEqual(before.attempts);
        }
      });
    }),
    { numRuns: 1_000 },
  );
});

test('an answer never marks as sent what was typed after the request left', () => {
  fc.assert(
    fc.property(values, values, values, (sent, since, echo) => {
      const before = fresh({ name: 'a', ...sent });
      const flying = step(before, { is: 'started', at: T0, attempt: attempt(before, 'a1') });
      const typed = step(flying, editOf(flying, since, flying.revision));
      const after = step(typed, { is: 'accepted', at: T0, attemptId: 'a1', account: account(echo) });
      for (const key of KEYS) {
        const field = after.fields[key];
        const mine = typed.fields[key]?.mine;
        if (mine === undefined || mine === before.fields[key]?.mine) continue;
        // Either it is still meant to be sent, or SalesBinder says that it has just that.
        const theirs = echo[key] ?? before.fields[key]?.mine;
        if (field?.theirs === undefined && field?.base === field?.mine)
          expect(field?.mine.trim()).toBe(theirs?.trim());
        else expect(field?.mine).toBe(mine);
      }
    }),
  );
});

type Watch = (before: OutboxRecord, event: RecordEvent, after: OutboxRecord, kind: Move['kind']) => void;

function play(record: OutboxRecord, moves: readonly Move[], watch: Watch): void {
  const made = ['a1', 'now'];
  let now = record;
  for (const one of moves) {
    if (one.kind === 'started') made.push(`a${String(made.length)}`);
    const attemptId = made.at(-1 - one.back) ?? 'none';
    const event = eventOf(now, one, attemptId);
    const after = step(now, event);
    watch(now, event, after, one.kind);
    now = after;
  }
}

function eventOf(record: OutboxRecord, one: Move, attemptId: string): RecordEvent {
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
      return { is: 'accepted', at, attemptId, account: theirs };
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
    case 'check-refused':
      return { is: 'check-refused', at, problem: INVALID };
    case 'put-off':
      return { is: 'put-off', at, problem: LOST, dueAt: at };
    case 'found':
      return { is: 'found', at, attemptId, account: theirs };
    case 'cannot-tell':
      return { is: 'cannot-tell', at, why: 'near', candidates: [theirs] };
    case 'not-found':
      return { is: 'not-found', at, attemptId, permits: one.flag, nextLookAt: at };
    default:
      return { is: one.kind, at };
  }
}

function editOf(
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
