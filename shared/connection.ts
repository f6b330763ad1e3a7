import type { Problem } from './problem.ts';

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
