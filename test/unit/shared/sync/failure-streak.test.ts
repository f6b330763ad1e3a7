import { expect, it } from 'vitest';
import type { AnswerProblem } from '../../../../shared/problem.ts';
import { failedOnce, NO_STREAK, othersAlike, servedOnce } from '../../../../shared/sync/failure-streak.ts';
import type { FailedOne } from '../../../../shared/sync/failure-streak.ts';

const FORBIDDEN: AnswerProblem = { what: 'forbidden', type: 'customer' };

function refusedWith(status: number): AnswerProblem {
  return { what: 'refused', status, message: '', fields: {} };
}

function one(localId: string, problem: AnswerProblem, type: FailedOne['type'] = 'customer'): FailedOne {
  return { localId, type, problem };
}

/** The others that failed alike, as the last of these has failed. */
function alike(...failed: readonly FailedOne[]): readonly string[] {
  const last = failed.at(-1);
  return last === undefined ? [] : othersAlike(failed.reduce(failedOnce, NO_STREAK), last);
}

it('records fail alike with one status, or without a right to one type, and never a record with itself', () => {
  expect(alike(one('a', refusedWith(402)), one('b', refusedWith(402)))).toEqual(['a']);
  expect(alike(one('a', refusedWith(402)), one('b', refusedWith(410)))).toEqual([]);
  expect(alike(one('a', refusedWith(402)), one('a', refusedWith(402)))).toEqual([]);
  // A no that nobody is sure of is looked into by itself.
  const unsure = { ...refusedWith(200), unsure: true } as const;
  expect(alike(one('a', unsure), one('b', unsure))).toEqual([]);
  expect(alike(one('a', FORBIDDEN), one('b', FORBIDDEN))).toEqual(['a']);
  expect(alike(one('a', FORBIDDEN), one('b', FORBIDDEN, 'supplier'))).toEqual([]);
  expect(
    alike(one('a', { what: 'key', reason: 'refused' }), one('b', { what: 'key', reason: 'refused' })),
  ).toEqual([]);
});

it('what failed before a write was taken has failed alone, and does so from then on', () => {
  const served = servedOnce(failedOnce(NO_STREAK, one('a', refusedWith(402))), 'customer');
  const after = [one('a', refusedWith(402)), one('b', refusedWith(402))].reduce(failedOnce, served);
  expect(othersAlike(after, one('b', refusedWith(402)))).toEqual([]);
});

it('a write of another type says nothing of the right to this one', () => {
  const served = servedOnce(failedOnce(NO_STREAK, one('a', FORBIDDEN)), 'supplier');
  expect(othersAlike(failedOnce(served, one('b', FORBIDDEN)), one('b', FORBIDDEN))).toEqual(['a']);
});
