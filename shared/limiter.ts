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

export interface Windows {
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

export const NO_REQUESTS: Windows = { slots: [], blockedUntil: null, blocks: 0 };

/** When the last of `more` further requests may leave, if each goes as soon as it may and is answered at once. */
export function freeAt(windows: Windows, limits: readonly Limit[], now: number, more = 1): number {
  const earliest = Math.max(now, windows.blockedUntil ?? now);
  // Under way counts as answered now: it can't be freed earlier than that.
  const ends = windows.slots.map((slot) => slot.answeredAt ?? now).toSorted((a, b) => a - b);
  let at = earliest;
  for (let count = 0; count < more; count += 1) {
    at = limits.reduce((latest, limit) => Math.max(latest, freeIn(limit, ends)), earliest);
    ends.push(at);
  }
  return at;
}

export function take(windows: Windows, limits: readonly Limit[], now: number): Windows {
  const longest = Math.max(...limits.map((limit) => limit.within));
  const live = windows.slots.filter((slot) => now - (slot.answeredAt ?? now) < longest);
  return { ...windows, slots: [...live, { takenAt: now, answeredAt: null }] };
}

/** The slot taken at `takenAt` got its answer (or its end) now. */
export function answered(windows: Windows, takenAt: number, now: number): Windows {
  let done = false;
  const slots = windows.slots.map((slot) => {
    if (done || slot.takenAt !== takenAt || slot.answeredAt !== null) return slot;
    done = true;
    return { takenAt, answeredAt: now };
  });
  return { ...windows, slots };
}

/** The slot taken at `takenAt` was not used: no request left. */
export function givenBack(windows: Windows, takenAt: number): Windows {
  const index = windows.slots.findIndex((slot) => slot.takenAt === takenAt && slot.answeredAt === null);
  return index < 0 ? windows : { ...windows, slots: windows.slots.toSpliced(index, 1) };
}

export function blocked(windows: Windows, until: number): Windows {
  return { ...windows, blockedUntil: until, blocks: windows.blocks + 1 };
}

export function unblocked(windows: Windows): Windows {
  return windows.blocks === 0 ? windows : { ...windows, blockedUntil: null, blocks: 0 };
}

/**
 * What an earlier run left, read at a new start: every request of its last minute counts as answered now. The wall
 * clock may have been set meanwhile, so the stamps can't tell how long ago that was; at worst a start after busy
 * work waits a window for nothing. A block is never longer than a clock jump could make it: an hour.
 */
export function afterRestart(windows: Windows, now: number): Windows {
  const slots = windows.slots.map((slot) => ({ takenAt: Math.min(slot.takenAt, now), answeredAt: now }));
  const until = windows.blockedUntil;
  return { ...windows, slots, blockedUntil: until === null ? null : Math.min(until, now + 3_600_000) };
}

/** A window has room again when the one that fills it is out of it. `ends`: of all requests so far, in order. */
function freeIn(limit: Limit, ends: readonly number[]): number {
  return (ends.at(-limit.requests) ?? Number.NEGATIVE_INFINITY) + limit.within;
}
