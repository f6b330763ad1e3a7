import { describe, expect, test } from 'vitest';
import { inRounds, median, pairedRatio, quantile } from '../../bench/statistics.ts';

describe('quantile', () => {
  test('takes the value at that share of the sorted values', () => {
    expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(quantile([5, 1, 4, 2, 3], 1)).toBe(5);
  });

  test('divides between two neighbours in proportion', () => {
    expect(median([1, 2])).toBe(1.5);
    expect(quantile([0, 10], 0.95)).toBeCloseTo(9.5);
  });

  test('makes no figure out of nothing', () => {
    expect(() => median([])).toThrow('No values');
  });
});

describe('pairedRatio', () => {
  test('is not moved by a round in which the whole machine was slow', () => {
    const ours = [[2], [200], [2]];
    const theirs = [[1], [100], [1]];
    expect(pairedRatio(ours, theirs)).toBe(2);
  });

  test('compares the same share of each round', () => {
    expect(pairedRatio([[1, 1, 9]], [[1, 1, 3]], 1)).toBe(3);
    expect(pairedRatio([[1, 1, 9]], [[1, 1, 3]])).toBe(1);
  });

  test('refuses rounds without a partner', () => {
    expect(() => pairedRatio([[1], [2]], [[1]])).toThrow('partner');
  });
});

describe('inRounds', () => {
  test('gives everybody a turn in every round, and lets another begin each time', async () => {
    const rateLimiter: string[] = [];
    const contender = (name: string) => async () => {
      rateLimiter.push(name);
      return [rateLimiter.length];
    };
    const run = await inRounds(3, { a: contender('a'), b: contender('b'), c: contender('c') });
    expect(rateLimiter.join('')).toBe('abcbcacab');
    expect(run.a).toEqual([[1], [6], [8]]);
  });
});
