import { describe, expect, test } from 'vitest';
import { elapsed } from '../../../../shared/sync/elapsed.ts';
import { instant, T0 } from '../../../support/records.ts';

const MINUTE = 60_000;

describe('what has passed within one run', () => {
  const then = instant({ wall: T0, mono: 1_000 });

  test('is what the monotonic clock says', () => {
    const now = instant({ wall: T0 + 5_000, mono: 6_000 });
    expect(elapsed(then, now)).toEqual({ atLeast: 5_000, atMost: 5_000, doubtful: false });
  });

  test('may be more, by the wall, when the monotonic clock slept with the lid', () => {
    const now = instant({ wall: T0 + 60 * MINUTE, mono: 6_000 });
    expect(elapsed(then, now)).toEqual({ atLeast: 5_000, atMost: 60 * MINUTE, doubtful: false });
  });

  test('is never less for a wall clock that was set back', () => {
    const now = instant({ wall: T0 - 60 * MINUTE, mono: 6_000 });
    expect(elapsed(then, now)).toEqual({ atLeast: 5_000, atMost: 5_000, doubtful: false });
  });

  test('needs no server to be believed', () => {
    const unknown = instant({ mono: 6_000, wall: T0 + 5_000, skew: null });
    expect(elapsed({ ...then, skew: null }, unknown).doubtful).toBe(false);
  });
});

describe('what has passed across a restart', () => {
  const then = instant({ wall: T0, mono: 900_000, run: 'run-1', skew: 3_000 });

  test('is the wall clock’s difference while the skew is the same', () => {
    const now = instant({ wall: T0 + 5 * MINUTE, mono: 2_000, run: 'run-2', skew: 3_000 });
    expect(elapsed(then, now)).toEqual({ atLeast: 5 * MINUTE, atMost: 5 * MINUTE, doubtful: false });
  });

  test('is doubtful when the wall clock went back', () => {
    const now = instant({ wall: T0 - 1, mono: 2_000, run: 'run-2', skew: 3_000 });
    expect(elapsed(then, now)).toEqual({ atLeast: 2_000, atMost: 2_000, doubtful: true });
  });

  test.each([
    [120_000, false],
    [120_001, true],
    [-120_000, false],
    [-120_001, true],
  ])('with the skew moved by %i ms is doubtful: %s', (moved, doubtful) => {
    const now = instant({ wall: T0 + 60 * MINUTE, mono: 2_000, run: 'run-2', skew: 3_000 + moved });
    expect(elapsed(then, now).doubtful).toBe(doubtful);
  });

  test.each([
    [null, 3_000],
    [3_000, null],
    [null, null],
  ])('with a skew that is not known (%s, then %s) is doubtful', (before, after) => {
    const now = instant({ wall: T0 + 5 * MINUTE, mono: 2_000, run: 'run-2', skew: after });
    expect(elapsed({ ...then, skew: before }, now)).toMatchObject({ atLeast: 2_000, doubtful: true });
  });

  test('permits nothing that only a clock set forward makes seem past', () => {
    // Set forward by 100 s: the server's Date is now that much further behind it.
    const now = instant({ wall: T0 + 130_000, mono: 2_000, run: 'run-2', skew: 3_000 - 100_000 });
    expect(elapsed(then, now)).toEqual({ atLeast: 30_000, atMost: 130_000, doubtful: false });
  });

  test('reaches back far enough when the clock was set back a little', () => {
    const now = instant({ wall: T0 + 30_000, mono: 2_000, run: 'run-2', skew: 3_000 + 100_000 });
    expect(elapsed(then, now)).toEqual({ atLeast: 30_000, atMost: 130_000, doubtful: false });
  });

  test('is at least as long as this run has lasted, whatever the wall says', () => {
    const now = instant({ wall: T0 - 60 * MINUTE, mono: 10 * MINUTE, run: 'run-2', skew: null });
    expect(elapsed(then, now)).toMatchObject({ atLeast: 10 * MINUTE, doubtful: true });
  });
});
