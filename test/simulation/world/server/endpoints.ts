import type { AccountType, RemoteAccount, Values } from '../../../../shared/account.ts';
import type {
  DeletedPage,
  DeletedQuery,
  Listed,
  ListPage,
  ListQuery,
} from '../../../../electron/salesbinder/gateway.ts';
import type { VirtualTime } from '../../../support/virtual-clock.ts';
import { latest, stamp } from './server-accounts.ts';
import type { ServerAccounts, Row, ServerAccount } from './server-accounts.ts';
import { hash } from '../../../support/rng.ts';
import { NOT_FOUND } from './request.ts';
import type { Request, Served, Observer } from './request.ts';
import type { FaultPeriod, FaultPlan } from '../fault-plan.ts';

interface EndpointParts {
  readonly accounts: ServerAccounts;
  readonly time: VirtualTime;
  readonly faultPlan: FaultPlan;
  readonly observers: readonly Observer[];
  readonly period: (is: FaultPeriod['is']) => FaultPeriod | undefined;
}

/** The four questions as SalesBinder answers them, once they are through its door. */
export class Endpoints {
  readonly #parts: EndpointParts;

  constructor(parts: EndpointParts) {
    this.#parts = parts;
  }

  create(request: Request, type: AccountType, sent: Values): Served<RemoteAccount> {
    const refusal = this.#refusal(sent, null);
    if (refusal !== null) return refusal;
    const account = this.#parts.accounts.create(type, sent, this.#parts.time.now, request.no);
    this.#wrote(request, account);
    const echo = this.#row(account, latest(account).said);
    const mentioned = Object.entries(echo.values).filter(([key]) => key in sent);
    return { value: { ...echo, values: Object.fromEntries(mentioned) } };
  }

  update(request: Request, remoteId: string, sent: Values): Served<RemoteAccount> {
    const account = this.#parts.accounts.byId.get(remoteId);
    if (account === undefined || account.deletedAt !== null) return NOT_FOUND;
    const refusal = this.#refusal(sent, remoteId);
    if (refusal !== null) return refusal;
    if (request.saysOnly && this.#isStill(account)) return { value: this.#row(account, sent) };
    this.#parts.accounts.update(account, sent, this.#parts.time.now, request.no);
    this.#wrote(request, account);
    return { value: this.#row(account, latest(account).said) };
  }

  /** Nobody could tell otherwise that nothing was saved: what changed since the app looked has a newer stamp too. */
  #isStill(account: ServerAccount): boolean {
    const { time, faultPlan } = this.#parts;
    const long = time.now - latest(account).at > LONGEST_STALE;
    return long && !faultPlan.oddities.has('stamps-without-zone');
  }

  view(request: Request, remoteId: string): Served<Listed> {
    const account = this.#parts.accounts.byId.get(remoteId);
    if (account === undefined || account.deletedAt !== null) return NOT_FOUND;
    request.account = remoteId;
    // The documented sample of "View" has no context.
    const withContext = hash(`${request.leftAt}`) % 2 === 0;
    const row = { ...this.#row(account), type: withContext ? account.type : null };
    const archived = account.archivedAt !== null;
    // Of an account that lists show it need not say so.
    return { value: archived || withContext ? { ...row, extra: { archived } } : row };
  }

  list(request: Request, query: ListQuery): Served<ListPage> {
    const { accounts, period, time, faultPlan } = this.#parts;
    const asOf = period('stale')?.from ?? time.now;
    const short = period('short') !== undefined;
    const truth = accounts.find(query, time.now, faultPlan.serverAhead);
    const shown = this.#shown(accounts.find(query, asOf, faultPlan.serverAhead));
    request.untrue = !sameRows(shown, truth);
    const { page, pages, rows } = this.#page(shown, query);
    if (page > 1 && page > pages) return NOT_FOUND;
    const others = query.filter?.by === 'modifiedSince' && pages <= 1 && period('empty') === undefined;
    // A whole list of what changed says of all others that they did not.
    const ofType = others ? accounts.find({ type: query.type, page: 1, pageLimit: 200 }, asOf, 0) : [];
    request.shown = [
      ...ofType.map(({ id }) => ({ id, asOf: short ? null : asOf })),
      ...rows.map(({ id }) => ({ id, asOf })),
    ];
    const count = shown.length + (faultPlan.oddities.has('counts-too-many') ? 1 : 0);
    return { value: { count, page, pages, accounts: rows.map((one) => this.#row(one)) } };
  }

  deleted(request: Request, query: DeletedQuery): Served<DeletedPage> {
    const { accounts, period, time, faultPlan } = this.#parts;
    const asOf = period('stale')?.from ?? time.now;
    const truth = accounts.deletedSince(query, time.now, faultPlan.serverAhead);
    const empty = period('empty') !== undefined;
    const shown = empty ? [] : accounts.deletedSince(query, asOf, faultPlan.serverAhead);
    request.untrue = shown.length < truth.length;
    const { page, pages, rows } = this.#page(shown, query);
    if (page > 1 && page > pages) return NOT_FOUND;
    return { value: { count: shown.length, page, pages, deleted: rows } };
  }

  /** All of it, or less while a list is not to be trusted. */
  #shown(all: readonly Row[]): readonly Row[] {
    if (this.#parts.period('empty') !== undefined) return [];
    return this.#parts.period('short') === undefined ? all : all.slice(0, Math.floor(all.length / 2));
  }

  #page<T>(all: readonly T[], { page, pageLimit }: { readonly page: number; readonly pageLimit: number }) {
    const limit = Math.min(pageLimit, this.#parts.faultPlan.perPage);
    const pages = Math.ceil(all.length / limit);
    return { page, pages, rows: all.slice((page - 1) * limit, page * limit) };
  }

  #wrote(request: Request, account: ServerAccount): void {
    request.committedAt = this.#parts.time.now;
    request.account = account.id;
    for (const observer of this.#parts.observers) observer.writes(request, account);
  }

  #refusal(sent: Values, self: string | null): Served<never> | null {
    const against = this.#parts.accounts.refuses(sent, self);
    if (against === null) return null;
    const { field, unique } = against;
    const fields = { [field]: unique ? 'This value is already in use' : 'The provided value is invalid' };
    const disguised = this.#parts.faultPlan.oddities.has('refuses-in-disguise');
    const said = disguised ? ({ status: 200, unsure: true } as const) : { status: 422 };
    return {
      problem: { what: 'refused', message: '', fields, ...said, ...(unique ? { unique } : {}) },
      mayHaveActed: disguised,
    };
  }

  #row({ id, number, type, versions }: Row, said: Values = {}): RemoteAccount {
    const { serverAhead, oddities } = this.#parts.faultPlan;
    const dated = !oddities.has('stamps-without-zone');
    const first = versions[0]?.at ?? 0;
    const { values, at } = latest({ versions });
    return {
      ...{ id, number, type, values: { ...values, ...said } },
      created: dated ? stamp(first, serverAhead) : null,
      modified: dated ? stamp(at, serverAhead) : null,
    };
  }
}

/** Of the periods in which lists show an older state, ms. */
const LONGEST_STALE = 3 * 60_000;

function sameRows(a: readonly Row[], b: readonly Row[]): boolean {
  const as = (rows: readonly Row[]): string =>
    rows.map(({ id, versions }) => `${id}/${versions.length}`).join();
  return as(a) === as(b);
}
