import type { Problem } from '../problem.ts';

/** The status bar's content: counts, the connection, and the accounts that are here for work without one. */

/** Of records that are not discarded. */
export interface Counts {
  readonly waiting: number;
  readonly sending: number;
  readonly checking: number;
  readonly needsYou: number;
}

/** The way to SalesBinder. `until`: local ms of the next try by itself; null when only a person can help. */
export type Connection =
  | { readonly is: 'not-tried' }
  | { readonly is: 'online' }
  | { readonly is: 'stay-offline' }
  | {
      readonly is: 'held';
      readonly problem: Problem;
      readonly until: number | null;
      readonly trying: boolean;
    };

/** The accounts that SalesBinder has, for work without a connection. Times are local ms. */
export type Download =
  | { readonly is: 'none' }
  /** `of`: null until SalesBinder said how many there are. `throughAt`: the earliest end; null when it can't be told. */
  | {
      readonly is: 'running';
      readonly done: number;
      readonly of: number | null;
      readonly throughAt: number | null;
    }
  | { readonly is: 'ready'; readonly accounts: number; readonly asOf: number };

export interface Workspace {
  /** The subdomain, or `practice`. */
  readonly id: string;
  readonly kind: 'salesbinder' | 'practice';
}

export interface AppStatus {
  readonly workspace: Workspace;
  readonly connection: Connection;
  readonly counts: Counts;
  /** Local ms when the last one will be through at the earliest; null when nothing waits or it can't be told. */
  readonly throughAt: number | null;
  readonly download: Download;
}
