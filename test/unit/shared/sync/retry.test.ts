import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoff, COMMITS_WITHIN, coolDown, lookAfter } from '../../../../shared/sync/retry.ts';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the wait before the next try', () => {
  test('lies between two seconds and five minutes, however often it failed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), random, (tries, chance) => {
        expect(backoff(tries, chance)).toBeGreaterThanOrEqual(2_000);
        expect(backoff(tries, chance)).toBeLessThan(300_000);
      }),
    );
  });

  test('may be the shortest at every try, and grows at most twofold', () => {
    expect([1, 2, 3, 20].map((tries) => backoff(tries, 0))).toEqual([2_000, 2_000, 2_000, 2_000]);
    const longest = [1, 2, 3, 7, 8, 9].map((tries) => backoff(tries, 1));
    expect(longest).toEqual([4_000, 8_000, 16_000, 256_000, 300_000, 300_000]);
  });
});

describe('the rest after a 429', () => {
  test('is a minute and more, or what was asked for if that is longer', () => {
    expect(coolDown(1, null, 0)).toBe(60_000);
    expect(coolDown(1, 30_000, 0)).toBe(60_000);
    expect(coolDown(1, 90_000, 0)).toBe(90_000);
    expect(coolDown(1, null, 0.5)).toBe(65_000);
  });

  test('is longer on repeats, up to a bound', () => {
    expect([1, 2, 3, 4, 5, 6].map((blocks) => coolDown(blocks, null, 0) / 60_000)).toEqual([
      1, 2, 4, 8, 16, 16,
    ]);
  });

  test('is never shorter than a minute, nor than what was asked for', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.option(fc.nat(10_000_000)), random, (blocks, asked, chance) => {
        expect(coolDown(blocks, asked, chance)).toBeGreaterThanOrEqual(Math.max(60_000, asked ?? 0));
      }),
    );
  });
});

test('looks come at once, then later, and the one that permits sending again when nothing can come any more', () => {
  expect(lookAfter(0)).toBe(0);
  expect([0, 1, 2, 3].map(lookAfter)).toEqual([0, 10_000, 40_000, 120_000]);
  expect(lookAfter(50)).toBe(COMMITS_WITHIN);
});
