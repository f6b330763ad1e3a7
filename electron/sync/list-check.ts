import type { AccountType, RemoteAccount } from '../../shared/account.ts';
import { stampOf } from '../../shared/freshness.ts';
import { elapsed } from '../../shared/instant.ts';
import type { Instant } from '../../shared/record.ts';
import { isDirty } from '../../shared/rest.ts';
import type { Mirror } from '../mirror.ts';
import { isBehind } from './behind.ts';
import { PAGE } from './download.ts';
import { ask } from './way.ts';
import type { Lists, Seen, Way } from './way.ts';

/** How long what a check has shown may be relied on, ms. */
export const CHECK_IS_GOOD = 30_000;
/** Several clocks, late commits: the mirror is believed up to so many seconds before its mark. */
const SLACK = 120;

interface Page {
  readonly asked: number;
  readonly at: Instant;
  readonly accounts: ReadonlyMap<string, RemoteAccount>;
}

/**
 * One list page as the check before many updates. It is asked for from one second before a known account's `modified`,
 * so that this account must appear, and it must be whole. What it does not show has not changed since, so the mirror,
 * which was complete later than that, has it as it is.
 */
export class ListCheck implements Lists {
  readonly #mirror: Mirror;
  readonly #pages = new Map<AccountType, Page>();

  constructor(mirror: Mirror) {
    this.#mirror = mirror;
  }

  async look(way: Way, localId: string, remoteId: string, type: AccountType): Promise<Seen | null> {
    const downloaded = this.#mirror.accounts.get(remoteId)?.account;
    // A prospect that became a customer is missing from the prospects' list, whatever was changed in it since.
    if (downloaded?.type !== type || type === 'prospect') return null;
    const page = this.#fresh(way, localId, type) ?? (await this.#ask(way, type));
    if (page === null) return null;
    const theirs = page.accounts.get(remoteId) ?? downloaded;
    return isBehind(way, theirs) ? null : { theirs, at: page.at };
  }

  heard(type: AccountType, accounts: readonly RemoteAccount[]): void {
    const listed = this.#pages.get(type)?.accounts;
    const known = ({ id }: RemoteAccount): RemoteAccount | undefined =>
      listed?.get(id) ?? this.#mirror.accounts.get(id)?.account;
    const overtaken = accounts.some(
      (one) => JSON.stringify(known(one)?.values) !== JSON.stringify(one.values),
    );
    if (overtaken) this.#pages.delete(type);
  }

  #fresh(way: Way, localId: string, type: AccountType): Page | null {
    const page = this.#pages.get(type);
    if (page === undefined || !way.order.isNewer(page.asked, localId)) return null;
    return elapsed(page.at, way.turns.instant()).atMost <= CHECK_IS_GOOD ? page : null;
  }

  async #ask(way: Way, type: AccountType): Promise<Page | null> {
    const known = dueUpdates(way, type) > 1 ? this.#known(type) : null;
    if (known === null) return null;
    const at = way.turns.instant();
    const asked = way.order.next();
    const filter = { by: 'modifiedSince', epochSeconds: known.modified - 1 } as const;
    const answer = await ask(way, (gateway) => gateway.list({ type, page: 1, pageLimit: PAGE, filter }));
    // Told to wait: the question that comes next has to.
    if (answer?.ok === false && answer.problem.what === 'over-limit') await way.rest(answer.retryAfter);
    if (answer?.ok !== true) return null;
    const accounts = new Map(answer.value.accounts.map((account) => [account.id, { ...account, type }]));
    if (accounts.size !== answer.value.count || !accounts.has(known.id)) return null;
    if (lagsBehind(way, type, known.modified, accounts)) return null;
    const page = { asked, at, accounts };
    this.#pages.set(type, page);
    return page;
  }

  /** The account changed last of those that the mirror surely has as they are; `modified` in epoch seconds. */
  #known(type: AccountType): { readonly id: string; readonly modified: number } | null {
    const { mark, scan } = this.#mirror.progress(type);
    if (mark === null || scan !== null) return null;
    return this.#mirror.accounts.lastChanged(type, mark - SLACK);
  }
}

/**
 * A list that shows an older state than the one known here, or misses what we ourselves wrote since: what it doesn't
 * show may have changed all the same. `since`: epoch seconds of the server's.
 */
function lagsBehind(
  way: Way,
  type: AccountType,
  since: number,
  listed: ReadonlyMap<string, RemoteAccount>,
): boolean {
  for (const account of listed.values()) if (isBehind(way, account)) return true;
  for (const record of way.accounts.records.values()) {
    if (record.type !== type || record.remoteId === null || record.state.name === 'gone') continue;
    if (stampOf(record.modified) >= since * 1_000 && !listed.has(record.remoteId)) return true;
  }
  return false;
}

/** A page is worth its request when it serves more than one. */
function dueUpdates(way: Way, type: AccountType): number {
  let due = 0;
  for (const record of way.accounts.records.values()) {
    const { state, remoteId, discarded } = record;
    if (record.type !== type || remoteId === null || discarded) continue;
    if (state.name === 'waiting' && isDirty(record)) due += 1;
  }
  return due;
}
