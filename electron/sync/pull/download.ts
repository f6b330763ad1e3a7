import { ACCOUNT_TYPES } from '../../../shared/account.ts';
import type { AccountType } from '../../../shared/account.ts';
import {
  afterLastPage,
  afterPage,
  FIRST,
  isImplausible,
  nextType,
} from '../../../shared/sync/pull-progress.ts';
import type { Here, Progress } from '../../../shared/sync/pull-progress.ts';
import type { Mirror } from '../../mirror/mirror.ts';
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

/** The type whose next page is due. @param skipped types that are not to be asked for now */
export function nextToDownload(mirror: Mirror, skipped: ReadonlySet<AccountType>): AccountType | null {
  return nextType(
    ACCOUNT_TYPES.map((type) => mirror.progress(type)),
    skipped,
  );
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
    if (!past) return afterFailure(context, type, answer);
    return keep(context, afterLastPage(progress, scan, hereNow(context, type)));
  }
  const { accounts, count, pages } = answer.value;
  const page = { count, pages, serverDate: answer.serverDate };
  if (isImplausible(accounts.length, page, scan)) return 'stuck';
  if (!(await ingest(context, type, accounts, asked))) return 'stopped';
  return keep(context, afterPage(progress, page, hereNow(context, type)));
}

function hereNow({ mirror: { accounts }, time }: SyncContext, type: AccountType): Here {
  return { count: accounts.countOf(type) + accounts.archivedThere(type).length, at: time.clock.now() };
}

async function keep(context: SyncContext, progress: Progress): Promise<Went> {
  const kept = await context.mirror.keepProgress(progress);
  if (!kept.ok) context.link.hold(kept.problem);
  return kept.ok ? 'on' : 'stopped';
}
