import type { Accounts } from '../../electron/accounts.ts';
import type { Clock } from '../../electron/clock.ts';
import type { Mirror } from '../../electron/mirror.ts';
import type { Gateway } from '../../electron/salesbinder/gateway.ts';
import type { OutboxRow } from '../../electron/store/outbox-store.ts';
import type { Collection } from '../../electron/store/collection.ts';
import type { Sync } from '../../electron/sync/engine.ts';
import type { Limit } from '../../shared/limiter.ts';

/** A defect planted into the app from outside, to see whether the oracle notices. Empty: the app as it is. */
export interface Plot {
  /** Between the sync and the network. */
  readonly gateway?: (gateway: Gateway, sync: () => Sync) => Gateway;
  /** What the sync takes for the accounts. */
  readonly accounts?: (accounts: Accounts) => Accounts;
  /** Between the accounts and the disk. */
  readonly outbox?: (outbox: Collection<OutboxRow>) => Collection<OutboxRow>;
  /** What the sync takes for the mirror. */
  readonly mirror?: (mirror: Mirror) => Mirror;
  readonly clock?: (clock: Clock) => Clock;
  readonly sync?: (sync: Sync) => void;
  readonly limits?: readonly Limit[];
  readonly forgetsWindows?: boolean;
  /** The disk acknowledges so long before it has anything, ms. */
  readonly acknowledgedEarly?: number;
}

export const NO_PLOT: Plot = {};
