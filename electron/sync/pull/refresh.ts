import { ACCOUNT_TYPES } from '../../../shared/account.ts';
import type { AccountType } from '../../../shared/account.ts';
import { namesOf } from '../../accounts/identity.ts';
import type { Mirror } from '../../mirror/mirror.ts';
import { countOf, FIRST, markOf, PAGE } from './download.ts';
import { afterFailure } from './pull-failure.ts';
import type { Went } from './pull-failure.ts';
import { ingest } from './ingest.ts';
import { ask } from '../context.ts';
import type { SyncContext } from '../context.ts';

/** What is asked for again each time, seconds: clocks of several servers, stamps of whole seconds, late commits. */
export const OVERLAP = 2 * 60 * 60;

/** Each yield is a place where something more urgent may be sent. @returns whether it came to its end */
export type Steps<T = boolean> = AsyncGenerator<undefined, T>;

/**
 * What changed and what was deleted since the last look at this type. The mark moves only when both are known, to the
 * `Date` of the first page.
 */
export async function* refresh(context: SyncContext, mirror: Mirror, type: AccountType): Steps<Went> {
  const progress = mirror.progress(type);
  if (progress.mark === null) return 'on';
  const since = Math.max(0, progress.mark - OVERLAP);
  const changed = yield* changes(context, mirror, type, since);
  if (changed.went === 'stopped') return 'stopped';
  const deleted = yield* deletions(context, mirror, type, { since, listed: changed.listed });
  if (deleted === 'stopped' || deleted === 'stuck') return deleted;
  if (changed.went === 'stuck') return 'stuck';
  const now = mirror.progress(type);
  // It was thrown away meanwhile: what this look found is part of nothing.
  if (now.mark === null) return 'stopped';
  const date = changed.date ?? now.mark;
  const mark = deleted === 'in-hands' ? Math.min(now.mark, date) : date;
  // SalesBinder's clock was set back since: this asked for a time that is still to come, and what changed isn't known.
  const scan = date < since ? FIRST : now.scan;
  const kept = await mirror.keepProgress({ ...now, mark, scan, asOf: context.clock.now() });
  if (!kept.ok) context.hold(kept.problem);
  return kept.ok ? 'on' : 'stopped';
}

interface Changes {
  /** `stuck` also where the list did not come whole: it is asked for again another time. */
  readonly went: Went;
  /** The `Date` of the first page, epoch seconds; null without one. */
  readonly date: number | null;
  /** Remote ids. */
  readonly listed: ReadonlySet<string>;
}

async function* changes(
  context: SyncContext,
  mirror: Mirror,
  type: AccountType,
  since: number,
): Steps<Changes> {
  const listed = new Set<string>();
  let date: number | null = null;
  let count = 0;
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const asked = context.requestOrder.next();
    const filter = { by: 'modifiedSince', epochSeconds: since } as const;
    const answer = await ask(context, (gateway) => gateway.list({ type, page, pageLimit: PAGE, filter }));
    if (answer === null) return { went: 'stopped', date, listed };
    if (!answer.ok) {
      if (answer.problem.what === 'not-found' && page > 1) break;
      return { went: await afterFailure(context, type, answer), date, listed };
    }
    if (page === 1 && answer.serverDate !== null) date = markOf(answer.serverDate);
    ({ count, pages } = answer.value);
    for (const { id } of answer.value.accounts) listed.add(id);
    if (!(await ingest(context, mirror, type, answer.value.accounts, asked)))
      return { went: 'stopped', date, listed };
    yield;
  }
  return { went: listed.size === count ? 'on' : 'stuck', date, listed };
}

/** `in-hands`: at least one that was deleted there is kept until its person is done with it. */
type Buried = Went | 'in-hands';

interface Log {
  /** Epoch seconds. */
  readonly since: number;
  /** Remote ids that a list has just shown. */
  readonly listed: ReadonlySet<string>;
}

