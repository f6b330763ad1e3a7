import type { Problem } from '../../shared/problem.ts';
import type { Waits } from '../../shared/sync/waits.ts';

/**
 * The link to SalesBinder as data. It is only ever held by proof: nothing could leave this computer, or a probe
 * failed too. And it is only opened by an answer.
 */
export type Link =
  | { readonly is: 'not-tried' }
  | { readonly is: 'online' }
  | { readonly is: 'held'; readonly problem: Problem; readonly until: Moment | null; readonly tries: number };

/** The next try by itself: on the wall clock, to be shown, and on the monotonic one, which decides. */
export interface Moment {
  readonly wall: number;
  readonly mono: number;
}

/** Where a run, or a new key, begins. */
export function startLink(hasKey: boolean): Link {
  if (hasKey) return { is: 'not-tried' };
  return { is: 'held', problem: { what: 'key', reason: 'missing' }, until: null, tries: 0 };
}

/** `until` null: only a person can help. */
export function held(
  before: Link,
  problem: Problem,
  now: Moment,
  { waits, random }: { readonly waits: Pick<Waits, 'backoff'>; readonly random: number },
): Link {
  const tries = before.is === 'held' ? before.tries + 1 : 1;
  const until = problem.what === 'key' ? null : later(now, waits.backoff(tries, random));
  return { is: 'held', problem, until, tries };
}

/** After a 429 the link is held for just that long; no probe is spent on finding out. */
export function coolingDown(now: Moment, ms: number): Link {
  return { is: 'held', problem: { what: 'over-limit' }, until: later(now, ms), tries: 0 };
}

/** Whether the link may be tried now. */
export function mayTry(link: Link, now: Moment): boolean {
  return link.is !== 'held' || (link.until !== null && link.until.mono <= now.mono);
}

/** Infinite where no time helps. */
export function msUntilTry(link: Link, now: Moment): number {
  const until = link.is === 'held' ? link.until : null;
  return until === null ? Number.POSITIVE_INFINITY : Math.max(until.mono - now.mono, 1);
}

/** "Try now": a person ends the cool-down. */
export function warmed(link: Link, now: Moment): Link {
  return link.is === 'held' && link.problem.what === 'over-limit' ? { ...link, until: now } : link;
}

/** A hint or a person's wish: a link that is held for a time is tried at once, but a cool-down that SalesBinder asked for is kept. */
export function hastened(link: Link, now: Moment): Link {
  if (link.is !== 'held' || link.problem.what === 'over-limit') return link;
  if (link.problem.what === 'key' && link.problem.reason !== 'refused') return link;
  return { ...link, until: now };
}

function later(now: Moment, ms: number): Moment {
  return { wall: now.wall + ms, mono: now.mono + ms };
}
