import type { AccountType, RemoteAccount } from '../../../shared/account.ts';
import { isArchivedThere } from '../../store/schemas/mirror-form.ts';
import type { Instant } from '../../../shared/outbox/record.ts';
import {
  dueUpdates,
  isOvertaken,
  lagsBehind,
  listsOf,
  listStart,
  worthOf,
} from '../../../shared/sync/batch-preflight.ts';
import type { KnownHere, ListStart } from '../../../shared/sync/batch-preflight.ts';
import { isStillGood } from '../../../shared/sync/preflight.ts';
import { handleFailure } from '../handle-failure.ts';
import { isStaleHere } from '../staleness.ts';
import { PAGE } from '../pull/download.ts';
import { ask } from '../context.ts';
import type { Seen, SyncContext } from '../context.ts';

interface Page {
  readonly asked: number;
  readonly at: Instant;
  readonly accounts: ReadonlyMap<string, RemoteAccount>;
  /** Remote ids that the deleted log names since then: they may be archived, and changed before that. */
  readonly named: ReadonlySet<string>;
}

/**
 * One list as the preflight of many updates. It is asked for from a time at which the mirror was complete, must show an
 * account that is known to have changed since, and must be whole. An account that it does not show, and that the deleted
 * log does not name, has not changed since then, so the mirror has it as it is.
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
    // An archived account may change without any list that shows it.
    if (downloaded?.type !== type || isArchivedThere(row?.rest ?? {})) return null;
    const page = this.#fresh(context, localId, type) ?? (await this.#askOnce(context, localId, type));
    if (page === null || page.named.has(remoteId)) return null;
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
      const known = (id: string) => page.accounts.get(id) ?? mirror.accounts.get(id)?.account;
      if (listsOf(of).includes(type) && isOvertaken(accounts, known)) this.#pages.delete(of);
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
    if (lists.length < listsOf(type).length || lists.length >= dueUpdates(context.accounts, type))
      return null;
    const named = new Set<string>();
    // The lists come last: what is written beside them meanwhile is not in them.
    for (const start of lists) {
      const log = await this.#readLog(context, start);
      if (log === null) return null;
      for (const id of log) named.add(id);
    }
    for (const start of lists) {
      const found = await this.#read(context, start);
      if (found === null) return null;
      for (const [id, account] of found) accounts.set(id, account);
    }
    const known = knownHere(context);
    const caught = lists.filter((start) => lagsBehind(known, start, accounts));
    for (const start of caught) this.#distrust(context, start.type);
    if (caught.length > 0) return null;
    const page = { asked, at, accounts, named };
    this.#pages.set(type, page);
    return page;
  }

  /** All that changed from then on (epoch seconds); null: it is not known. */
  async #read(
    context: SyncContext,
    { type, from }: ListStart,
  ): Promise<ReadonlyMap<string, RemoteAccount> | null> {
    const filter = { by: 'modifiedSince', epochSeconds: from - 1 } as const;
    const answer = await ask(context, (gateway) => gateway.list({ type, page: 1, pageLimit: PAGE, filter }));
    if (answer === null) return null;
    if (!answer.ok) {
      if (answer.problem.what === 'forbidden') this.#useless.set(type, from);
      await handleFailure(context, { purpose: 'batch-preflight', type }, answer);
      return null;
    }
    const found = new Map(answer.value.accounts.map((account) => [account.id, { ...account, type }]));
    const { isWhole, isUseless, isDistrusted } = worthOf(answer.value, found.size);
    if (isUseless) {
      this.#useless.set(type, from);
      // Once the mirror has all of this, a shorter list will do.
      if (this.#start(context, type) === null) this.#refreshFirst();
    }
    if (isDistrusted) this.#distrust(context, type);
    return isWhole ? found : null;
  }

  /** What left the lists since then; null: it is not known. Where this key may not see the log, nobody can tell. */
  async #readLog(context: SyncContext, { type, from }: ListStart): Promise<readonly string[] | null> {
    const about = { type, page: 1, pageLimit: PAGE, since: from - 1 };
    const answer = await ask(context, (gateway) => gateway.deleted(about));
    if (answer === null) return null;
    if (answer.ok) return answer.value.pages > 1 ? null : answer.value.deleted;
    const isNone = ['forbidden', 'not-found', 'wrong-address'].includes(answer.problem.what);
    if (!isNone) await handleFailure(context, { purpose: 'batch-preflight', type }, answer);
    return isNone ? [] : null;
  }

  /** A list that was caught leaving something out may leave out something else the next moment. */
  #distrust({ mirror }: SyncContext, type: AccountType): void {
    this.#distrusted.set(type, mirror.progress(type).mark);
  }

  #start(context: SyncContext, type: AccountType): ListStart | null {
    const { mark, scan } = context.mirror.progress(type);
    if (mark === null || scan !== null || this.#distrusted.get(type) === mark) return null;
    return listStart(knownHere(context), type, { mark, useless: this.#useless.get(type) ?? 0 });
  }
}

function knownHere(context: SyncContext): KnownHere {
  const { accounts, mirror } = context;
  return {
    records: accounts.records,
    lastChanged: (type, by) => mirror.accounts.lastChanged(type, by),
    isArchived: (remoteId) => isArchivedThere(mirror.accounts.get(remoteId)?.rest ?? {}),
    isStale: (account) => isStaleHere(context, account),
  };
}
