import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterRestart,
  answered,
  blocked,
  blockedLonger,
  freeAt,
  givenBack,
  LIMITS,
  NO_REQUESTS,
  take,
  throughAt,
  unblocked,
} from '../../../../shared/sync/limiter.ts';
import type { Limit, RateWindows } from '../../../../shared/sync/limiter.ts';
import { mostCounted, run, send, traffic } from './traffic.ts';
import { runs } from '../../../support/runs.ts';

/** Small windows, so that few requests fill them; their ratio is SalesBinder's. */
const SMALL: readonly Limit[] = [
  { requests: 10, within: 600 },
  { requests: 3, within: 100 },
];

test('the time that answers take counts, one after the other, beside the limits', () => {
  const through = (requests: number, trip: number): number =>
    throughAt(NO_REQUESTS, SMALL, 1_000, { requests, trip });
  expect(through(0, 50)).toBe(1_000);
  expect(through(1, 50)).toBe(1_050);
  // Three fit into 100 ms and take 30 each; the fourth waits for a window after the first one's answer.
  expect(through(3, 30)).toBe(1_090);
  expect(through(4, 30)).toBe(1_160);
  // Slower than the limits: nothing but the answers is waited for.
  expect(through(5, 200)).toBe(2_000);
  expect(through(4, 0)).toBe(freeAt(NO_REQUESTS, SMALL, 1_000, 4));
});

describe('requests sent as soon as the limiter lets them', () => {
  test('never exceed a window, whenever the server counts them', () => {
    fc.assert(
      fc.property(traffic, fc.integer({ min: 1, max: 5 }), (requests, lanes) => {
        const sent = send(requests, SMALL, lanes);
        for (const limit of SMALL) expect(mostCounted(sent, limit)).toBeLessThanOrEqual(limit.requests);
      }),
      { numRuns: runs(500) },
    );
  });

  test('wait no longer than a window after the answer that they have to wait for', () => {
    fc.assert(
      fc.property(traffic, (requests) => {
        const sent = send(requests, SMALL, 1);
        sent.forEach(({ at }, index) => {
          const ready = (sent[index - 1]?.answeredAt ?? 0) + (requests[index]?.idle ?? 0);
          const owed = SMALL.map((limit) => {
            const before = sent[index - limit.requests];
            return before === undefined ? 0 : before.answeredAt + limit.within;
          });
          expect(at).toBe(Math.max(ready, ...owed));
        });
      }),
      { numRuns: runs(500) },
    );
  });

  test('go out at SalesBinder’s own pace: sixty answered at once take a minute, and nothing overruns', () => {
    const sent = send(
      Array.from({ length: 60 }, () => ({ latency: 0, idle: 0 })),
      LIMITS,
      1,
    );
    expect(sent.at(14)?.at).toBe(0);
    expect(sent.at(15)?.at).toBe(10_000);
    expect(sent.at(49)?.at).toBe(30_000);
    expect(sent.at(50)?.at).toBe(60_000);
    expect(sent.at(59)?.at).toBe(60_000);
    for (const limit of LIMITS) expect(mostCounted(sent, limit)).toBe(limit.requests);
  });
});

describe('the time of a later request', () => {
  test('is now while there is room, and a window later for what goes beyond', () => {
    expect(freeAt(NO_REQUESTS, SMALL, 5, 3)).toBe(5);
    expect(freeAt(NO_REQUESTS, SMALL, 5, 4)).toBe(105);
    expect(freeAt(NO_REQUESTS, SMALL, 5, 10)).toBe(305);
    expect(freeAt(NO_REQUESTS, SMALL, 5, 11)).toBe(605);
  });

  test('is what it then turns out to be, when every one is answered at once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (count) => {
        const sent = send(
          Array.from({ length: count }, () => ({ latency: 0, idle: 0 })),
          SMALL,
          1,
        );
        expect(freeAt(NO_REQUESTS, SMALL, 0, count)).toBe(sent.at(-1)?.at);
      }),
    );
  });

  test('counts a request under way as if it were answered now: it is freed no earlier', () => {
    const flying = [0, 1, 2].reduce((windows, at) => take(windows, SMALL, at), NO_REQUESTS);
    expect(freeAt(flying, SMALL, 5_000)).toBe(5_100);
    expect(freeAt(answered(flying, 0, 5_000), SMALL, 5_050)).toBe(5_100);
  });
});

