import { ACCOUNT_TYPES } from '../../../shared/account.ts';
import type { AccountType } from '../../../shared/account.ts';
import { isSettled } from '../../../shared/outbox/transitions.ts';
import { namesOf } from '../../accounts/identity.ts';
import {
  afterRecount,
  afterRefresh,
  cursorOf,
  FIRST,
  refreshSince,
} from '../../../shared/sync/pull-progress.ts';
import { REFRESH_OVERLAP_SECONDS } from '../../../shared/sync/waits.ts';
import { afterFailure, PAGE } from './download.ts';
import type { Went } from './download.ts';
import type { Listed } from '../../salesbinder/gateway.ts';
import { isArchivedThere } from '../../store/schemas/mirror-form.ts';
import { ingest } from './ingest.ts';
import { ask } from '../context.ts';
import type { SyncContext } from '../context.ts';

/** Each yield is a place where something more urgent may be sent. @returns whether it came to its end */
export type Steps<T = boolean> = AsyncGenerator<undefined, T>;

/** From one refresh to the next, of this run. */
export interface RefreshMemory {
  /** How often in a row a list had fewer rows than it counts, by type: in the end its rows are all there is. */
  readonly incomplete: Map<AccountType, number>;
  /** When an account that the log names was found to be archived, by remote id; monotonic ms. */
  readonly archivedAt: Map<string, number>;
}

/**
 * Takes in the changes and deletions since the last refresh of this type. The cursor moves only when both are known, to
 * the `Date` of the first page.
 */
export async function* refresh(
  context: SyncContext,
  type: AccountType,
  memory: RefreshMemory = { incomplete: new Map(), archivedAt: new Map() },
): Steps<Went> {
  const { incomplete, archivedAt } = memory;
  const since = refreshSince(context.mirror.progress(type));
  if (since === null) return 'on';
  const changed = yield* changes(context, type, since);
  if (changed.went === 'stopped') return 'stopped';
  const deleted = yield* deletions(context, type, { since, listed: changed.listed, archivedAt });
  if (deleted === 'stopped' || deleted === 'stuck') return deleted;
  if (changed.went === 'stuck') return 'stuck';
  const times = changed.whole ? 0 : (incomplete.get(type) ?? 0) + 1;
  incomplete.set(type, times);
  const at = context.time.clock.now();
  const learned = { since, date: changed.date, inHands: deleted === 'in-hands', incomplete: times, at };
  const after = afterRefresh(context.mirror.progress(type), learned);
  if (typeof after === 'string') return after;
  const kept = await context.mirror.keepProgress(after);
  if (!kept.ok) context.link.hold(kept.problem);
  return kept.ok ? 'on' : 'stopped';
}

interface Changes {
  readonly went: Went;
  /** Whether as many rows came as the list counts. */
  readonly whole: boolean;
  /** The `Date` of the first page, epoch seconds; null without one. */
  readonly date: number | null;
  /** Remote ids. */
  readonly listed: ReadonlySet<string>;
}

async function* changes(context: SyncContext, type: AccountType, since: number): Steps<Changes> {
  const listed = new Set<string>();
  let date: number | null = null;
  let count = 0;
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const asked = context.gatekeeper.order.next();
    const filter = { by: 'modifiedSince', epochSeconds: since } as const;
    const answer = await ask(context, (gateway) => gateway.list({ type, page, pageLimit: PAGE, filter }));
    if (answer === null) return { went: 'stopped', whole: false, date, listed };
    if (!answer.ok) {
      if (answer.problem.what === 'not-found' && page > 1) break;
      return { went: await afterFailure(context, type, answer), whole: false, date, listed };
    }
    if (page === 1 && answer.serverDate !== null) date = cursorOf(answer.serverDate);
    ({ count, pages } = answer.value);
    for (const { id } of answer.value.accounts) listed.add(id);
    if (!(await ingest(context, type, answer.value.accounts, asked)))
      return { went: 'stopped', whole: false, date, listed };
    yield;
  }
  return { went: 'on', whole: listed.size === count, date, listed };
}

/** `in-hands`: at least one that was deleted there is kept until its person is done with it. */
type Removed = Went | 'in-hands';

interface Log {
  /** Epoch seconds. */
  readonly since: number;
  /** Remote ids that a list has just shown. */
  readonly listed: ReadonlySet<string>;
  readonly archivedAt: Map<string, number>;
}

async function* deletions(context: SyncContext, type: AccountType, log: Log): Steps<Removed> {
  let all: Removed = 'on';
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
      if (!isToBeViewed(context, type, remoteId, log)) continue;
      const removed = await removeDeleted(context, type, remoteId, log);
      if (removed === 'in-hands') all = removed;
      else if (removed !== 'on') return removed;
      yield;
    }
    yield;
  }
  return all;
}

