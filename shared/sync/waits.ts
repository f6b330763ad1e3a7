/**
 * How long the sync waits for what, how long it believes what it saw, and how often it tries: every such number with
 * its reason. Milliseconds unless a name says otherwise. A time scale (1 is ordinary) divides what a person would have
 * to sit through, in `waitsAt` and nowhere else; what guards against clocks and servers is never divided.
 */

/** The waits that a time scale divides. Randomness is passed in: a number from 0 up to, not including, 1. */
export interface Waits {
  /** SalesBinder must commit within this, if ever: only a lookup at least so long after the attempt permits a second POST. */
  readonly commitsWithin: number;
  /** A list that proves no absence for this long after the attempt is all the proof there will be. */
  readonly listLagsAtMost: number;
  /** A list with fewer rows than it counts is asked for again for this long after the attempt; then its rows are taken. */
  readonly listIsMadeWholeWithin: number;
  /** Between two refreshes of the mirror: often enough to be of use, seldom enough to leave the limits to sending. */
  readonly refreshEvery: number;
  /** A hint (the window is looked at again) is worth a refresh only this long after the last one. */
  readonly refreshIsRecent: number;
  /** A list that never came whole may do so at any time. */
  readonly incompleteIsLookedUpAfter: number;
  /** Before the next try: full jitter between 2 s and 5 min. @param tries the failures so far, from 1 */
  backoff(tries: number, random: number): number;
  /** After the n-th 429 in a row (from 1): a minute and more, longer on repeats or if SalesBinder says so, to an hour (ms). */
  coolDown(blocks: number, retryAfter: number | null, random: number): number;
  /** When the next lookup of a lost create is due, after its attempt ended; the last of them is the one that permits. */
  lookupAfter(lookups: number): number;
}

/** @param timeScale divides; 1 is ordinary, more is for practice and tests */
export function waitsAt(timeScale: number): Waits {
  return {
    commitsWithin: COMMITS_WITHIN / timeScale,
    listIsMadeWholeWithin: (COMMITS_WITHIN + 60_000) / timeScale,
    listLagsAtMost: (30 * 60_000) / timeScale,
    refreshEvery: (5 * 60_000) / timeScale,
    refreshIsRecent: 30_000 / timeScale,
    incompleteIsLookedUpAfter: (5 * 60_000) / timeScale,
    backoff(tries, random) {
      // From 2 s: what failed this moment fails the next one too. To 5 min: nobody waits longer for a network that is back.
      const [shortest, longest] = [2_000, 5 * 60_000];
      const ceiling = Math.min(longest, shortest * 2 ** Math.min(tries, 20));
      return (shortest + random * (ceiling - shortest)) / timeScale;
    },
    coolDown(blocks, retryAfter, random) {
      // The longer of SalesBinder's two windows, and jitter, since other programs of this site were told the same.
      const own = 60_000 * 2 ** Math.min(Math.max(blocks, 1) - 1, 4);
      // A wait that SalesBinder names is not doubled: it is named anew each time.
      const asked = Math.min(Math.max(own, retryAfter ?? 0), COOL_DOWN_AT_MOST);
      return (asked + random * 10_000) / timeScale;
    },
    lookupAfter(lookups) {
      // At once, for it may be there already; then while somebody may still be watching; then when it permits.
      const after = [0, 10_000, 40_000, COMMITS_WITHIN];
      return (after[Math.min(lookups, after.length - 1)] ?? COMMITS_WITHIN) / timeScale;
    },
  };
}

/** A request that was still running when the connection broke is carried out, or given up, by then. */
const COMMITS_WITHIN = 120_000;

/** How long a preflight may be relied on: a colleague's change in between is not seen. */
export const PREFLIGHT_IS_GOOD = 30_000;

/** Two refreshes are at least this far apart, whatever the time scale and whoever wishes for one. */
export const REFRESH_AT_LEAST = 1_000;

/** A failed refresh is not repeated faster than this, nor a lookup faster than the next one, whatever the time scale. */
export const REFRESH_RETRY_AT_LEAST = 50;
export const LOOKUP_AT_LEAST = 100;

/** Quitting waits this long for an answer that is under way; without it the outcome is verified at the next start. */
export const CLOSING_GRACE = 2_000;

/** No wait is that long: a record due beyond it was put off by a clock that has been set back since. */
export const LONGEST_WAIT = 10 * 60_000;

/** How long a settled record stays in the outbox before its history goes to the archive. */
export const SETTLED_IS_KEPT = 90 * 24 * 60 * 60_000;

/** How far the server's clock and ours may drift apart between two readings before ours is doubted. */
export const CLOCK_DRIFT = 120_000;

/** Stamps of whole seconds, a server's several clocks, late commits: a time of the server's may be off by this. */
export const SERVER_CLOCKS_DIFFER = 120_000;

/** From the easternmost time zone (UTC+14) to the westernmost (UTC-12). */
export const ZONES_DIFFER = 26 * 60 * 60_000;

/** A `Date` and a stamp are rounded each for itself, and clocks of several servers differ a little. */
export const STAMPS_ARE_ROUNDED = 2_000;

/** How far back every refresh asks again, seconds: a list may have left out changes that were committed or shown late. */
export const REFRESH_OVERLAP_SECONDS = 2 * 60 * 60;

/** How long a request may be on its way to the server: so long is waited for a connection and for an answer. */
export const REQUEST_LASTS_AT_MOST = 60_000;

/** The shortest cool-down that is left after a 429 and a restart, unless it was to be shorter. */
export const COOL_DOWN_AFTER_RESTART = 120_000;

/** The longest cool-down: an account that is typed at a fair has to leave on the same day, whatever one answer says. */
export const COOL_DOWN_AT_MOST = 3_600_000;

/** A request that is not answered by then no longer keeps others from being sent beside it. */
export const ANSWER_IS_SLOW_AFTER = 2_000;

/** So many records are sent at a time that are answered as usual, and so many in all. */
export const SENT_AT_ONCE = 3;
export const SENT_AT_ONCE_AT_MOST = 6;

/** An update that fails this often, each time alone, needs a person; a create has its rounds of verification. */
export const TRIES_ALONE = 4;

/**
 * An account whose stamp became older than it was (the server was restored, its clock was wrong for a while) must not
 * wait for ever: what it shows so often is taken for what there is.
 */
export const STALE_ANSWERS_BELIEVED_AFTER = 8;

/** How often it is counted whether everything is here: with the first refresh of a run, then with every 24th. */
export const RECOUNT_EVERY = 24;

/** So often in a row a list of changes with fewer rows than it counts is asked for again; then its rows are taken. */
export const INCOMPLETE_LISTS_TRIED = 3;

/** A download whose pages shifted under it begins anew, but no more often than this. */
export const DOWNLOAD_ROUNDS = 3;
