import fc from 'fast-check';
import { answered, freeAt, NO_REQUESTS, take } from '../../../../shared/sync/limiter.ts';
import type { Limit, RateWindows } from '../../../../shared/sync/limiter.ts';

/** Requests as a strict server may see them, and the most that it can have counted. */

/** A request as it was in truth: the server counted it at some moment between the two, and nobody knows when. */
export interface Sent {
  readonly at: number;
  readonly answeredAt: number;
}

const latency = fc.oneof(fc.constant(0), fc.nat(20), fc.nat(400));
const idle = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(150));
export const traffic = fc.array(fc.record({ latency, idle }), { minLength: 1, maxLength: 60 });

type Traffic = readonly { readonly latency: number; readonly idle: number }[];

export function send(requests: Traffic, limits: readonly Limit[], lanes: number): readonly Sent[] {
  return run(requests, limits, lanes, NO_REQUESTS, 0).sent;
}

/** Sends each when it is ready and the limiter lets it, with up to `lanes` of them under way. */
export function run(
  requests: Traffic,
  limits: readonly Limit[],
  lanes: number,
  before: RateWindows,
  start: number,
): { readonly sent: readonly Sent[]; readonly windows: RateWindows } {
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
export function mostCounted(sent: readonly Sent[], { within }: Limit): number {
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
