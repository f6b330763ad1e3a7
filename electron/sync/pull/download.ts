import { ACCOUNT_TYPES } from '../../../shared/account.ts';
import type { AccountType } from '../../../shared/account.ts';
import type { ListPage } from '../../salesbinder/gateway.ts';
import type { Progress, Scan } from '../../store/schemas/mirror-store.ts';
import type { Mirror } from '../../mirror/mirror.ts';
import { DOWNLOAD_ROUNDS } from '../../../shared/sync/waits.ts';
import { handleFailure } from '../handle-failure.ts';
import type { FailedAnswer } from '../handle-failure.ts';
import { ingest } from './ingest.ts';
import { ask } from '../context.ts';
import type { SyncContext } from '../context.ts';

/** Accounts a page. */
export const PAGE = 200;

/**
 * How a request of the download went: `on`; `stuck`, which says nothing against the other types; `stopped`: nothing
 * more can be asked now.
 */
export type Went = 'on' | 'stuck' | 'stopped';

/** A type that this key may not see is held: others go on. */
export async function afterFailure(
  context: SyncContext,
  type: AccountType,
  answer: FailedAnswer,
): Promise<'stuck' | 'stopped'> {
  const others = await handleFailure(context, { purpose: 'pull', type }, answer);
  return others === 'go-on' ? 'stuck' : 'stopped';
}

/** Where a scan begins. */
export const FIRST: Scan = { page: 1, count: 0, mark: 0, rounds: 0 };

/**
 * The type whose next page is due: each type's first page comes early, so that it is known how many there are.
 *
 * @param skipped types that are not to be asked for now
 */
export function nextToDownload(mirror: Mirror, skipped: ReadonlySet<AccountType>): AccountType | null {
  const [next] = ACCOUNT_TYPES.filter((type) => !skipped.has(type))
    .map((type) => mirror.progress(type))
    .filter(({ mark, scan }) => mark === null || scan !== null)
    .toSorted((a, b) => (a.scan?.page ?? 1) - (b.scan?.page ?? 1));
  return next?.type ?? null;
}

/** One page of the full download. It goes on where it stopped, also after a restart. */
export async function downloadPage(context: SyncContext, type: AccountType): Promise<Went> {
  const progress = context.mirror.progress(type);
  const scan = progress.scan ?? FIRST;
  const asked = context.gatekeeper.order.next();
  const answer = await ask(context, (gateway) => gateway.list({ type, page: scan.page, pageLimit: PAGE }));
  if (answer === null) return 'stopped';
  if (!answer.ok) {
    // SalesBinder says 404 where there are no more pages.
    const past = answer.problem.what === 'not-found' && scan.page > 1;
    return past ? keep(context, ended(context, progress, scan)) : afterFailure(context, type, answer);
  }
  const page = answer.value;
  // Nothing where there was something: a list like that is not believed.
  if (page.accounts.length === 0 && scan.count > 0 && !isPastTheEnd(page, scan)) return 'stuck';
  if (!(await ingest(context, type, page.accounts, asked))) return 'stopped';
  const mark = scan.mark === 0 ? cursorOf(answer.serverDate) : scan.mark;
  return keep(context, after(context, progress, { ...scan, mark }, page));
}

/** Not every server says 404 there. */
function isPastTheEnd({ count, pages }: ListPage, scan: Scan): boolean {
  return count > 0 && scan.page > pages;
}

/** The cursor of a scan: epoch seconds; without any Date the next refresh asks for everything. */
export function cursorOf(serverDate: number | null): number {
  return serverDate === null ? 0 : Math.floor(serverDate / 1_000);
}

function after(context: SyncContext, progress: Progress, scan: Scan, page: ListPage): Progress {
  const { count, pages } = page;
  // Some went away: the accounts behind them moved towards the front, past the page that is read.
  const shifted = scan.page > 1 && count < scan.count;
  if (shifted)
    return { ...progress, scan: { ...scan, count, page: Math.max(Math.min(scan.page - 1, pages), 1) } };
  if (scan.page < pages) return { ...progress, scan: { ...scan, count, page: scan.page + 1 } };
  return ended(context, progress, { ...scan, count });
}

/**
 * Complete only if as many are here as SalesBinder counts. A cursor that there is stays: deletions are asked for from
 * there, however long this took.
 */
function ended({ mirror, time }: SyncContext, progress: Progress, scan: Scan): Progress {
  // Nobody knows whether lists count those that are archived: several rounds for them would be too much.
  const { accounts } = mirror;
  const here = accounts.countOf(progress.type) + accounts.archivedThere(progress.type).length;
  const again = here < scan.count && scan.rounds + 1 < DOWNLOAD_ROUNDS;
  if (again) return { ...progress, scan: { ...scan, page: 1, rounds: scan.rounds + 1 } };
  return { ...progress, scan: null, mark: progress.mark ?? scan.mark, asOf: time.clock.now() };
}

async function keep(context: SyncContext, progress: Progress): Promise<Went> {
  const kept = await context.mirror.keepProgress(progress);
  if (!kept.ok) context.link.hold(kept.problem);
  return kept.ok ? 'on' : 'stopped';
}
