import type { Figure } from './figure.ts';

/** The tools that a row is measured with. */
export interface Order {
  /** Accounts in the mirror. */
  readonly accounts: number;
  /** A folder of this row's own on the disk that is measured; removed by whoever made it. */
  readonly scratch: string;
  /** A folder that `fillDesk` filled, for this row alone. */
  readonly desk: string;
  /** A bare flush takes less than a disk can: figures of the disk would say nothing. */
  readonly diskless: boolean;
  /** The package.json beside which the peers are installed. */
  readonly peers: string;
}

export type Row = (order: Order) => Promise<readonly Figure[]>;
