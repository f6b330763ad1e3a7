import type { AccountType, RemoteAccount, Values } from '../../shared/account.ts';
import type { AnswerProblem } from '../../shared/problem.ts';
import type { LookupFilter } from '../../shared/sync/verify.ts';

/**
 * SalesBinder as the sync sees it: four questions, each answered by a value, never by an exception.
 * One request a call: nothing here retries, waits or decides what an answer means for a record.
 */
export interface Gateway {
  /** Makes an account of the given values, and of no others. */
  create(write: Write): Promise<Answer<RemoteAccount>>;
  /** Changes only the given values. The account keeps its type; a 403 names it. */
  update(remoteId: string, write: Write): Promise<Answer<RemoteAccount>>;
  /** Also of an archived account, which no list may show. */
  view(remoteId: string, type: AccountType): Promise<Answer<Listed>>;
  /**
   * Also the probe that costs nothing: `{type, page: 1, pageLimit: 1}`.
   * A page past the end is `not-found`: SalesBinder answers 404 there.
   */
  list(query: ListQuery): Promise<Answer<ListPage>>;
  /**
   * The deleted log of one type. A prospect that became a customer has a line there under its old type, and one that
   * was archived may have one.
   */
  deleted(query: DeletedQuery): Promise<Answer<DeletedPage>>;
}

export interface Write {
  /**
   * The attempt's id in the outbox: another one for each try. An API that can be asked about a request, or does one with
   * a known id only once, is given it; API 2.0 has no place for it.
   */
  readonly attemptId: string;
  readonly type: AccountType;
  /** '' clears a field. */
  readonly values: Values;
}

export interface DeletedQuery {
  readonly type: AccountType;
  /** From 1. */
  readonly page: number;
  /** 1 to 200. */
  readonly pageLimit: number;
  /** Epoch seconds. */
  readonly since: number;
}

export interface DeletedPage {
  readonly count: number;
  readonly page: number;
  readonly pages: number;
  /** Remote ids. */
  readonly deleted: readonly string[];
}

/** One filter a request: combining them is not documented. */
export interface ListQuery {
  readonly type: AccountType;
  /** From 1. */
  readonly page: number;
  /** 1 to 200. */
  readonly pageLimit: number;
  readonly filter?: LookupFilter;
}

export interface ListPage {
  /** All matching records, not only this page's. Rows without a usable id are left out of `accounts`, never of this. */
  readonly count: number;
  readonly page: number;
  readonly pages: number;
  readonly accounts: readonly Listed[];
}

/** An account in a list or a view. `extra`: the fields that it has beyond ours, for whoever keeps it whole; never sent back. */
export interface Listed extends RemoteAccount {
  readonly extra?: Readonly<Record<string, unknown>>;
}

export type Answer<T> = {
  /** The answer's `Date` header, server's wall clock in ms; null without one. */
  readonly serverDate: number | null;
} & (
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly problem: AnswerProblem;
      /** 429's Retry-After, ms. */
      readonly retryAfter: number | null;
      /** Whether the server may have acted on the request: false only where nothing left, or it said no. Says nothing of reads. */
      readonly mayHaveActed: boolean;
    }
);
