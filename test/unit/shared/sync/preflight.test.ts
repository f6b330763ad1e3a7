import { expect, test } from 'vitest';
import { isStillGood, onPreflightAnswer } from '../../../../shared/sync/preflight.ts';
import { PREFLIGHT_IS_GOOD, STALE_ANSWERS_BELIEVED_AFTER, waitsAt } from '../../../../shared/sync/waits.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import { account, fresh, instant, T0 } from '../../../support/records.ts';

const theirs = account({ name: 'Acme' });
const waits = waitsAt(1);

function tried(tries: number): OutboxRecord {
  return { ...fresh(), state: { name: 'waiting', dueAt: T0, tries, problem: null } };
}

function decided(tries: number, isStale: boolean): ReturnType<typeof onPreflightAnswer> {
  return onPreflightAnswer(tried(tries), { theirs, isStale, at: T0, random: 0.5, waits });
}

test('the account as it is now is merged', () => {
  expect(decided(0, false)).toEqual({ is: 'checked', at: T0, theirs });
});

test('older data is asked for again, later each time, and is no broken connection', () => {
  expect(decided(2, true)).toEqual({
    ...{ is: 'put-off', at: T0, problem: { what: 'stale-answer' } },
    dueAt: T0 + waits.backoff(3, 0.5),
  });
});

test('older data that is shown again and again is believed, so that no edit waits for ever', () => {
  expect(decided(STALE_ANSWERS_BELIEVED_AFTER - 1, true).is).toBe('put-off');
  expect(decided(STALE_ANSWERS_BELIEVED_AFTER, true).is).toBe('checked');
});

test('a preflight is good for half a minute, also where only the wall clock knows of it', () => {
  const seen = instant();
  expect(isStillGood(seen, instant({ mono: seen.mono + PREFLIGHT_IS_GOOD }))).toBe(true);
  expect(isStillGood(seen, instant({ mono: seen.mono + PREFLIGHT_IS_GOOD + 1 }))).toBe(false);
  expect(isStillGood(seen, instant({ wall: seen.wall + PREFLIGHT_IS_GOOD + 1 }))).toBe(false);
});
