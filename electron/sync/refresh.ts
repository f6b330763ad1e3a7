import { ACCOUNT_TYPES } from '../../shared/account.ts';
import type { AccountType } from '../../shared/account.ts';
import type { Mirror } from '../mirror.ts';
import { countOf, markOf, PAGE } from './download.ts';
import { afterFailure } from './pull-failure.ts';
import { takeIn } from './take-in.ts';
import { ask } from './way.ts';
import type { Way } from './way.ts';

/** What is asked for again each time, seconds: clocks of several servers, stamps of whole seconds, late commits. */
const OVERLAP = 2 * 60 * 60;

/** Each yield is a place where something more urgent may be sent. @returns whether it came to its end */
export type Steps = AsyncGenerator<undefined, boolean>;

/**
 * What changed and what was deleted since the last look at this type. The mark moves only when both are known, to the
 * `Date` of the first page.
 */
export async function* refresh(way: Way, mirror: Mirror, type: AccountType): Steps {
  const progress = mirror.progress(type);
  if (progress.mark === null) return true;
  const since = Math.max(0, progress.mark - OVERLAP);
  const changed = yield* changes(way, mirror, type, since);
  if (changed === null) return false;
  if (!(yield* deletions(way, mirror, type, since))) return false;
  const now = mirror.progress(type);
  // It was thrown away meanwhile: what this look found is part of nothing.
  if (now.mark === null) return false;
  const kept = await mirror.keepProgress({ ...now, mark: changed, asOf: way.clock.now() });
  if (!kept.ok) way.hold(kept.problem);
  return kept.ok;
}

/** @returns the new mark; null: the list did not come whole, and is asked for again another time */
async function* changes(
  way: Way,
  mirror: Mirror,
  type: AccountType,
  since: number,
): AsyncGenerator<undefined, number | null> {
  const seen = new Set<string>();
  let mark: number | null = null;
  let count = 0;
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const asked = way.order.next();
    const filter = { by: 'modifiedSince', epochSeconds: since } as const;
    const answer = await ask(way, (gateway) => gateway.list({ type, page, pageLimit: PAGE, filter }));
    if (answer === null) return null;
    if (!answer.ok) {
      if (answer.problem.what === 'not-found' && page > 1) break;
      await afterFailure(way, type, answer);
      return null;
    }
    mark ??= markOf(answer.serverDate);
    ({ count, pages } = answer.value);
    for (const { id } of answer.value.accounts) seen.add(id);
    if (!(await takeIn(way, mirror, type, answer.value.accounts, asked))) return null;
    yield;
  }
  return seen.size === count ? mark : null;
}

async function* deletions(way: Way, mirror: Mirror, type: AccountType, since: number): Steps {
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const answer = await ask(way, (gateway) => gateway.deleted({ type, page, pageLimit: PAGE, since }));
    if (answer === null) return false;
    if (!answer.ok) {
      if (answer.problem.what === 'not-found' && page > 1) break;
      await afterFailure(way, type, answer);
      return false;
    }
    ({ pages } = answer.value);
    for (const remoteId of answer.value.deleted) {
      if (!(await bury(way, mirror, type, remoteId))) return false;
    }
    yield;
  }
  return true;
}

/** Only an account that still is what the log says was deleted goes: a prospect that became a customer is not gone. */
async function bury(way: Way, mirror: Mirror, type: AccountType, remoteId: string): Promise<boolean> {
  const row = mirror.accounts.get(remoteId);
  if (row?.account.type !== type) return true;
  if (type === 'prospect') {
    const asked = way.order.next();
    const answer = await ask(way, (gateway) => gateway.view(remoteId, type));
    if (answer === null) return false;
    if (answer.ok) return takeIn(way, mirror, 'customer', [{ ...answer.value, type: 'customer' }], asked);
    if (answer.problem.what !== 'not-found') {
      await afterFailure(way, type, answer);
      return false;
    }
  }
  const removed = await mirror.remove([remoteId]);
  if (!removed.ok) {
    way.hold(removed.problem);
    return false;
  }
  // What had been sent into it is history; what wasn't yet asks its person when the check finds it gone. An account that
  // was created again goes on under the local id of the one that is gone.
  const localId = way.accounts.identity.localIdOf(remoteId);
  if (way.accounts.records.get(localId)?.remoteId !== remoteId) return true;
  const settled = await way.accounts.settle(localId);
  if (!settled.ok) way.hold(settled.problem);
  return settled.ok;
}

/** A list that was short once left accounts out that never change: fewer here than there means downloading again. */
export async function* recount(way: Way, mirror: Mirror, held: ReadonlySet<AccountType>): Steps {
  for (const type of ACCOUNT_TYPES) {
    const progress = mirror.progress(type);
    if (held.has(type) || progress.mark === null || progress.scan !== null) continue;
    const answer = await ask(way, (gateway) => gateway.list({ type, page: 1, pageLimit: 1 }));
    if (answer === null) return false;
    if (!answer.ok) {
      await afterFailure(way, type, answer);
      return false;
    }
    if (answer.value.count > countOf(mirror, type)) {
      const scan = { page: 1, count: 0, mark: 0, rounds: 0 };
      const kept = await mirror.keepProgress({ ...mirror.progress(type), scan });
      if (!kept.ok) return false;
    }
    yield;
  }
  return true;
}
