import type { AccountType, RemoteAccount, Values } from '../../shared/account.ts';
import type { AnswerProblem } from '../../shared/problem.ts';
import type { Answer, Gateway, Listed, ListPage, ListQuery } from '../../electron/salesbinder/gateway.ts';
import type { VirtualTime } from './virtual-clock.ts';

/** The fate of a write: it is done, or done so much later, or not; and its answer arrives, or not. */
export interface Fate {
  /** Ms after it arrived; null: never. */
  readonly done: number | null;
  readonly answered: boolean;
}

export const FINE: Fate = { done: 0, answered: true };
export const LOST_AFTER: Fate = { done: 0, answered: false };
export const LOST_BEFORE: Fate = { done: null, answered: false };

export interface Asked {
  readonly verb: 'create' | 'update' | 'view' | 'list' | 'deleted';
  /** Of a write. */
  readonly attemptId?: string;
  readonly type?: AccountType;
  readonly sent?: Values;
  readonly query?: ListQuery;
}

/** A SalesBinder in virtual time that does as a test tells it. Its clock is the true one, its stamps are whole seconds. */
export class SiteInTime {
  readonly rows = new Map<string, Listed>();
  readonly asked: Asked[] = [];
  /** Each request arrives here; `false`: it is answered with a 429. */
  arrives: () => boolean = () => true;
  /** The wait that a 429 asks for, ms; null: none. */
  retryAfter: number | null = null;
  fate: (request: Asked) => Fate = () => FINE;
  /** Null: the request is not refused. */
  refuses: (request: Asked) => AnswerProblem | null = () => null;
  /** Typed values, as SalesBinder keeps them. */
  keeps: (values: Values) => Values = (values) => values;
  /** Null: lists tell the truth. */
  lists: (query: ListQuery, rows: readonly Listed[]) => readonly Listed[] | AnswerProblem | null = () => null;
  /** Whether its answers have stamps that can be read; it knows its own times anyway. */
  stamped = true;
  /** So many more than a list's rows are in its count. */
  countsTooMany = 0;
  /** Ms by which a request's answer, or the end of waiting for it, comes later. */
  hangs: (request: Asked) => number = () => 0;
  /** Ms from leaving to being answered. */
  trip: () => number = () => 200;
  readonly #time: VirtualTime;

  constructor(time: VirtualTime) {
    this.#time = time;
  }

  readonly gateway: Gateway = {
    create: ({ attemptId, type, values: sent }) =>
      this.#writes({ verb: 'create', attemptId, type, sent }, () => this.#told(this.add(type, sent))),
    update: (id, { attemptId, type, values: sent }) =>
      this.#writes({ verb: 'update', attemptId, type, sent }, () => this.#told(this.edit(id, sent))),
    view: (id) =>
      this.#reads<Listed>({ verb: 'view' }, () => {
        const row = this.rows.get(id);
        return row === undefined ? { what: 'not-found' } : this.#told(row);
      }),
    list: (query) => this.#reads({ verb: 'list', query }, () => this.#list(query)),
    deleted: () => this.#reads({ verb: 'deleted' }, () => ({ count: 0, page: 1, pages: 1, deleted: [] })),
  };

  /** How many requests of that kind arrived. */
  count(verb: Asked['verb']): number {
    return this.asked.filter((one) => one.verb === verb).length;
  }

  /** As a colleague, or a request, would. */
  add(type: AccountType, values: Values): Listed {
    const number = this.rows.size + 1;
    const stamp = this.#stamp();
    const kept = this.keeps(values);
    const row: Listed = {
      ...{ id: `remote-${String(number)}`, number, type, created: stamp, modified: stamp },
      values: kept,
    };
    this.rows.set(row.id, row);
    return row;
  }

  edit(id: string, values: Values): Listed {
    const before = this.rows.get(id);
    if (before === undefined) throw new Error(`There is no account ${id}`);
    const row = { ...before, values: { ...before.values, ...this.keeps(values) }, modified: this.#stamp() };
    this.rows.set(id, row);
    return row;
  }

  #list(query: ListQuery): ListPage | AnswerProblem {
    const { type, page, pageLimit, filter } = query;
    const all = [...this.rows.values()].filter((row) => row.type === type && fits(row, filter));
    const told = this.lists(query, all) ?? all;
    if ('what' in told) return told;
    const pages = Math.ceil(told.length / pageLimit);
    if (page > 1 && page > pages) return { what: 'not-found' };
    const accounts = told.slice((page - 1) * pageLimit, page * pageLimit);
    const count = told.length + this.countsTooMany;
    return { count, page, pages, accounts: accounts.map((row) => this.#told(row)) };
  }

  #told(row: Listed): Listed {
    return this.stamped ? row : { ...row, created: null, modified: null };
  }

  #writes(request: Asked, does: () => Listed): Promise<Answer<RemoteAccount>> {
    const { done, answered } = this.fate(request);
    return this.#travels<Listed>(request, () => {
      if (done !== null && done > 0) this.#time.after(done, () => void does());
      const row = done === 0 ? does() : null;
      return answered && row !== null ? row : { what: 'lost', detail: 'reset' };
    });
  }

  #reads<T extends object>(request: Asked, read: () => T | AnswerProblem): Promise<Answer<T>> {
    return this.#travels(request, read);
  }

  #travels<T extends object>(request: Asked, serve: () => T | AnswerProblem): Promise<Answer<T>> {
    return new Promise((resolve) => {
      const trip = this.trip() + this.hangs(request);
      this.#time.after(trip / 2, () => {
        this.asked.push(request);
        const served = this.arrives()
          ? (this.refuses(request) ?? serve())
          : ({ what: 'over-limit' } as const);
        this.#time.after(trip / 2, () => {
          resolve(this.#answer(served));
        });
      });
    });
  }

  #answer<T extends object>(served: T | AnswerProblem): Answer<T> {
    const serverDate = Math.floor(this.#time.now / 1_000) * 1_000;
    if (!('what' in served)) return { ok: true, serverDate, value: served };
    const mayHaveActed = served.what === 'lost';
    return {
      ...{ ok: false, problem: served, mayHaveActed },
      retryAfter: served.what === 'over-limit' ? this.retryAfter : null,
      serverDate: served.what === 'lost' ? null : serverDate,
    };
  }

  #stamp(): string {
    return new Date(Math.floor(this.#time.now / 1_000) * 1_000).toISOString();
  }
}

function fits(row: Listed, filter: ListQuery['filter']): boolean {
  switch (filter?.by) {
    case undefined:
      return true;
    case 'modifiedSince':
      return Date.parse(row.modified ?? '') >= filter.epochSeconds * 1_000;
    case 'email':
      return row.values.email?.toLowerCase() === filter.email.toLowerCase();
    case 'name':
      return row.values.name?.toLowerCase() === filter.name.toLowerCase();
  }
}
