import { openAccounts } from '../../electron/accounts/accounts.ts';
import type { Accounts } from '../../electron/accounts/accounts.ts';
import type { Mirror } from '../../electron/mirror/mirror.ts';
import type { OutboxRow } from '../../electron/store/schemas/outbox-store.ts';
import { Sync } from '../../electron/sync/engine.ts';
import type { SyncOptions } from '../../electron/sync/engine.ts';
import type { AccountType, Values } from '../../shared/account.ts';
import type { PersonEvent } from '../../shared/outbox/event.ts';
import { LIMITS, NO_REQUESTS } from '../../shared/sync/limiter.ts';
import { ok } from '../../shared/problem.ts';
import type { OutboxRecord } from '../../shared/outbox/record.ts';
import { inMemory, memoryMirror } from './memory-mirror.ts';
import { SiteInTime } from './site-in-time.ts';
import { VirtualClock, VirtualTime } from './virtual-clock.ts';

/** The true engine, accounts and mirror in virtual time, with the real limits, before a SalesBinder that does as told. */
export interface SyncRig {
  readonly time: VirtualTime;
  readonly site: SiteInTime;
  readonly sync: Sync;
  readonly accounts: Accounts;
  readonly mirror: Mirror;
  /** Types these values into an account, by its local id, or into a new one. */
  types(localId: string, values: Values, type?: AccountType): Promise<void>;
  person(localId: string, event: PersonEvent['is'] & ('discarded' | 'undone' | 'retried')): Promise<void>;
  record(localId: string): OutboxRecord;
  /** The duplicate check finds that the one looks like the other. */
  looksLike(localId: string, other: string): void;
  /** Virtual time goes on until it holds; fails when it doesn't within some hours. */
  until(what: string, holds: () => boolean): Promise<void>;
  /** Virtual time goes on for so long, ms. */
  pass(ms: number): Promise<void>;
}

const HOUR = 60 * 60_000;

export async function syncRig(): Promise<SyncRig> {
  const time = new VirtualTime();
  // No stamp is older than time itself.
  await time.run(24 * HOUR);
  const site = new SiteInTime(time);
  const clock = new VirtualClock(time, 'run-1', 0);
  const mirror = memoryMirror();
  const accounts = openAccounts(inMemory<OutboxRow>(), clock, { mirror, archive: null });
  const lookalikes = new Map<string, string>();
  const alike: SyncOptions['alike'] = ({ localId }) => {
    const other = lookalikes.get(localId);
    const found =
      other === undefined ? [] : [{ localId: other, alike: { name: other, number: null, reasons: [] } }];
    return Promise.resolve(found);
  };
  const sync = new Sync({
    ...{ accounts, mirror, clock, gateway: site.gateway, limits: LIMITS },
    ...{ random: () => 0.5, timeScale: 1, stayOffline: false, alike },
    windows: { windows: NO_REQUESTS, keep: () => Promise.resolve(ok(null)) },
  });
  const record = (localId: string): OutboxRecord => {
    const found = accounts.records.get(accounts.identity.resolve(localId));
    if (found === undefined) throw new Error(`There is no record ${localId}`);
    return found;
  };
  return {
    ...{ time, site, sync, accounts, mirror, record },
    looksLike: (localId, other) => lookalikes.set(localId, other),
    async types(localId, values, type = 'customer') {
      const before = accounts.records.get(localId);
      const shown = before?.fields ?? {};
      const downloaded = accounts.identity.mirrored(localId)?.account.values ?? {};
      const changed = Object.fromEntries(
        Object.entries(values).map(([name, to]) => {
          const key = name as keyof Values;
          return [key, { from: shown[key]?.mine ?? downloaded[key] ?? '', to }] as const;
        }),
      );
      const openedAtRevision = before?.revision ?? 0;
      const saved = await accounts.save({ localId, openedAtRevision, type, changed, note: null });
      if (!saved.ok) throw new Error(`Not saved: ${saved.problem.what}`);
    },
    async person(localId, is) {
      await accounts.apply(accounts.identity.resolve(localId), () => [{ is, at: clock.now() }]);
    },
    async until(what, holds) {
      await time.run(time.now + 6 * HOUR, holds);
      if (!holds()) throw new Error(`It never came to pass: ${what}`);
    },
    pass: (ms) => time.run(time.now + ms),
  };
}
