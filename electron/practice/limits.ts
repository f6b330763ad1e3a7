/**
 * SalesBinder's request limits, counted on arrival: so many requests in any window of that length; the one too
 * many begins a block during which everything is answered 429; repeats lengthen the block.
 */
export interface Limits {
  readonly windows: readonly { readonly requests: number; readonly ms: number }[];
  readonly blockMs: number;
}

/** 50 in a minute and 15 in ten seconds, a block of a minute (the official "Rate Limiting" page, September 2026). */
export const DOCUMENTED_LIMITS: Limits = {
  windows: [
    { requests: 50, ms: 60_000 },
    { requests: 15, ms: 10_000 },
  ],
  blockMs: 60_000,
};

/** Times are the server's clock, ms. */
export interface Counter {
  readonly arrivals: readonly number[];
  readonly blockedUntil: number | null;
  /** Violations in a row without a quiet hour between them; the block grows with them. */
  readonly streak: number;
  readonly lastViolation: number | null;
  /** How often a window was overrun. */
  readonly violations: number;
  /** How many requests were answered 429 for it. */
  readonly rejections: number;
}

export const NOTHING_COUNTED: Counter = {
  arrivals: [],
  blockedUntil: null,
  streak: 0,
  lastViolation: null,
  violations: 0,
  rejections: 0,
};

const QUIET_MS = 3_600_000;

export function arrive(counter: Counter, limits: Limits, now: number): { counter: Counter; over: boolean } {
  if (counter.blockedUntil !== null && now < counter.blockedUntil) {
    return { counter: { ...counter, rejections: counter.rejections + 1 }, over: true };
  }
  const longest = Math.max(0, ...limits.windows.map((window) => window.ms));
  const arrivals = counter.arrivals.filter((at) => at > now - longest);
  const over = limits.windows.some(
    ({ requests, ms }) => arrivals.filter((at) => at > now - ms).length >= requests,
  );
  if (over) return { counter: violated({ ...counter, arrivals }, limits, now), over };
  return { counter: { ...counter, arrivals: [...arrivals, now], blockedUntil: null }, over };
}

function violated(counter: Counter, limits: Limits, now: number): Counter {
  const quiet = counter.lastViolation === null || now - counter.lastViolation > QUIET_MS;
  const streak = quiet ? 1 : counter.streak + 1;
  return {
    ...counter,
    streak,
    blockedUntil: now + limits.blockMs * streak,
    lastViolation: now,
    violations: counter.violations + 1,
    rejections: counter.rejections + 1,
  };
}
