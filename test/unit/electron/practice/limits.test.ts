import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrive, DOCUMENTED_LIMITS, NOTHING_COUNTED } from '../../../../electron/practice/limits.ts';

/** Lets requests arrive at these times, ms, and gives those that were let in. */
function letIn(times: readonly number[]) {
  let counter = NOTHING_COUNTED;
  const passed = times.filter((time) => {
    const arrived = arrive(counter, DOCUMENTED_LIMITS, time);
    counter = arrived.counter;
    return !arrived.over;
  });
  return { passed, counter };
}

const burst = (at: number, times: number) => Array.from({ length: times }, () => at);

describe('the two windows', () => {
  test('a request leaves its window when exactly that long has passed', () => {
    expect(letIn([...burst(0, 15), 9_999]).passed).toHaveLength(15);
    expect(letIn([...burst(0, 15), 10_000]).passed).toHaveLength(16);
  });

  test('whatever arrives, no window ever lets in more than it may', () => {
    const gaps = fc.array(fc.nat({ max: 3_000 }), { maxLength: 200 });
    fc.assert(
      fc.property(gaps, (given) => {
        let now = 0;
        const { passed } = letIn(given.map((gap) => (now += gap)));
        for (const { requests, ms } of DOCUMENTED_LIMITS.windows) {
          for (const end of passed) {
            expect(passed.filter((at) => at > end - ms && at <= end).length).toBeLessThanOrEqual(requests);
          }
        }
      }),
    );
  });

  test('a client that keeps to both windows is never refused', () => {
    const steady = Array.from({ length: 300 }, (_, index) => Math.floor(index / 10) * 12_000);
    expect(letIn(steady).counter.rejections).toBe(0);
  });
});

describe('the block', () => {
  test('grows by a minute with each repeat', () => {
    const { counter } = letIn(burst(0, 16));
    const again = letIn([...burst(0, 16), ...burst(60_000, 16)]).counter;
    expect(counter.blockedUntil).toBe(60_000);
    expect(again.blockedUntil).toBe(60_000 + 120_000);
  });

  test('is a minute again after a quiet hour', () => {
    const { counter } = letIn([...burst(0, 16), ...burst(3_600_001, 16)]);
    expect(counter.blockedUntil).toBe(3_600_001 + 60_000);
    expect(counter.violations).toBe(2);
  });

  test('refuses without growing while it lasts', () => {
    const { counter } = letIn([...burst(0, 16), ...burst(30_000, 40)]);
    expect(counter).toMatchObject({ blockedUntil: 60_000, rejections: 41, violations: 1 });
  });
});
