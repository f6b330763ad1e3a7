/** Waits between tries. Randomness is passed in: a number from 0 up to, not including, 1. */

const SHORTEST = 2_000;
const LONGEST = 5 * 60_000;

/** Backoff with full jitter, in ms, between 2 s and 5 min. `tries` counts the failures so far, from 1. */
export function backoff(tries: number, random: number): number {
  const ceiling = Math.min(LONGEST, SHORTEST * 2 ** Math.min(tries, 20));
  return SHORTEST + random * (ceiling - SHORTEST);
}

/** How long everything rests after the n-th 429 in a row (from 1), in ms: a minute and more, or longer if told so. */
export function coolDown(blocks: number, retryAfter: number | null, random: number): number {
  const asked = Math.max(60_000, retryAfter ?? 0);
  return asked * 2 ** Math.min(Math.max(blocks, 1) - 1, 4) + random * 10_000;
}

/** SalesBinder must commit within this, if ever; only a later look may permit sending again. */
export const COMMITS_WITHIN = 120_000;

const LOOKS_AFTER = [0, 10_000, 40_000, COMMITS_WITHIN];

/** When the next look is due, in ms after the attempt ended; the last of them is the one that permits. */
export function lookAfter(looks: number): number {
  return LOOKS_AFTER[Math.min(looks, LOOKS_AFTER.length - 1)] ?? COMMITS_WITHIN;
}
