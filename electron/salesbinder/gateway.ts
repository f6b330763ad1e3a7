import type { AccountType, RemoteAccount, Values } from '../../shared/account.ts';
import type { AnswerProblem } from '../../shared/problem.ts';
import type { LookupFilter } from '../../shared/sync/verify.ts';

/**
 * SalesBinder as the sync sees it: four questions, each answered by a value, never by an exception.
 * One request a call: nothing here retries, waits or decides what an answer means for a record.
 */
export interface Gateway {
  /** POST. Only the given fields are sent, in the field table's order, `context_id` first. */
  create(type: AccountType, values: Values): Promise<Answer<RemoteAccount>>;
  /** PUT with only the given fields. `type` is not sent; a 403 names it. */
  update(remoteId: string, type: AccountType, values: Values): Promise<Answer<RemoteAccount>>;
  view(remoteId: string, type: AccountType): Promise<Answer<RemoteAccount>>;
  /**
   * Also the probe that costs nothing: `{type, page: 1, pageLimit: 1}`.
   * A page past the end is `not-found`: SalesBinder answers 404 there.
   */
  list(query: ListQuery): Promise<Answer<ListPage>>;
  /** The deleted log of one type. A prospect that became a customer has a line there under its old type. */
  deleted(query: DeletedQuery): Promise<Answer<DeletedPage>>;
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

/** An account in a list. `extra`: the fields that the row has beyond ours, for whoever keeps it whole; never sent back. */
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
