import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterRestart,
  answered,
  blocked,
  freeAt,
  givenBack,
  LIMITS,
  NO_REQUESTS,
  take,
  unblocked,
} from '../../../shared/limiter.ts';
import type { Limit, Windows } from '../../../shared/limiter.ts';

/** A request as it was in truth: the server counted it at some moment between the two, and nobody knows when. */
interface Sent {
  readonly at: number;
  readonly answeredAt: number;
}

/** Small windows, so that few requests fill them; their ratio is SalesBinder's. */
const SMALL: readonly Limit[] = [
  { requests: 10, within: 600 },
  { requests: 3, within: 100 },
];

const latency = fc.oneof(fc.constant(0), fc.nat(20), fc.nat(400));
const idle = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(150));
const traffic = fc.array(fc.record({ latency, idle }), { minLength: 1, maxLength: 60 });

describe('requests sent as soon as the limiter lets them', () => {
  test('never exceed a window, whenever the server counts them', () => {
    fc.assert(
      fc.property(traffic, fc.integer({ min: 1, max: 5 }), (requests, lanes) => {
        const sent = send(requests, SMALL, lanes);
        for (const limit of SMALL) expect(mostCounted(sent, limit)).toBeLessThanOrEqual(limit.requests);
      }),
      { numRuns: 500 },
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
      { numRuns: 500 },
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
    expect(unblocked(twice)).toMatchObject({ blocks: 0, blockedUntil: null });
    expect(unblocked(NO_REQUESTS)).toBe(NO_REQUESTS);
  });
});

describe('after a restart', () => {
  const full = [1_000, 1_001, 1_002].reduce((windows, at) => take(windows, SMALL, at), NO_REQUESTS);

  test('what was under way counts until a window from now', () => {
    expect(freeAt(afterRestart(full, 5_000), SMALL, 5_000)).toBe(5_100);
  });

  test.each([10, 1_050, 90_000_000])(
    'at %i by the wall, what was done holds for one window at most',
    (now) => {
      const done = [1_000, 1_001, 1_002].reduce((windows, at) => answered(windows, at, 1_010), full);
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
        // What the wall says then; in truth no time has passed.
        const second = run(after, SMALL, 1, afterRestart(first.windows, end + jump), end + jump);
        const truth = second.sent.map((one) => ({ at: one.at - jump, answeredAt: one.answeredAt - jump }));
        for (const limit of SMALL) {
          expect(mostCounted([...first.sent, ...truth], limit)).toBeLessThanOrEqual(limit.requests);
        }
      }),
      { numRuns: 300 },
    );
  });
});

type Traffic = readonly { readonly latency: number; readonly idle: number }[];

function send(requests: Traffic, limits: readonly Limit[], lanes: number): readonly Sent[] {
  return run(requests, limits, lanes, NO_REQUESTS, 0).sent;
}

/** Sends each when it is ready and the limiter lets it, with up to `lanes` of them under way. */
function run(
  requests: Traffic,
  limits: readonly Limit[],
  lanes: number,
  before: Windows,
  start: number,
): { readonly sent: readonly Sent[]; readonly windows: Windows } {
  let windows = before;
  let now = start;
  const sent: Sent[] = [];
  const flying: Sent[] = [];
  const land = (until: number): void => {
    for (const one of flying.filter(({ answeredAt }) => answeredAt <= until).toSorted(byAnswer)) {
      windows = answered(windows, one.at, one.answeredAt);
      flying.splice(flying.indexOf(one), 1);
    }
  };
  for (const request of requests) {
    if (flying.length >= lanes) now = Math.max(now, Math.min(...flying.map((one) => one.answeredAt)));
    now += request.idle;
    land(now);
    for (let free = freeAt(windows, limits, now); free > now; free = freeAt(windows, limits, now)) {
      // An answer that comes while it waits may change when it is free.
      now = Math.min(free, ...flying.map((one) => one.answeredAt));
      land(now);
    }
    windows = take(windows, limits, now);
    const one = { at: now, answeredAt: now + request.latency };
    sent.push(one);
    flying.push(one);
  }
  land(Number.POSITIVE_INFINITY);
  return { sent, windows };
}

/**
 * The oracle, independent of slots: the most that a strict server can have counted in one window, if it counts each
 * request at the worst moment. The worst window begins with some answer: that one counted at its last moment.
 */
function mostCounted(sent: readonly Sent[], { within }: Limit): number {
  return Math.max(
    ...sent.map(
      ({ answeredAt: begin }) =>
        sent.filter((one) => one.at < begin + within && one.answeredAt >= begin).length,
    ),
  );
}

function byAnswer(a: Sent, b: Sent): number {
  return a.answeredAt - b.answeredAt;
}
