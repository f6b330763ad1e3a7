import { ACCOUNT_TYPES } from '../../../shared/account.ts';
import type { AccountType } from '../../../shared/account.ts';
import type { Mirror } from '../../mirror/mirror.ts';
import type { ListPage } from '../../salesbinder/gateway.ts';
import type { Progress, Scan } from '../../store/schemas/mirror-store.ts';
import { afterFailure } from './pull-failure.ts';
import type { Went } from './pull-failure.ts';
import { ingest } from './ingest.ts';
import { ask } from '../context.ts';
import type { SyncContext } from '../context.ts';

/** Accounts a page. */
export const PAGE = 200;
/** A scan whose pages shifted under it begins anew, but not for ever. */
const ROUNDS = 3;

/** Where a scan begins. */
export const FIRST: Scan = { page: 1, count: 0, mark: 0, rounds: 0 };

/**
 * The type whose next page is due: each type's first page comes early, so that it is known how many there are.
 *
 * @param aside types that are not to be asked for now
 */
export function nextToDownload(mirror: Mirror, aside: ReadonlySet<AccountType>): AccountType | null {
  const [next] = ACCOUNT_TYPES.filter((type) => !aside.has(type))
    .map((type) => mirror.progress(type))
    .filter(({ mark, scan }) => mark === null || scan !== null)
    .toSorted((a, b) => (a.scan?.page ?? 1) - (b.scan?.page ?? 1));
  return next?.type ?? null;
}

/** One page of the full download. It goes on where it stopped, also after a restart. */
export async function downloadPage(context: SyncContext, mirror: Mirror, type: AccountType): Promise<Went> {
  const progress = mirror.progress(type);
  const scan = progress.scan ?? FIRST;
  const asked = context.requestOrder.next();
  const answer = await ask(context, (gateway) => gateway.list({ type, page: scan.page, pageLimit: PAGE }));
  if (answer === null) return 'stopped';
  if (!answer.ok) {
    // SalesBinder says 404 where there are no more pages.
    const past = answer.problem.what === 'not-found' && scan.page > 1;
    return past
      ? keep(context, mirror, ended(progress, scan, context, mirror))
      : afterFailure(context, type, answer);
  }
  const page = answer.value;
  // Nothing where there was something: a list like that is not believed.
  if (page.accounts.length === 0 && scan.count > 0 && !isPastTheEnd(page, scan)) return 'stuck';
  if (!(await ingest(context, mirror, type, page.accounts, asked))) return 'stopped';
  const mark = scan.mark === 0 ? markOf(answer.serverDate) : scan.mark;
  return keep(context, mirror, after(progress, { ...scan, mark }, page, context, mirror));
}

/** Not every server says 404 there. */
function isPastTheEnd({ count, pages }: ListPage, scan: Scan): boolean {
  return count > 0 && scan.page > pages;
}

/** Epoch seconds; without any Date the next look asks for everything. */
export function markOf(serverDate: number | null): number {
  return serverDate === null ? 0 : Math.floor(serverDate / 1_000);
}

function after(
  progress: Progress,
  scan: Scan,
  page: ListPage,
  context: SyncContext,
  mirror: Mirror,
): Progress {
  const { count, pages } = page;
  // Some went away: what was behind them moved towards the front, past the page that is read.
  const shifted = scan.page > 1 && count < scan.count;
  if (shifted)
    return { ...progress, scan: { ...scan, count, page: Math.max(Math.min(scan.page - 1, pages), 1) } };
  if (scan.page < pages) return { ...progress, scan: { ...scan, count, page: scan.page + 1 } };
  return ended(progress, { ...scan, count }, context, mirror);
}

/**
 * Complete only if as many are here as SalesBinder counts. A mark that there is stays: what was deleted since is asked
 * for from there, however long this took.
 */
function ended(progress: Progress, scan: Scan, context: SyncContext, mirror: Mirror): Progress {
  const again = countOf(mirror, progress.type) < scan.count && scan.rounds + 1 < ROUNDS;
  if (again) return { ...progress, scan: { ...scan, page: 1, rounds: scan.rounds + 1 } };
  return { ...progress, scan: null, mark: progress.mark ?? scan.mark, asOf: context.clock.now() };
}

export function countOf(mirror: Mirror, type: AccountType): number {
  return mirror.accounts.countOf(type);
}

async function keep(context: SyncContext, mirror: Mirror, progress: Progress): Promise<Went> {
  const kept = await mirror.keepProgress(progress);
  if (!kept.ok) context.hold(kept.problem);
  return kept.ok ? 'on' : 'stopped';
}
