import type { AccountType, RemoteAccount, Values } from '../../../../shared/account.ts';
import type {
  DeletedPage,
  DeletedQuery,
  ListPage,
  ListQuery,
} from '../../../../electron/salesbinder/gateway.ts';
import type { VirtualTime } from '../../../support/virtual-clock.ts';
import { latest, stamp } from './server-accounts.ts';
import type { AccountsThere, Row, There } from './server-accounts.ts';
import { hash } from '../../../support/rng.ts';
import { NOT_FOUND } from './request.ts';
import type { Request, Served, Watcher } from './request.ts';
import type { Spell, Weather } from '../fault-plan.ts';

interface Behind {
  readonly there: AccountsThere;
  readonly time: VirtualTime;
  readonly weather: Weather;
  readonly watchers: readonly Watcher[];
  readonly spell: (is: Spell['is']) => Spell | undefined;
}

/** The four questions as SalesBinder answers them, once they are through its door. */
export class Counter {
  readonly #behind: Behind;

  constructor(behind: Behind) {
    this.#behind = behind;
  }

  create(request: Request, type: AccountType, sent: Values): Served<RemoteAccount> {
    const refusal = this.#refusal(sent, null);
    if (refusal !== null) return refusal;
    const account = this.#behind.there.create(type, sent, this.#behind.time.now, request.no);
    this.#wrote(request, account);
    const echo = this.#row(account);
    const mentioned = Object.entries(echo.values).filter(([key]) => key in sent);
    return { value: { ...echo, values: Object.fromEntries(mentioned) } };
  }

  update(request: Request, remoteId: string, sent: Values): Served<RemoteAccount> {
    const account = this.#behind.there.byId.get(remoteId);
    if (account === undefined || account.deletedAt !== null) return NOT_FOUND;
    const refusal = this.#refusal(sent, remoteId);
    if (refusal !== null) return refusal;
    this.#behind.there.update(account, sent, this.#behind.time.now, request.no);
    this.#wrote(request, account);
    return { value: this.#row(account) };
  }

  view(request: Request, remoteId: string): Served<RemoteAccount> {
    const account = this.#behind.there.byId.get(remoteId);
    if (account === undefined || account.deletedAt !== null) return NOT_FOUND;
    request.account = remoteId;
    // The documented sample of "View" has no context.
    const withContext = hash(`${request.leftAt}`) % 2 === 0;
    return { value: { ...this.#row(account), type: withContext ? account.type : null } };
  }

  list(request: Request, query: ListQuery): Served<ListPage> {
    const { there, spell, time, weather } = this.#behind;
    const asOf = spell('stale')?.from ?? time.now;
    const short = spell('short') !== undefined;
    const truth = there.find(query, time.now, weather.serverAhead);
    const shown = this.#shown(there.find(query, asOf, weather.serverAhead));
    request.untrue = !sameRows(shown, truth);
    const { page, pages, rows } = this.#page(shown, query);
    if (page > 1 && page > pages) return NOT_FOUND;
    const others = query.filter?.by === 'modifiedSince' && pages <= 1 && spell('empty') === undefined;
    // A whole list of what changed says of all others that they did not.
    const ofType = others ? there.find({ type: query.type, page: 1, pageLimit: 200 }, asOf, 0) : [];
    request.shown = [
      ...ofType.map(({ id }) => ({ id, asOf: short ? null : asOf })),
      ...rows.map(({ id }) => ({ id, asOf })),
    ];
    return { value: { count: shown.length, page, pages, accounts: rows.map((one) => this.#row(one)) } };
  }

  deleted(request: Request, query: DeletedQuery): Served<DeletedPage> {
    const { there, spell, time, weather } = this.#behind;
    const asOf = spell('stale')?.from ?? time.now;
    const truth = there.deletedSince(query, time.now, weather.serverAhead);
    const empty = spell('empty') !== undefined;
    const shown = empty ? [] : there.deletedSince(query, asOf, weather.serverAhead);
    request.untrue = shown.length < truth.length;
    const { page, pages, rows } = this.#page(shown, query);
    if (page > 1 && page > pages) return NOT_FOUND;
    return { value: { count: shown.length, page, pages, deleted: rows } };
  }

  /** All of it, or less while a list is not to be trusted. */
  #shown(all: readonly Row[]): readonly Row[] {
    if (this.#behind.spell('empty') !== undefined) return [];
    return this.#behind.spell('short') === undefined ? all : all.slice(0, Math.floor(all.length / 2));
  }

  #page<T>(all: readonly T[], { page, pageLimit }: { readonly page: number; readonly pageLimit: number }) {
    const limit = Math.min(pageLimit, this.#behind.weather.perPage);
    const pages = Math.ceil(all.length / limit);
    return { page, pages, rows: all.slice((page - 1) * limit, page * limit) };
  }

  #wrote(request: Request, account: There): void {
    request.committedAt = this.#behind.time.now;
    request.account = account.id;
    for (const watcher of this.#behind.watchers) watcher.writes(request, account);
  }

  #refusal(sent: Values, self: string | null): Served<never> | null {
    const against = this.#behind.there.refuses(sent, self);
    if (against === null) return null;
    const { field, unique } = against;
    const fields = { [field]: unique ? 'This value is already in use' : 'The provided value is invalid' };
    return {
      problem: { what: 'refused', status: 422, message: '', fields, ...(unique ? { unique } : {}) },
      mayHaveActed: false,
    };
  }

  #row({ id, number, type, versions }: Row): RemoteAccount {
    const { serverAhead } = this.#behind.weather;
    const first = versions[0]?.at ?? 0;
    const { values, at } = latest({ versions });
    return {
      ...{ id, number, type, values },
      created: stamp(first, serverAhead),
      modified: stamp(at, serverAhead),
    };
  }
}

function sameRows(a: readonly Row[], b: readonly Row[]): boolean {
  const as = (rows: readonly Row[]): string =>
    rows.map(({ id, versions }) => `${id}/${versions.length}`).join();
  return as(a) === as(b);
}
