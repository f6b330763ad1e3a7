import type { AccountType, RemoteAccount } from '../../../shared/account.ts';
import { stampOf } from '../../../shared/outbox/freshness.ts';
import { elapsed } from '../../../shared/sync/elapsed.ts';
import type { Instant, OutboxRecord } from '../../../shared/outbox/record.ts';
import { isDirty } from '../../../shared/outbox/transitions.ts';
import type { Mirror } from '../../mirror/mirror.ts';
import { isStale } from '../staleness.ts';
import { PAGE } from '../pull/download.ts';
import { OVERLAP } from '../pull/refresh.ts';
import { ask } from '../context.ts';
import type { Lists, Seen, SyncContext } from '../context.ts';

/** How long what a check has shown may be relied on, ms. */
export const CHECK_IS_GOOD = 30_000;
/** Several clocks, late commits: the mirror is believed up to so many seconds before its mark. */
const SLACK = 120;
/**
 * How far back a list goes, the best first: a look at what changed may have been told too little, and is made good by
 * the next one only. Where too much has changed since then, it is believed.
 */
const BACK = [OVERLAP, SLACK];

/** A list to be asked for. */
interface Start {
  readonly type: AccountType;
  /** From when on, epoch seconds. */
  readonly from: number;
  /** The account that it has to show; null where records here know of some. */
  readonly shows: string | null;
}

interface Page {
  readonly asked: number;
  readonly at: Instant;
  readonly accounts: ReadonlyMap<string, RemoteAccount>;
}

/**
 * One list as the check before many updates. It is asked for from a time at which the mirror was complete, must show an
 * account that is known to have changed since, and must be whole. What it does not show has not changed since then, so
 * the mirror has it as it is.
 */
export class BatchPreflight implements Lists {
  readonly #mirror: Mirror;
  readonly #pages = new Map<AccountType, Page>();
  /** A list from then on told nothing, nor would one from before, until the mirror has moved on; epoch seconds. */
  readonly #useless = new Map<AccountType, number>();
  /** Until the mirror has moved on from that mark, which takes a look at what changed. */
  readonly #distrusted = new Map<AccountType, number | null>();

  constructor(mirror: Mirror) {
    this.#mirror = mirror;
  }

  async look(
    context: SyncContext,
    localId: string,
    remoteId: string,
    type: AccountType,
  ): Promise<Seen | null> {
    const downloaded = this.#mirror.accounts.get(remoteId)?.account;
    if (downloaded?.type !== type) return null;
    const page = this.#fresh(context, localId, type) ?? (await this.#ask(context, type));
    if (page === null) return null;
    const theirs = page.accounts.get(remoteId) ?? downloaded;
    return isStale(context, theirs) ? null : { theirs, at: page.at };
  }

  heard(type: AccountType, accounts: readonly RemoteAccount[]): void {
    for (const [of, page] of this.#pages) {
      if (listsOf(of).includes(type) && this.#overtaken(page, accounts)) this.#pages.delete(of);
    }
  }

  #overtaken(page: Page, accounts: readonly RemoteAccount[]): boolean {
    const known = ({ id }: RemoteAccount): RemoteAccount | undefined =>
      page.accounts.get(id) ?? this.#mirror.accounts.get(id)?.account;
    return accounts.some((one) => JSON.stringify(known(one)?.values) !== JSON.stringify(one.values));
  }

