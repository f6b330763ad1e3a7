import { openAccounts } from '../../../../electron/accounts/accounts.ts';
import type { Accounts } from '../../../../electron/accounts/accounts.ts';
import type { OutboxRow } from '../../../../electron/store/schemas/outbox-store.ts';
import type { Collection } from '../../../../electron/store/collection.ts';
import type { Mirror } from '../../../../electron/mirror/mirror.ts';
import type { Archived } from '../../../../electron/store/schemas/archive-store.ts';
import { Sync } from '../../../../electron/sync/engine.ts';
import { afterRestart, LIMITS, NO_REQUESTS } from '../../../../shared/sync/limiter.ts';
import type { RateWindows } from '../../../../shared/sync/limiter.ts';
import type { VirtualClock } from '../../../support/virtual-clock.ts';
import type { Rng } from '../../../support/rng.ts';
import type { Inside, Mutation } from '../../mutants/mutation.ts';
import type { SalesBinder } from '../server/salesbinder.ts';
import type { Caller } from '../server/request.ts';
import { findsNothingAlike, withoutDownloads } from '../../../support/memory-mirror.ts';

/** One run of the app, put together as workspace.ts does it, on the disk and the network of the world. */
export interface AppRun {
  readonly clock: VirtualClock;
  readonly accounts: Accounts;
  readonly sync: Sync;
  readonly mirror: Mirror;
  useKey(key: number): void;
}

export interface AppParts {
  readonly clock: VirtualClock;
  readonly caller: Caller;
  readonly outbox: Collection<OutboxRow>;
  readonly windows: Collection<RateWindows>;
  readonly mirror: Mirror;
  readonly archive: Collection<Archived>;
  /** Without it nothing is downloaded. */
  readonly downloads: boolean;
  readonly server: SalesBinder;
  readonly rng: Rng;
  readonly stayOffline: boolean;
  /** The key that this computer has. */
  readonly key: number;
  readonly mutation: Mutation;
}

const WINDOWS = 'windows';

export function startApp(given: AppParts): AppRun {
  const { clock, caller, windows, server, rng, stayOffline, key, mutation } = given;
  const outbox = mutation.outbox?.(given.outbox) ?? given.outbox;
  const accounts = openAccounts(outbox, clock, { mirror: given.mirror, archive: given.archive });
  const kept = mutation.forgetsWindows === true ? NO_REQUESTS : (windows.rows.get(WINDOWS) ?? NO_REQUESTS);
  const inside: Inside = { sync: () => sync, mirror: given.mirror, outbox: given.outbox, server, caller };
  const sync: Sync = new Sync({
    accounts: mutation.accounts?.(accounts, inside) ?? accounts,
    windows: {
      windows: afterRestart(kept, clock.now()),
      keep: (now) => windows.commit([{ put: WINDOWS, row: now }]),
    },
    clock: mutation.clock?.(clock) ?? clock,
    random: () => rng.next(),
    timeScale: 1,
    stayOffline,
    limits: mutation.limits ?? LIMITS,
    gateway: through(given, key),
    mirror: mutation.mirror?.(given.mirror, given.outbox) ?? given.mirror,
    alike: findsNothingAlike,
  });
  if (!given.downloads) withoutDownloads(sync);
  mutation.sync?.(sync);
  return {
    clock,
    accounts,
    sync,
    mirror: given.mirror,
    useKey: (other) => sync.setGateway(through(given, other)),
  };

  function through({ mutation: { gateway } }: AppParts, with_: number) {
    const true_ = server.gateway(caller, with_);
    return gateway === undefined ? true_ : gateway(true_, inside);
  }
}