describe('a slot', () => {
  test('that was given back counts no more; the others do', () => {
    const two = take(take(take(NO_REQUESTS, SMALL, 1), SMALL, 2), SMALL, 3);
    const windows = givenBack(two, 2);
    expect(windows.slots.map((slot) => slot.takenAt)).toEqual([1, 3]);
    expect(freeAt(two, SMALL, 4)).toBe(104);
    expect(freeAt(windows, SMALL, 4)).toBe(4);
  });

  test('that was answered cannot be given back', () => {
    const windows = answered(take(NO_REQUESTS, SMALL, 1), 1, 2);
    expect(givenBack(windows, 1)).toEqual(windows);
  });

  test('taken in the same millisecond as another is answered once', () => {
    const both = take(take(NO_REQUESTS, SMALL, 1), SMALL, 1);
    const one = answered(both, 1, 9);
    expect(one.slots.map((slot) => slot.answeredAt)).toEqual([9, null]);
    expect(answered(one, 1, 10).slots.map((slot) => slot.answeredAt)).toEqual([9, 10]);
  });

  test('is forgotten when no window holds it any more, and not before', () => {
    const old = answered(take(NO_REQUESTS, SMALL, 0), 0, 50);
    expect(take(old, SMALL, 649).slots).toHaveLength(2);
    expect(take(old, SMALL, 650).slots).toHaveLength(1);
  });

  test('of a request under way is never forgotten', () => {
    expect(take(take(NO_REQUESTS, SMALL, 0), SMALL, 1_000_000).slots).toHaveLength(2);
  });
});

describe('after a 429', () => {
  test('nothing leaves before the rest is over, however free the windows are', () => {
    const windows = blocked(NO_REQUESTS, 60_000);
    expect(freeAt(windows, LIMITS, 5)).toBe(60_000);
    expect(freeAt(windows, LIMITS, 70_000)).toBe(70_000);
  });

  test('the 429s in a row are counted until a request is served', () => {
    const twice = blocked(blocked(NO_REQUESTS, 10), 20);
    expect(twice.blocks).toBe(2);
    expect(unblocked(twice, 20)).toMatchObject({ blocks: 0, blockedUntil: null });
    expect(unblocked(NO_REQUESTS, 20)).toBe(NO_REQUESTS);
  });

  test('a request that left before it and is served ends no pause, and another 429 is no repeat', () => {
    const once = blocked(NO_REQUESTS, 60_000);
    expect(unblocked(once, 10)).toBe(once);
    expect(blockedLonger(once, 70_000)).toMatchObject({ blocks: 1, blockedUntil: 70_000 });
    expect(blockedLonger(once, 50_000)).toMatchObject({ blocks: 1, blockedUntil: 60_000 });
  });
});

describe('after a restart', () => {
  const last = take(NO_REQUESTS, SMALL, 1_000);
  const full = [1_001, 1_002].reduce((windows, at) => take(answered(windows, at - 1, at), SMALL, at), last);
  const again = (windows: RateWindows, now: number): RateWindows =>
    take(answered(windows, windows.slots.at(-1)?.takenAt ?? 0, now), SMALL, now);

  test('what was under way may arrive yet, for a minute', () => {
    const now = 5_000;
    const after = afterRestart(full, now);
    // One of three places stays taken; the two others are free a window after the start.
    expect(freeAt(after, SMALL, now, 2)).toBe(now + 100);
    expect(freeAt(after, SMALL, now, 3)).toBe(now + 200);
    expect(freeAt(after, SMALL, now + 60_000)).toBe(now + 60_000);
    expect(freeAt(after, SMALL, now + 59_999, 3)).toBe(now + 60_099);
  });

  test('what was under way may arrive yet after a second restart too', () => {
    const [start, second] = [5_000, 5_200];
    const after = afterRestart(again(afterRestart(full, start), 5_150), second);
    expect(after.slots.filter(({ answeredAt }) => (answeredAt ?? 0) > second)).toHaveLength(2);
  });

  test.each([10, 1_050, 90_000_000])(
    'at %i by the wall, what was done holds for one window at most',
    (now) => {
      const done = answered(full, 1_002, 1_002);
      expect(freeAt(afterRestart(done, now), SMALL, now)).toBe(now + 100);
    },
  );

  test('with the clock set back, a rest lasts no longer than an hour', () => {
    const windows = blocked(NO_REQUESTS, 10 * 3_600_000);
    expect(freeAt(afterRestart(windows, 0), LIMITS, 0)).toBe(3_600_000);
    expect(afterRestart(blocked(NO_REQUESTS, 90_000), 30_000).blockedUntil).toBe(90_000);
  });

  test('with the clock set to anything meanwhile, the windows still hold', () => {
    fc.assert(
      fc.property(traffic, traffic, fc.integer({ min: -2_000, max: 2_000 }), (before, after, jump) => {
        const first = run(before, SMALL, 1, NO_REQUESTS, 0);
        const end = Math.max(...first.sent.map((one) => one.answeredAt));
        // The wall clock says so; in truth no time has passed.
        const second = run(after, SMALL, 1, afterRestart(first.windows, end + jump), end + jump);
        const truth = second.sent.map((one) => ({ at: one.at - jump, answeredAt: one.answeredAt - jump }));
        for (const limit of SMALL) {
          expect(mostCounted([...first.sent, ...truth], limit)).toBeLessThanOrEqual(limit.requests);
        }
      }),
      { numRuns: runs(300) },
    );
  });
});
