import { expect, it } from 'vitest';
import { openAccounts } from '../../../../electron/accounts/accounts.ts';
import { Sync } from '../../../../electron/sync/engine.ts';
import type { OutboxRow } from '../../../../electron/store/schemas/outbox-store.ts';
import { ok } from '../../../../shared/problem.ts';
import { LIMITS, NO_REQUESTS } from '../../../../shared/sync/limiter.ts';
import { findsNothingAlike, inMemory, memoryMirror } from '../../../support/memory-mirror.ts';
import { fresh, started } from '../../../support/records.ts';
import { SiteInTime } from '../../../support/site-in-time.ts';
import { VirtualClock, VirtualTime } from '../../../support/virtual-clock.ts';

/** A run that begins where the one before it was killed while it sent. */
it.each([
  ['stays offline', true, true],
  ['has no key', false, false],
])(
  'what was being sent when the app was killed no longer reads "Sending", also where it now %s',
  async (_, ...how) => {
    const [stayOffline, keyed] = how;
    const time = new VirtualTime();
    const clock = new VirtualClock(time, 'run-2', 0);
    const outbox = inMemory<OutboxRow>();
    const record = started(fresh(), 'a1');
    await outbox.commit([{ put: `record/${record.localId}`, row: { kind: 'record', record } }]);
    const mirror = memoryMirror();
    const accounts = openAccounts(outbox, clock, { mirror, archive: null });
    const site = new SiteInTime(time);
    const sync = new Sync({
      ...{ accounts, mirror, clock, limits: LIMITS, random: () => 0.5, timeScale: 1 },
      ...{ stayOffline, gateway: keyed ? site.gateway : null, alike: findsNothingAlike },
      windows: { windows: NO_REQUESTS, keep: () => Promise.resolve(ok(null)) },
    });
    await time.run(1_000);
    expect(accounts.records.get(record.localId)).toMatchObject({
      state: { name: 'unknown' },
      attempts: [{ id: 'a1' }],
    });
    expect(site.asked).toEqual([]);
    await sync.close();
  },
);
