import type { AccountType, RemoteAccount, Values } from '../../shared/account.ts';
import type { DeletedPage, DeletedQuery, ListPage, ListQuery } from '../../electron/salesbinder/gateway.ts';
import type { VirtualTime } from '../support/virtual-clock.ts';
import { latest, stamp } from './accounts-there.ts';
import type { AccountsThere, Row, There } from './accounts-there.ts';
import type { Dice } from './dice.ts';
import { NOT_FOUND } from './traffic.ts';
import type { Request, Served, Watcher } from './traffic.ts';
import type { Spell, Weather } from './weather.ts';

interface Behind {
  readonly there: AccountsThere;
  readonly time: VirtualTime;
  readonly dice: Dice;
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
    return { value: { ...this.#row(account), type: this.#behind.dice.chance(0.5) ? null : account.type } };
  }

  list(request: Request, query: ListQuery): Served<ListPage> {
    if (this.#behind.spell('empty') !== undefined)
      return { value: { count: 0, page: 1, pages: 0, accounts: [] } };
    const asOf = this.#behind.spell('stale')?.from ?? this.#behind.time.now;
    const all = this.#behind.there.find(query, asOf, this.#behind.weather.serverAhead);
    const short = this.#behind.spell('short') !== undefined;
    const rows = short ? all.slice(0, Math.floor(all.length / 2)) : all;
    const limit = Math.min(query.pageLimit, this.#behind.weather.perPage);
    const pages = Math.ceil(rows.length / limit);
    if (query.page > 1 && query.page > pages) return NOT_FOUND;
    const accounts = rows.slice((query.page - 1) * limit, query.page * limit).map((one) => this.#row(one));
    if (query.filter?.by === 'modifiedSince' && pages <= 1) {
      const ofType = this.#behind.there.find({ type: query.type, page: 1, pageLimit: 200 }, asOf, 0);
      request.shown = ofType.map(({ id }) => ({ id, asOf: short ? null : asOf }));
    }
    return { value: { count: rows.length, page: query.page, pages, accounts } };
  }

  deleted(query: DeletedQuery): Served<DeletedPage> {
    if (this.#behind.spell('empty') !== undefined)
      return { value: { count: 0, page: 1, pages: 0, deleted: [] } };
    const asOf = this.#behind.spell('stale')?.from ?? this.#behind.time.now;
    const all = this.#behind.there.deletedSince(query, asOf, this.#behind.weather.serverAhead);
    const limit = Math.min(query.pageLimit, this.#behind.weather.perPage);
    const pages = Math.ceil(all.length / limit);
    if (query.page > 1 && query.page > pages) return NOT_FOUND;
    const deleted = all.slice((query.page - 1) * limit, query.page * limit);
    return { value: { count: all.length, page: query.page, pages, deleted } };
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
