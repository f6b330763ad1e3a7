import { expect, it } from 'vitest';
import type { RemoteAccount } from '../../../../../shared/account.ts';
import { openAccounts } from '../../../../../electron/accounts/accounts.ts';
import type { Answer, Gateway } from '../../../../../electron/salesbinder/gateway.ts';
import type { AnswerProblem } from '../../../../../shared/problem.ts';
import type { OutboxRow } from '../../../../../electron/store/schemas/outbox-store.ts';
import { Sync } from '../../../../../electron/sync/engine.ts';
import { LIMITS, NO_REQUESTS } from '../../../../../shared/sync/limiter.ts';
import { ok } from '../../../../../shared/problem.ts';
import { findsNothingAlike, memoryMirror, withoutDownloads } from '../../../../support/memory-mirror.ts';
import { MemoryDisk } from '../../../../support/memory-outbox.ts';
import { syncRig } from '../../../../support/sync-rig.ts';
import type { SyncRig } from '../../../../support/sync-rig.ts';
import { VirtualClock, VirtualTime } from '../../../../support/virtual-clock.ts';

it('after a 429 to the question whether an account is gone, nothing else is asked', async () => {
  const time = new VirtualTime();
  const asked: string[] = [];
  const accounts = begun(time, {
    create: () => answered(asked, 'create', MADE),
    update: () => refused(asked, 'update', { what: 'not-found' }),
    view: () =>
      asked.includes('update')
        ? refused(asked, 'view', { what: 'over-limit' })
        : answered(asked, 'view', MADE),
    list: () => answered(asked, 'list', { count: 0, page: 1, pages: 0, accounts: [] }),
    deleted: () => Promise.reject(new Error('not asked here')),
  });
  await types(time, accounts, 0, { name: { from: '', to: 'Acme' } });
  await time.run(5_000);
  await types(time, accounts, 1, { phone: { from: '', to: '1' } });
  await time.run(time.now + 50_000);
  expect(asked.slice(asked.indexOf('update'))).toEqual(['update', 'view']);
});

const HOUR = 60 * 60_000;

/** An account waits before a SalesBinder that answers 429 and asks for a day. */
async function paused(): Promise<SyncRig> {
  const rig = await syncRig();
  await rig.until('the download is done', () => rig.mirror.progress('supplier').mark !== null);
  await rig.pass(60_000);
  rig.site.retryAfter = 24 * HOUR;
  rig.site.arrives = () => false;
  await rig.types('local-acme', { name: 'Acme' });
  await rig.pass(2_000);
  expect(rig.sync.link).toMatchObject({ is: 'held', problem: { what: 'over-limit' } });
  return rig;
}

it('asks again within the hour, however long and often SalesBinder asks for more', async () => {
  const rig = await paused();
  for (let times = 0; times < 8; times += 1) {
    const before = rig.site.asked.length;
    await rig.pass(HOUR + 30_000);
    expect(rig.site.asked.length, `after ${String(times)} hours`).toBeGreaterThan(before);
  }
});

it('keeps the pause at "Send now" and ends it at "Try now"', async () => {
  const rig = await paused();
  const before = rig.site.asked.length;
  rig.site.arrives = () => true;
  await rig.person('local-acme', 'retried');
  rig.sync.refresh();
  await rig.pass(5 * 60_000);
  expect(rig.site.asked.length).toBe(before);
  // And nobody is told that it is over.
  expect(rig.sync.link).toMatchObject({ is: 'held', problem: { what: 'over-limit' } });

  await rig.sync.endCoolDown();
  await rig.pass(60_000);
  expect(rig.record('local-acme').state.name).toBe('synced');
});

it('takes a pause as long again when "Try now" was too early', async () => {
  const rig = await paused();
  const before = rig.site.asked.length;
  await rig.sync.endCoolDown();
  await rig.pass(60_000);
  expect(rig.site.asked.length).toBe(before + 1);
  await rig.pass(HOUR / 2);
  expect(rig.site.asked.length).toBe(before + 1);
});

const MADE: RemoteAccount = {
  ...{ id: 'remote-1', number: 1, type: 'customer', created: null, modified: null },
  values: { name: 'Acme' },
};

function begun(time: VirtualTime, gateway: Gateway): ReturnType<typeof openAccounts> {
  const clock = new VirtualClock(time, 'run-1', 0);
  const disk = new MemoryDisk<OutboxRow>('outbox', {
    after: (ms, run) => void time.after(ms, run),
    latency: () => 1,
    fails: () => null,
    survives: () => true,
    point: () => undefined,
  });
  const mirror = memoryMirror();
  const accounts = openAccounts(disk.open(), clock, { mirror, archive: null });
  const windows = { windows: NO_REQUESTS, keep: () => Promise.resolve(ok(null)) };
  const options = { random: () => 0.5, timeScale: 1, stayOffline: false, limits: LIMITS };
  withoutDownloads(
    new Sync({ accounts, mirror, clock, gateway, windows, alike: findsNothingAlike, ...options }),
  );
  return accounts;
}

async function types(
  time: VirtualTime,
  accounts: ReturnType<typeof openAccounts>,
  openedAtRevision: number,
  changed: Parameters<typeof accounts.save>[0]['changed'],
): Promise<void> {
  const saved = accounts.save({
    localId: 'local-1',
    openedAtRevision,
    type: 'customer',
    changed,
    note: null,
  });
  await time.run(time.now + 5);
  expect((await saved).ok).toBe(true);
}

function answered<T>(asked: string[], verb: string, value: T): Promise<Answer<T>> {
  asked.push(verb);
  return Promise.resolve({ ok: true, value, serverDate: 0 });
}

function refused(asked: string[], verb: string, problem: AnswerProblem): Promise<Answer<never>> {
  asked.push(verb);
  return Promise.resolve({ ok: false, problem, mayHaveActed: false, retryAfter: null, serverDate: 0 });
}