async function* deletions(context: SyncContext, mirror: Mirror, type: AccountType, log: Log): Steps<Buried> {
  let all: Buried = 'on';
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const { since } = log;
    const answer = await ask(context, (gateway) => gateway.deleted({ type, page, pageLimit: PAGE, since }));
    if (answer === null) return 'stopped';
    if (!answer.ok) {
      if (answer.problem.what === 'not-found' && page > 1) break;
      return afterFailure(context, type, answer);
    }
    ({ pages } = answer.value);
    for (const remoteId of answer.value.deleted) {
      const buried = await bury(context, mirror, type, { remoteId, listed: log.listed.has(remoteId) });
      if (buried === 'in-hands') all = buried;
      else if (buried !== 'on') return buried;
    }
    yield;
  }
  return all;
}

interface Line {
  readonly remoteId: string;
  /** A list has just shown that account. */
  readonly listed: boolean;
}

/**
 * Only an account that still is what the log says was deleted goes: a prospect that became a customer is not gone, nor
 * is what came back since.
 */
async function bury(
  context: SyncContext,
  mirror: Mirror,
  type: AccountType,
  { remoteId, listed }: Line,
): Promise<Buried> {
  const row = mirror.accounts.get(remoteId);
  if (row?.account.type !== type) return 'on';
  if (type === 'prospect' || listed) {
    const asked = context.requestOrder.next();
    const answer = await ask(context, (gateway) => gateway.view(remoteId, type));
    if (answer === null) return 'stopped';
    if (answer.ok) {
      // A prospect that still is there although it was deleted became a customer, unless it says otherwise.
      const becomes = type === 'prospect' ? 'customer' : type;
      return (await ingest(context, mirror, becomes, [answer.value], asked)) ? 'on' : 'stopped';
    }
    if (answer.problem.what !== 'not-found') return afterFailure(context, type, answer);
  }
  // Whoever has it before them can save what they type; then the check finds it gone, and they are asked.
  const localId = context.accounts.identity.localIdOf(remoteId);
  if (namesOf({ localId, remoteId }).some((name) => isInHands(context, name))) return 'in-hands';
  const removed = await mirror.remove([remoteId]);
  if (!removed.ok) {
    context.hold(removed.problem);
    return 'stopped';
  }
  // What had been sent into it is history; what wasn't yet asks its person when the check finds it gone. An account that
  // was created again goes on under the local id of the one that is gone.
  if (context.accounts.records.get(localId)?.remoteId !== remoteId) return 'on';
  const settled = await context.accounts.settle(localId);
  if (!settled.ok) context.hold(settled.problem);
  return settled.ok ? 'on' : 'stopped';
}

/** It is on screen, or what was typed into it isn't saved yet. */
function isInHands({ agenda, accounts }: SyncContext, localId: string): boolean {
  return agenda.shown === localId || accounts.drafts.has(localId);
}

/**
 * A list that was short once left accounts out that never change: fewer here than there means downloading again.
 *
 * @param missing how many were, by type, when it was last done for that reason: if it brought none of them, the next
 *   one won't either
 */
export async function* recount(
  context: SyncContext,
  mirror: Mirror,
  aside: ReadonlySet<AccountType>,
  missing = new Map<AccountType, number>(),
): Steps {
  for (const type of ACCOUNT_TYPES) {
    const progress = mirror.progress(type);
    if (aside.has(type) || progress.mark === null || progress.scan !== null) continue;
    const asked = context.requestOrder.next();
    const answer = await ask(context, (gateway) => gateway.list({ type, page: 1, pageLimit: 1 }));
    if (answer === null) return false;
    if (!answer.ok) {
      if ((await afterFailure(context, type, answer)) === 'stopped') return false;
      continue;
    }
    // It was asked for its count; but what its one account is by now has been seen.
    if (!(await ingest(context, mirror, type, answer.value.accounts, asked))) return false;
    const short = answer.value.count - countOf(mirror, type);
    if (short <= 0) missing.delete(type);
    else if (short !== missing.get(type)) {
      missing.set(type, short);
      const kept = await mirror.keepProgress({ ...mirror.progress(type), scan: FIRST });
      if (!kept.ok) return false;
    }
    yield;
  }
  return true;
}
