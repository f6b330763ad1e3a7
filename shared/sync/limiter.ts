import { COOL_DOWN_AFTER_RESTART, COOL_DOWN_AT_MOST, REQUEST_LASTS_AT_MOST } from './waits.ts';

/**
 * SalesBinder's two windows as data. A slot is taken durably before a request leaves and is freed a window
 * after its ANSWER, so that however late the server counted the request, we never count fewer than it does.
 * Source of the numbers: the rate-limiting page of API 2.0 as quoted in September 2026.
 */
export interface Slot {
  readonly takenAt: number;
  /** Null while the request is under way. */
  readonly answeredAt: number | null;
}

export interface RateWindows {
  readonly slots: readonly Slot[];
  /** After a 429: nothing leaves before this. */
  readonly blockedUntil: number | null;
  /** 429s in a row. */
  readonly blocks: number;
}

export interface Limit {
  readonly requests: number;
  readonly within: number;
}

export const LIMITS: readonly Limit[] = [
  { requests: 50, within: 60_000 },
  { requests: 15, within: 10_000 },
];

export const NO_REQUESTS: RateWindows = { slots: [], blockedUntil: null, blocks: 0 };

/** When the last of `more` further requests may leave, if each goes as soon as it may and is answered at once. */
export function freeAt(windows: RateWindows, limits: readonly Limit[], now: number, more = 1): number {
  return throughAt(windows, limits, now, { requests: more, trip: 0 });
}

/** When the last of so many further requests will be answered, one after the other, each after `trip` ms. */
export function throughAt(
  windows: RateWindows,
  limits: readonly Limit[],
  now: number,
  { requests, trip }: { readonly requests: number; readonly trip: number },
): number {
  // Under way counts as answered now: it can't be freed earlier than that.
  const ends = windows.slots.map((slot) => slot.answeredAt ?? now).toSorted((a, b) => a - b);
  let at = Math.max(now, windows.blockedUntil ?? now);
  for (let count = 0; count < requests; count += 1) {
    const leaves = limits.reduce((latest, limit) => Math.max(latest, freeIn(limit, ends)), at);
    at = leaves + trip;
    // At its place: what a dead process left under way ends later.
    ends.splice(ends.findLastIndex((end) => end <= at) + 1, 0, at);
  }
  return at;
}

export function take(windows: RateWindows, limits: readonly Limit[], now: number): RateWindows {
  const longest = Math.max(...limits.map((limit) => limit.within));
  const live = windows.slots.filter((slot) => now - (slot.answeredAt ?? now) < longest);
  return { ...windows, slots: [...live, { takenAt: now, answeredAt: null }] };
}

/** The slot taken at `takenAt` got its answer (or its end) now. */
export function answered(windows: RateWindows, takenAt: number, now: number): RateWindows {
  let done = false;
  const slots = windows.slots.map((slot) => {
    if (done || slot.takenAt !== takenAt || slot.answeredAt !== null) return slot;
    done = true;
    return { takenAt, answeredAt: now };
  });
  return { ...windows, slots };
}

/** The slot taken at `takenAt` was not used: no request left. */
export function givenBack(windows: RateWindows, takenAt: number): RateWindows {
  const index = windows.slots.findIndex((slot) => slot.takenAt === takenAt && slot.answeredAt === null);
  return index < 0 ? windows : { ...windows, slots: windows.slots.toSpliced(index, 1) };
}

export function blocked(windows: RateWindows, until: number): RateWindows {
  return { ...windows, blockedUntil: until, blocks: windows.blocks + 1 };
}

/** Another 429 while nothing may leave: to a request that had left before. */
export function blockedLonger(windows: RateWindows, until: number): RateWindows {
  return { ...windows, blockedUntil: Math.max(windows.blockedUntil ?? until, until) };
}

/** A request was served. One that left before a pause that goes on says nothing about it. */
export function unblocked(windows: RateWindows, now: number): RateWindows {
  const over = windows.blockedUntil === null || windows.blockedUntil <= now;
  return windows.blocks === 0 || !over ? windows : { ...windows, blockedUntil: null, blocks: 0 };
}

/**
 * Reads the windows of an earlier run at a new start. The wall clock may have been set meanwhile, so that its stamps can't
 * tell how long ago anything was: every request of the last minute counts as answered now, one that was under way may
 * arrive yet, and a block that nobody saw the end of lasts a while yet, but never longer than it was to last at all. At
 * worst a start waits for nothing.
 */
export function afterRestart(windows: RateWindows, now: number): RateWindows {
  // By the clock of the run that wrote it down: what had no answer then, also not the run before it.
  const written = windows.slots.at(-1)?.takenAt ?? now;
  const slots = windows.slots.map(({ takenAt, answeredAt }) => ({
    takenAt: Math.min(takenAt, now),
    answeredAt: answeredAt === null || answeredAt > written ? now + REQUEST_LASTS_AT_MOST : now,
  }));
  return { ...windows, slots, blockedUntil: blockAfterRestart(windows, now) };
}

function blockAfterRestart({ slots, blockedUntil }: RateWindows, now: number): number | null {
  if (blockedUntil === null) return null;
  // The block was laid down by the answer to the last request, by the same clock.
  const last = slots.at(-1);
  if (last === undefined) return Math.min(blockedUntil, now + COOL_DOWN_AT_MOST);
  const lasts = blockedUntil - last.takenAt;
  return now + Math.min(Math.max(blockedUntil - now, COOL_DOWN_AFTER_RESTART), lasts);
}

function freeIn(limit: Limit, ends: readonly number[]): number {
  return (ends.at(-limit.requests) ?? Number.NEGATIVE_INFINITY) + limit.within;
}
