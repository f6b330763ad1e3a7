import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { waitsAt } from '../../../../shared/sync/waits.ts';

const { backoff, coolDown, lookupAfter, commitsWithin } = waitsAt(1);

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

describe('the cool-down after a 429', () => {
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

  test('is never shorter than a minute, nor than what was asked for, nor much longer than an hour', () => {
    const hour = 3_600_000;
    fc.assert(
      fc.property(fc.nat(1_000), fc.option(fc.nat(100_000_000)), random, (blocks, asked, chance) => {
        const ms = coolDown(blocks, asked, chance);
        expect(ms).toBeGreaterThanOrEqual(Math.min(Math.max(60_000, asked ?? 0), hour));
        expect(ms).toBeLessThanOrEqual(hour + 10_000);
      }),
    );
  });

  test('is not doubled where SalesBinder says how long: it says so anew each time', () => {
    expect([1, 2, 3].map((blocks) => coolDown(blocks, 1_800_000, 0))).toEqual([
      1_800_000, 1_800_000, 1_800_000,
    ]);
  });
});

test('lookups come at once, then later, and the one that permits sending again when nothing can be committed any more', () => {
  expect(lookupAfter(0)).toBe(0);
  expect([0, 1, 2, 3].map(lookupAfter)).toEqual([0, 10_000, 40_000, 120_000]);
  expect(lookupAfter(50)).toBe(commitsWithin);
});

test('a time scale divides every wait that a person would have to sit through', () => {
  const fast = waitsAt(100);
  expect(fast.backoff(3, 0.5)).toBeCloseTo(backoff(3, 0.5) / 100);
  expect(fast.coolDown(2, 90_000, 0.5)).toBeCloseTo(coolDown(2, 90_000, 0.5) / 100);
  expect(fast.lookupAfter(9)).toBe(fast.commitsWithin);
  const numbers = Object.entries(waitsAt(1)).flatMap(([name, wait]) =>
    typeof wait === 'number' ? [[name, wait / 100]] : [],
  );
  expect(fast).toMatchObject(Object.fromEntries(numbers));
});