  #fresh(context: SyncContext, localId: string, type: AccountType): Page | null {
    const page = this.#pages.get(type);
    if (page === undefined || !context.requestOrder.isNewer(page.asked, localId)) return null;
    return elapsed(page.at, context.rateLimiter.instant()).atMost <= CHECK_IS_GOOD ? page : null;
  }

  async #ask(context: SyncContext, type: AccountType): Promise<Page | null> {
    const at = context.rateLimiter.instant();
    const asked = context.requestOrder.next();
    const accounts = new Map<string, RemoteAccount>();
    const lists = listsOf(type).flatMap((listed) => this.#start(context, listed) ?? []);
    // One that can't be asked for makes the others worthless.
    if (lists.length < listsOf(type).length || lists.length >= dueUpdates(context, type)) return null;
    for (const start of lists) {
      const found = await this.#read(context, start);
      if (found === null) return null;
      for (const [id, account] of found) accounts.set(id, account);
    }
    const caught = lists.filter((start) => lagsBehind(context, start, accounts));
    for (const start of caught) this.#distrust(start.type);
    if (caught.length > 0) return null;
    const page = { asked, at, accounts };
    this.#pages.set(type, page);
    return page;
  }

  /** All that changed from then on (epoch seconds); null: it is not known. */
  async #read(
    context: SyncContext,
    { type, from }: Start,
  ): Promise<ReadonlyMap<string, RemoteAccount> | null> {
    const filter = { by: 'modifiedSince', epochSeconds: from - 1 } as const;
    const answer = await ask(context, (gateway) => gateway.list({ type, page: 1, pageLimit: PAGE, filter }));
    // Told to wait: the question that comes next has to.
    if (answer?.ok === false && answer.problem.what === 'over-limit')
      await context.coolDown(answer.retryAfter);
    if (answer?.ok === false && answer.problem.what === 'forbidden') this.#useless.set(type, from);
    if (answer?.ok !== true) return null;
    const { pages, count, accounts } = answer.value;
    if (pages > 1) {
      this.#useless.set(type, from);
      // Once the mirror has all of this, a shorter list will do.
      if (this.#start(context, type) === null) context.pull.comeFirst();
    }
    const found = new Map(accounts.map((account) => [account.id, { ...account, type }]));
    if (found.size === count) return found;
    if (pages <= 1) this.#distrust(type);
    return null;
  }

  /** A list that was caught leaving something out may leave out something else the next moment. */
  #distrust(type: AccountType): void {
    this.#distrusted.set(type, this.#mirror.progress(type).mark);
  }

  #start(context: SyncContext, type: AccountType): Start | null {
    const { mark, scan } = this.#mirror.progress(type);
    if (mark === null || scan !== null || this.#distrusted.get(type) === mark) return null;
    const starts = BACK.flatMap((back) => this.#from(context, type, mark - back) ?? []);
    return starts.find(({ from }) => from > (this.#useless.get(type) ?? 0)) ?? null;
  }

  /** What was written here since is the best proof: the mirror's last change may be one of thousands in one second. */
  #from(context: SyncContext, type: AccountType, latest: number): Start | null {
    if (hereSince(context, type, latest)) return { type, from: latest, shows: null };
    const known = this.#mirror.accounts.lastChanged(type, latest);
    return known === null ? null : { type, from: known.modified, shows: known.id };
  }
}

/** Whether a record here knows of a change from then on: a list has to show it. */
function hereSince(context: SyncContext, type: AccountType, from: number): boolean {
  for (const record of context.accounts.records.values()) if (hasToShow(record, type, from)) return true;
  return false;
}

/** A prospect that became a customer is missing from the prospects' list, whatever was changed in it since. */
function listsOf(type: AccountType): readonly AccountType[] {
  return type === 'prospect' ? ['prospect', 'customer'] : [type];
}

/** Whether a list of what changed from then on (epoch seconds) has to show this record's account. */
function hasToShow(
  { type, remoteId, state, modified }: OutboxRecord,
  listed: AccountType,
  from: number,
): boolean {
  return type === listed && remoteId !== null && state.name !== 'gone' && stampOf(modified) >= from * 1_000;
}

/**
 * A list that shows an older state than the one known here, or misses what we ourselves wrote since: what it doesn't
 * show may have changed all the same.
 */
function lagsBehind(
  context: SyncContext,
  { type, from, shows }: Start,
  listed: ReadonlyMap<string, RemoteAccount>,
): boolean {
  if (shows !== null && !listed.has(shows)) return true;
  for (const account of listed.values()) if (isStale(context, account)) return true;
  for (const record of context.accounts.records.values()) {
    if (hasToShow(record, type, from) && !listed.has(record.remoteId ?? '')) return true;
  }
  return false;
}

/** Lists are worth their requests when they serve more updates than they are. */
function dueUpdates(context: SyncContext, type: AccountType): number {
  let due = 0;
  for (const record of context.accounts.records.values()) {
    const { state, remoteId, discarded } = record;
    if (record.type !== type || remoteId === null || discarded) continue;
    if (state.name === 'waiting' && isDirty(record)) due += 1;
  }
  return due;
}