/**
 * Whether it concerns what is here: a downloaded account of that type, or one that was sent from here and left the lists
 * before they were read. The log keeps an archived account's line for as long as a refresh looks back: it is asked about
 * once, and a second time before that, should it have been deleted since.
 */
function isToBeViewed(
  { mirror, accounts, time }: SyncContext,
  type: AccountType,
  remoteId: string,
  { archivedAt }: Log,
): boolean {
  const row = mirror.accounts.get(remoteId);
  if (row === undefined) {
    const record = accounts.records.get(accounts.identity.localIdOf(remoteId));
    return record?.type === type && record.remoteId === remoteId && isSettled(record);
  }
  if (row.account.type !== type) return false;
  const at = archivedAt.get(remoteId);
  const known = isArchivedThere(row.rest) && at !== undefined;
  return !known || time.clock.mono() - at > (REFRESH_OVERLAP_SECONDS * 1_000) / 2;
}

/**
 * The log names what is gone, prospects that became customers, accounts that came back since, and perhaps archived
 * ones: the account itself says which it is.
 */
async function removeDeleted(
  context: SyncContext,
  type: AccountType,
  remoteId: string,
  log: Log,
): Promise<Removed> {
  const asked = context.gatekeeper.order.next();
  const answer = await ask(context, (gateway) => gateway.view(remoteId, type));
  if (answer === null) return 'stopped';
  if (answer.ok) {
    const there = stillThere(context, answer.value, type, log);
    if (isArchivedThere(there.extra)) log.archivedAt.set(remoteId, context.time.clock.mono());
    return (await ingest(context, there.type, [there], asked)) ? 'on' : 'stopped';
  }
  if (answer.problem.what !== 'not-found') return afterFailure(context, type, answer);
  // Whoever has it on screen can save what they type; then the preflight finds it gone, and they are asked.
  const localId = context.accounts.identity.localIdOf(remoteId);
  if (namesOf({ localId, remoteId }).some((name) => isInHands(context, name))) return 'in-hands';
  const removed = await context.mirror.remove([remoteId]);
  if (!removed.ok) {
    context.link.hold(removed.problem);
    return 'stopped';
  }
  // Sent edits are history; of unsent ones a person is asked when the preflight finds the account gone. An account that was
  // created again goes on under the local id of the one that is gone.
  if (context.accounts.records.get(localId)?.remoteId !== remoteId) return 'on';
  const settled = await context.accounts.settle(localId);
  if (!settled.ok) context.link.hold(settled.problem);
  return settled.ok ? 'on' : 'stopped';
}

/**
 * Named by the log, and there: archived, where the view says so, or says nothing and no list shows it. Else a prospect
 * became a customer, unless the view says what it is, or the prospects' list has just shown it.
 */
function stillThere(
  { mirror }: SyncContext,
  { extra = {}, ...account }: Listed,
  type: AccountType,
  { listed }: Log,
): Listed & { readonly type: AccountType; readonly extra: NonNullable<Listed['extra']> } {
  const told = 'archived' in extra ? isArchivedThere(extra) : null;
  const archived = told ?? (type !== 'prospect' && !listed.has(account.id));
  const becomes = type === 'prospect' && !archived && !listed.has(account.id) ? 'customer' : type;
  const rest = mirror.accounts.get(account.id)?.rest ?? {};
  return { ...account, type: account.type ?? becomes, extra: { ...rest, ...extra, archived } };
}

/** It is on screen, or has a draft that isn't saved yet. */
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
  skipped: ReadonlySet<AccountType>,
  missing = new Map<AccountType, number>(),
): Steps {
  for (const type of ACCOUNT_TYPES) {
    const progress = context.mirror.progress(type);
    if (skipped.has(type) || progress.mark === null || progress.scan !== null) continue;
    const asked = context.gatekeeper.order.next();
    const answer = await ask(context, (gateway) => gateway.list({ type, page: 1, pageLimit: 1 }));
    if (answer === null) return false;
    if (!answer.ok) {
      if ((await afterFailure(context, type, answer)) === 'stopped') return false;
      continue;
    }
    // It was asked for its count; but its one account has been seen as it is now.
    if (!(await ingest(context, type, answer.value.accounts, asked))) return false;
    const here = context.mirror.accounts.countOf(type);
    const learned = afterRecount(answer.value.count, here, missing.get(type) ?? 0);
    missing.set(type, learned.missing);
    if (learned.isDownloadedAgain) {
      const kept = await context.mirror.keepProgress({ ...context.mirror.progress(type), scan: FIRST });
      if (!kept.ok) return false;
    }
    yield;
  }
  return true;
}
