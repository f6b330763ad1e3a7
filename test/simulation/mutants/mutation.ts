import type { Accounts } from '../../../electron/accounts/accounts.ts';
import type { Clock } from '../../../electron/clock.ts';
import type { Mirror } from '../../../electron/mirror/mirror.ts';
import type { Gateway } from '../../../electron/salesbinder/gateway.ts';
import type { OutboxRow } from '../../../electron/store/schemas/outbox-store.ts';
import type { Collection } from '../../../electron/store/collection.ts';
import type { Sync } from '../../../electron/sync/engine.ts';
import type { Limit } from '../../../shared/sync/limiter.ts';
import type { SalesBinder } from '../world/server/salesbinder.ts';
import type { Caller } from '../world/server/request.ts';

/** The parts that a defect may change. */
export interface Inside {
  readonly sync: () => Sync;
  readonly mirror: Mirror;
  readonly outbox: Collection<OutboxRow>;
  readonly server: SalesBinder;
  readonly caller: Caller;
}

/** A defect planted into the app from outside, to see whether the judge notices. Empty: the app as it is. */
export interface Mutation {
  /** Between the sync and the network. */
  readonly gateway?: (gateway: Gateway, inside: Inside) => Gateway;
  /** The accounts, as the sync sees them. */
  readonly accounts?: (accounts: Accounts, inside: Inside) => Accounts;
  /** Between the accounts and the disk. */
  readonly outbox?: (outbox: Collection<OutboxRow>) => Collection<OutboxRow>;
  /** The mirror, as the sync sees it. */
  readonly mirror?: (mirror: Mirror, outbox: Collection<OutboxRow>) => Mirror;
  readonly clock?: (clock: Clock) => Clock;
  readonly sync?: (sync: Sync) => void;
  readonly limits?: readonly Limit[];
  readonly forgetsWindows?: boolean;
  /** By file: the disk acknowledges so long before it has anything, ms. */
  readonly acknowledgedEarly?: Readonly<Partial<Record<'outbox' | 'windows' | 'mirror' | 'archive', number>>>;
}

export const NO_MUTATION: Mutation = {};
