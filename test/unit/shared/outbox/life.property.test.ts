import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordEvent } from '../../../../shared/outbox/event.ts';
import { step } from '../../../../shared/outbox/step.ts';
import { nextJob } from '../../../../shared/sync/queue.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import { account, attempt, fresh, T0 } from '../../../support/records.ts';
import { broken } from './kept.ts';
import { editOf, eventOf, KEYS, move, values } from './moves.ts';
import type { Move } from './moves.ts';
import { SITUATIONS } from './situations.ts';
import { runs } from '../../../support/runs.ts';

/**
 * Any order of anything: people, answers that come late, twice or for something older, looks that find the right
 * account or another. Few values and few ids, so that they meet. Every failure prints its seed.
 */

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
    { numRuns: runs(3_000) },
  );
});

test('a discarded account is never the next to be sent, whatever happened before', () => {
  fc.assert(
    fc.property(beginning, fc.array(move, { maxLength: 40 }), (begin, moves) => {
      play(begin(), moves, (_before, _event, after) => {
        if (!after.discarded) return;
        const job = nextJob([after], {
          now: T0 * 2,
          heldTypes: new Set(),
          first: new Set(['local-1']),
          underWay: new Map(),
        });
        expect(job?.do).not.toBe('push');
      });
    }),
    { numRuns: runs(1_000) },
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
    { numRuns: runs(1_000) },
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
