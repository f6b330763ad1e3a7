import type { AccountType, RemoteAccount } from '../../../shared/account.ts';
import { isArchivedThere } from '../../store/schemas/mirror-form.ts';
import { stampOf } from '../../../shared/outbox/freshness.ts';
import type { Instant, OutboxRecord } from '../../../shared/outbox/record.ts';
import { isDirty } from '../../../shared/outbox/transitions.ts';
import { isStillGood } from '../../../shared/sync/preflight.ts';
import { REFRESH_OVERLAP_SECONDS, SERVER_CLOCKS_DIFFER } from '../../../shared/sync/waits.ts';
import { handleFailure } from '../handle-failure.ts';
import { isStaleHere } from '../staleness.ts';
import { PAGE } from '../pull/download.ts';
import { ask } from '../context.ts';
import type { Seen, SyncContext } from '../context.ts';

/**
 * How far before the mirror's cursor a list goes, seconds, the best first: a refresh may have been told too little, and
 * is made good by the next one only. Where too much has changed since then, it is believed.
 */
const BACK = [REFRESH_OVERLAP_SECONDS, SERVER_CLOCKS_DIFFER / 1_000];

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
 * One list as the preflight of many updates. It is asked for from a time at which the mirror was complete, must show an
 * account that is known to have changed since, and must be whole. An account that it does not show has not changed since
 * then, so the mirror has it as it is.
 */
export class BatchPreflight {
  readonly #refreshFirst: () => void;
  readonly #pages = new Map<AccountType, Page>();
  readonly #asking = new Map<AccountType, Promise<Page | null>>();
  /** A list from then on proved nothing, nor would one from before, until the mirror has moved on; epoch seconds. */
  readonly #useless = new Map<AccountType, number>();
  /** Until the mirror has moved on from that cursor, which takes a refresh. */
  readonly #distrusted = new Map<AccountType, number | null>();

  /** @param refreshFirst lets the mirror be refreshed before more is sent, so that a shorter list will do */
  constructor(refreshFirst: () => void) {
    this.#refreshFirst = refreshFirst;
  }

  /** The account as a list proves it to be now; null: it has to be asked for by itself. */
  async lookup(
    context: SyncContext,
    localId: string,
    remoteId: string,
    type: AccountType,
  ): Promise<Seen | null> {
    const row = context.mirror.accounts.get(remoteId);
    const downloaded = row?.account;
    // What is archived may change without any list that shows it.
    if (downloaded?.type !== type || isArchivedThere(row?.rest ?? {})) return null;
    const page = this.#fresh(context, localId, type) ?? (await this.#askOnce(context, localId, type));
    if (page === null) return null;
    const theirs = page.accounts.get(remoteId) ?? downloaded;
    return isStaleHere(context, theirs) ? null : { theirs, at: page.at };
  }

  /** Another request brought these: a list that they have overtaken proves nothing any more. */
  heard(
    { mirror }: Pick<SyncContext, 'mirror'>,
    type: AccountType,
    accounts: readonly RemoteAccount[],
  ): void {
    for (const [of, page] of this.#pages) {
      if (listsOf(of).includes(type) && isOvertaken(mirror, page, accounts)) this.#pages.delete(of);
    }
  }

  #fresh(context: SyncContext, localId: string, type: AccountType): Page | null {
    const page = this.#pages.get(type);
    if (page === undefined || !context.gatekeeper.order.isNewer(page.asked, localId)) return null;
    return isStillGood(page.at, context.gatekeeper.instant()) ? page : null;
  }

  /** Updates that are sent side by side ask for one list together. */
  async #askOnce(context: SyncContext, localId: string, type: AccountType): Promise<Page | null> {
    const running = this.#asking.get(type);
    if (running !== undefined) {
      await running;
      return this.#fresh(context, localId, type);
    }
    const asking = this.#ask(context, type).finally(() => this.#asking.delete(type));
    this.#asking.set(type, asking);
    return asking;
  }

  async #ask(context: SyncContext, type: AccountType): Promise<Page | null> {
    const at = context.gatekeeper.instant();
    const asked = context.gatekeeper.order.next();
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
    for (const start of caught) this.#distrust(context, start.type);
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
    if (answer === null) return null;
    if (!answer.ok) {
      if (answer.problem.what === 'forbidden') this.#useless.set(type, from);
      await handleFailure(context, { purpose: 'batch-preflight', type }, answer);
      return null;
    }
    const { pages, count, accounts } = answer.value;
    if (pages > 1) {
      this.#useless.set(type, from);
      // Once the mirror has all of this, a shorter list will do.
      if (this.#start(context, type) === null) this.#refreshFirst();
    }
    const found = new Map(accounts.map((account) => [account.id, { ...account, type }]));
    if (found.size === count) return found;
    if (pages <= 1) this.#distrust(context, type);
    return null;
  }

  /** A list that was caught leaving something out may leave out something else the next moment. */
  #distrust({ mirror }: SyncContext, type: AccountType): void {
    this.#distrusted.set(type, mirror.progress(type).mark);
  }

  #start(context: SyncContext, type: AccountType): Start | null {
    const { mark, scan } = context.mirror.progress(type);
    if (mark === null || scan !== null || this.#distrusted.get(type) === mark) return null;
    const starts = BACK.flatMap((back) => this.#from(context, type, mark - back) ?? []);
    return starts.find(({ from }) => from > (this.#useless.get(type) ?? 0)) ?? null;
  }

  /** A write of ours since then is the best proof: the mirror's last change may be one of thousands in one second. */
  #from(context: SyncContext, type: AccountType, latest: number): Start | null {
    if (hereSince(context, type, latest)) return { type, from: latest, shows: null };
    const known = context.mirror.accounts.lastChanged(type, latest);
    return known === null ? null : { type, from: known.modified, shows: known.id };
  }
}

function isOvertaken(mirror: SyncContext['mirror'], page: Page, accounts: readonly RemoteAccount[]): boolean {
  const known = ({ id }: RemoteAccount): RemoteAccount | undefined =>
    page.accounts.get(id) ?? mirror.accounts.get(id)?.account;
  return accounts.some((one) => JSON.stringify(known(one)?.values) !== JSON.stringify(one.values));
}

/** Whether a record here knows of a change from then on: a list has to show it. */
function hereSince(context: SyncContext, type: AccountType, from: number): boolean {
  for (const record of context.accounts.records.values())
    if (hasToShow(context, record, type, from)) return true;
  return false;
}

/** A prospect that became a customer is missing from the prospects' list, whatever was changed in it since. */
function listsOf(type: AccountType): readonly AccountType[] {
  return type === 'prospect' ? ['prospect', 'customer'] : [type];
}

/** Whether a list of what changed from then on (epoch seconds) has to show this record's account. */
function hasToShow(
  { mirror }: SyncContext,
  { type, remoteId, state, modified }: OutboxRecord,
  listed: AccountType,
  from: number,
): boolean {
  const there = type === listed && remoteId !== null && state.name !== 'gone';
  if (!there || stampOf(modified) < from * 1_000) return false;
  return !isArchivedThere(mirror.accounts.get(remoteId)?.rest ?? {});
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
  for (const account of listed.values()) if (isStaleHere(context, account)) return true;
  for (const record of context.accounts.records.values()) {
    if (hasToShow(context, record, type, from) && !listed.has(record.remoteId ?? '')) return true;
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
