import { openAccounts } from '../../electron/accounts/accounts.ts';
import type { Accounts } from '../../electron/accounts/accounts.ts';
import { openMirror } from '../../electron/mirror/mirror.ts';
import type { Mirror } from '../../electron/mirror/mirror.ts';
import type { Gateway } from '../../electron/salesbinder/gateway.ts';
import type { MirrorRow } from '../../electron/store/schemas/mirror-store.ts';
import type { OutboxRow } from '../../electron/store/schemas/outbox-store.ts';
import { Sync } from '../../electron/sync/engine.ts';
import { afterRestart, LIMITS, NO_REQUESTS } from '../../shared/sync/limiter.ts';
import type { RateWindows } from '../../shared/sync/limiter.ts';
import { EPOCH } from '../simulation/world/server/server-accounts.ts';
import { rngOf } from '../support/rng.ts';
import { findsNothingAlike } from '../support/memory-mirror.ts';
import { MemoryDisk } from '../support/memory-outbox.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import type { VirtualTime } from '../support/virtual-clock.ts';
import { SEED } from './accounts.ts';

export interface VirtualLife {
  readonly accounts: Accounts;
  readonly mirror: Mirror;
  readonly sync: Sync;
  /** Whether what is asked just now is part of a download. */
  readonly downloading: () => boolean;
  /** The process is gone, as when it is killed. */
  kill(): void;
}

/** The app's sending and downloading in virtual time, on disks that outlive the process. A commit takes 1 ms. */
export class VirtualDesk {
  readonly #time: VirtualTime;
  readonly #outbox: MemoryDisk<OutboxRow>;
  readonly #windows: MemoryDisk<RateWindows>;
  readonly #mirror: MemoryDisk<MirrorRow>;
  #runs = 0;

  constructor(time: VirtualTime) {
    const nature = {
      after: (ms: number, run: () => void) => void time.after(ms, run, 'answer'),
      latency: () => 1,
      fails: () => null,
      survives: () => true,
      point: () => undefined,
    };
    this.#time = time;
    this.#outbox = new MemoryDisk('outbox', nature);
    this.#windows = new MemoryDisk('windows', nature);
    this.#mirror = new MemoryDisk('mirror', nature);
  }

  async start(gateway: Gateway, stayOffline = false): Promise<VirtualLife> {
    this.#runs += 1;
    const clock = new VirtualClock(this.#time, `run-${this.#runs}`, EPOCH);
    const rng = rngOf(SEED, `sync/${this.#runs}`);
    const mirror = await openMirror(this.#mirror.open(), null);
    const accounts = openAccounts(this.#outbox.open(), clock, { mirror, archive: null });
    const windows = this.#windows.open();
    const sync = new Sync({
      ...{ accounts, mirror, clock, gateway, stayOffline },
      random: () => rng.next(),
      timeScale: 1,
      limits: LIMITS,
      alike: findsNothingAlike,
      windows: {
        windows: afterRestart(windows.rows.get('windows') ?? NO_REQUESTS, clock.now()),
        keep: (now) => windows.commit([{ put: 'windows', row: now }]),
      },
    });
    const downloading = watchDownloads(sync);
    const kill = (): void => {
      clock.stop();
      for (const disk of [this.#outbox, this.#windows, this.#mirror]) disk.crash();
    };
    return { accounts, mirror, sync, downloading, kill };
  }
}

/** The loop does one thing at a time, so whatever is asked while it downloads is part of that. */
function watchDownloads({ pull }: Sync): () => boolean {
  let downloading = false;
  const next = pull.next.bind(pull);
  pull.next = async () => {
    downloading = true;
    try {
      return await next();
    } finally {
      downloading = false;
    }
  };
  return () => downloading;
}
