import type { AccountType } from '../account.ts';
import { DOWNLOAD_ROUNDS, INCOMPLETE_LISTS_TRIED, REFRESH_OVERLAP_SECONDS } from './waits.ts';

/** How far the download of one type is. `mark`, in the server's epoch seconds, moves only when a scan is complete. */
export interface Progress {
  readonly type: AccountType;
  /** The full download while it is under way; null before it and after. */
  readonly scan: Scan | null;
  /** The `Date` of the last complete scan's first page; null: never complete. */
  readonly mark: number | null;
  /** Local ms of the last complete scan's end. */
  readonly asOf: number | null;
}

export interface Scan {
  /** The page to be asked for next, from 1. */
  readonly page: number;
  /** How many SalesBinder counted with the last page. */
  readonly count: number;
  readonly mark: number;
  /** How many times it began anew because accounts moved between pages. */
  readonly rounds: number;
}

/** Where a scan begins. */
export const FIRST: Scan = { page: 1, count: 0, mark: 0, rounds: 0 };

/** A page of the list of all accounts of a type. */
export interface DownloadedPage {
  /** How many accounts SalesBinder counts, on how many pages. */
  readonly count: number;
  readonly pages: number;
  /** The answer's `Date`, ms; null without one. */
  readonly serverDate: number | null;
}

/** The mirror once the page is taken in. */
export interface Here {
  /**
   * How many accounts of that type it has, archived ones among them. Nobody knows whether lists count those: several
   * rounds for them would be too much.
   */
  readonly count: number;
  /** Local ms. */
  readonly at: number;
}

/**
 * The type whose next page is due: each type's first page comes early, so that it is known how many there are.
 *
 * @param all in the order in which types are downloaded
 * @param skipped types that are not to be asked for now
 */
export function nextType(all: readonly Progress[], skipped: ReadonlySet<AccountType>): AccountType | null {
  const [next] = all
    .filter(({ type, mark, scan }) => !skipped.has(type) && (mark === null || scan !== null))
    .toSorted((a, b) => (a.scan?.page ?? 1) - (b.scan?.page ?? 1));
  return next?.type ?? null;
}

/** Whether a page has nothing where there was something: a list like that is not believed. Not every server says 404 past the end. */
export function isImplausible(rows: number, { count, pages }: DownloadedPage, scan: Scan): boolean {
  const isPastTheEnd = count > 0 && scan.page > pages;
  return rows === 0 && scan.count > 0 && !isPastTheEnd;
}

/** The cursor of a scan: epoch seconds; without any Date the next refresh asks for everything. */
export function cursorOf(serverDate: number | null): number {
  return serverDate === null ? 0 : Math.floor(serverDate / 1_000);
}

export function afterPage(progress: Progress, page: DownloadedPage, here: Here): Progress {
  const { count, pages, serverDate } = page;
  const before = progress.scan ?? FIRST;
  const scan = { ...before, count, mark: before.mark === 0 ? cursorOf(serverDate) : before.mark };
  // Some went away: the accounts behind them moved towards the front, past the page that is read.
  const shifted = before.page > 1 && count < before.count;
  if (shifted) return { ...progress, scan: { ...scan, page: Math.max(Math.min(before.page - 1, pages), 1) } };
  if (before.page < pages) return { ...progress, scan: { ...scan, page: before.page + 1 } };
  return afterLastPage(progress, scan, here);
}

/**
 * Complete only if as many are here as SalesBinder counts. A cursor that there is stays: deletions are asked for from
 * there, however long this took.
 */
export function afterLastPage(progress: Progress, scan: Scan, here: Here): Progress {
  const again = here.count < scan.count && scan.rounds + 1 < DOWNLOAD_ROUNDS;
  if (again) return { ...progress, scan: { ...scan, page: 1, rounds: scan.rounds + 1 } };
  return { ...progress, scan: null, mark: progress.mark ?? scan.mark, asOf: here.at };
}

/** From when on changes and deletions are asked for, epoch seconds; null: not before the download is complete. */
export function refreshSince({ mark }: Progress): number | null {
  return mark === null ? null : Math.max(0, mark - REFRESH_OVERLAP_SECONDS);
}

/** The changes and deletions that a refresh took in. */
export interface Refresh {
  /** As they were asked for, epoch seconds. */
  readonly since: number;
  /** The `Date` of the first page, epoch seconds; null without one. */
  readonly date: number | null;
  /** At least one account that was deleted there is kept until its person is done with it. */
  readonly inHands: boolean;
  /** How often in a row the list had fewer rows than it counts, this time included. */
  readonly incomplete: number;
  /** Local ms. */
  readonly at: number;
}

/**
 * The progress after a refresh. `stuck`: the list left something out, and is asked for again; in the end its rows are all
 * there is. `stopped`: the mirror was thrown away meanwhile, and this refresh is part of nothing.
 */
export function afterRefresh(
  progress: Progress,
  { since, date: told, inHands, incomplete, at }: Refresh,
): Progress | 'stuck' | 'stopped' {
  if (incomplete > 0 && incomplete < INCOMPLETE_LISTS_TRIED) return 'stuck';
  if (progress.mark === null) return 'stopped';
  const date = told ?? progress.mark;
  const mark = inHands ? Math.min(progress.mark, date) : date;
  // SalesBinder's clock was set back since: this asked for a time that is still to come, and the changes aren't known.
  const scan = date < since ? FIRST : progress.scan;
  return { ...progress, mark, scan, asOf: at };
}

/**
 * A list that was short once left accounts out that never change: fewer here than there means downloading again.
 *
 * @param before how many were missing when it was last done for that reason: if it brought none of them, the next one
 *   won't either
 */
export function afterRecount(
  there: number,
  here: number,
  before: number,
): { readonly missing: number; readonly isDownloadedAgain: boolean } {
  const missing = Math.max(there - here, 0);
  return { missing, isDownloadedAgain: missing > 0 && missing !== before };
}
