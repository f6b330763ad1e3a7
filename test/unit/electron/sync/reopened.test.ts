import { expect, it } from 'vitest';
import { RateLimiter } from '../../../../electron/sync/rate-limiter.ts';
import { httpGateway } from '../../../../electron/salesbinder/v2/http-gateway.ts';
import { openLimiter, WINDOWS } from '../../../../electron/store/schemas/limiter-store.ts';
import { afterRestart, LIMITS, NO_REQUESTS } from '../../../../shared/sync/limiter.ts';
import { ok } from '../../../../shared/problem.ts';
import { waitsAt } from '../../../../shared/sync/waits.ts';
import { FakeDisk } from '../../../support/disk.ts';
import { FakePacer } from '../../../support/pacer.ts';
import { FOLDER, opened } from '../../../support/store.ts';
import { VirtualClock, VirtualTime } from '../../../support/virtual-clock.ts';

const gateway = httpGateway({ origin: 'https://acme.example', key: 'k', fetch: globalThis.fetch });

it('a workspace that is opened again in the same second still counts the requests of before', async () => {
  const disk = new FakeDisk();
  const time = new VirtualTime();
  const open = async (run: string): Promise<RateLimiter> => {
    const place = { files: disk, folder: FOLDER, pacer: new FakePacer() };
    const { collection } = opened(await openLimiter(place));
    const clock = new VirtualClock(time, run, 0);
    const store = {
      windows: afterRestart(collection.rows.get(WINDOWS) ?? NO_REQUESTS, clock.now()),
      keep: (row: typeof NO_REQUESTS) => collection.commit([{ put: WINDOWS, row }]),
    };
    return new RateLimiter(store, clock, LIMITS, waitsAt(1));
  };
  const first = await open('run-1');
  for (let request = 1; request <= 15; request += 1) {
    const permit = await first.take(gateway);
    if (!permit.ok) throw new Error('No permit');
    await permit.value.ask(() => Promise.resolve({ ok: true, value: null, serverDate: null }));
  }
  const second = await open('run-2');
  expect(second.wait()).toBeGreaterThanOrEqual(10_000);
});

it('a pause that SalesBinder asked for stands on the disk', async () => {
  let kept = NO_REQUESTS;
  const keep = (windows: typeof NO_REQUESTS) => {
    kept = windows;
    return Promise.resolve(ok(null));
  };
  const clock = new VirtualClock(new VirtualTime(), 'run-1', 0);
  const limiter = new RateLimiter({ windows: NO_REQUESTS, keep }, clock, LIMITS, waitsAt(1));
  const ms = await limiter.coolDown(90_000, 0);
  expect(ms).toBe(90_000);
  expect(kept).toMatchObject({ blocks: 1, blockedUntil: clock.now() + 90_000 });
});
