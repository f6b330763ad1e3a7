import { describe, expect, it } from 'vitest';
import { openAccounts } from '../../../../electron/accounts/accounts.ts';
import type { Answer, Gateway } from '../../../../electron/salesbinder/gateway.ts';
import { Sync } from '../../../../electron/sync/engine.ts';
import { afterRestart, LIMITS, NO_REQUESTS } from '../../../../shared/sync/limiter.ts';
import type { RateWindows } from '../../../../shared/sync/limiter.ts';
import { ok } from '../../../../shared/problem.ts';
import { findsNothingAlike, memoryMirror, withoutDownloads } from '../../../support/memory-mirror.ts';
import { MemoryDisk } from '../../../support/memory-outbox.ts';
import { VirtualClock, VirtualTime } from '../../../support/virtual-clock.ts';
import type { OutboxRow } from '../../../../electron/store/schemas/outbox-store.ts';
import { rngOf } from '../../../support/rng.ts';
import { StrictLimits } from '../../../simulation/world/server/strict-limits.ts';

const MINUTE = 60_000;

/** Sixty and more creates against a server that counts each request as it arrives, with answers that take their time. */
class Drain {
  readonly time = new VirtualTime();
  readonly limits = new StrictLimits();
  readonly #rng = rngOf(7, 'network');
  readonly #disk: MemoryDisk<OutboxRow>;
  readonly #slowest: number;
  #windows: RateWindows = NO_REQUESTS;
  requests = 0;
  made = 0;

  constructor(slowest: number) {
    this.#slowest = slowest;
    this.#disk = new MemoryDisk('outbox', {
      after: (ms, run) => void this.time.after(ms, run),
      latency: () => 0.3,
      fails: () => null,
      survives: () => true,
      point: () => undefined,
    });
  }

  begin(run: string): { readonly clock: VirtualClock; readonly accounts: ReturnType<typeof openAccounts> } {
    const clock = new VirtualClock(this.time, run, 0);
    const mirror = memoryMirror();
    const accounts = openAccounts(this.#disk.open(), clock, { mirror, archive: null });
    const windows = afterRestart(this.#windows, clock.now());
    const sync = new Sync({
      ...{ accounts, mirror, alike: findsNothingAlike },
      clock,
      random: () => this.#rng.next(),
      timeScale: 1,
      stayOffline: false,
      limits: LIMITS,
      windows: {
        windows,
        keep: (now) => {
          this.#windows = now;
          return Promise.resolve(ok(null));
        },
      },
      gateway: this.#gateway(clock),
    });
    withoutDownloads(sync);
    return { clock, accounts };
  }

  async capture(accounts: ReturnType<typeof openAccounts>, count: number): Promise<void> {
    for (let i = 0; i < count; i += 1) {
      const changed = { name: { from: '', to: `Account ${String(i)}` } };
      const saved = accounts.save({
        localId: `local-account-${String(i)}`,
        openedAtRevision: 0,
        type: 'customer',
        changed,
        note: null,
      });
      await this.time.run(this.time.now + 1);
      expect((await saved).ok).toBe(true);
    }
  }

  #gateway(clock: VirtualClock): Gateway {
    const answer = <T>(value: () => T) =>
      new Promise<Answer<T>>((resolve) => {
        const trip = 100 + this.#rng.next() * (this.#slowest - 100);
        // It may be counted at any moment between leaving and being answered.
        this.time.after(trip * this.#rng.next(), () => {
          this.requests += 1;
          expect(this.limits.arrives(this.time.now), 'served, not answered with 429').toBe(true);
        });
        this.time.after(trip, () => {
          resolve({ ok: true, serverDate: clock.now(), value: value() });
        });
      });
    return {
      create: ({ type, values }) =>
        answer(() => {
          this.made += 1;
          const id = `remote-${String(this.made)}`;
          return { id, number: this.made, type, values, created: null, modified: null };
        }),
      update: () => Promise.reject(new Error('not asked here')),
      view: () => Promise.reject(new Error('not asked here')),
      list: () => answer(() => ({ count: 0, page: 1, pages: 0, accounts: [] })),
      deleted: () => Promise.reject(new Error('not asked here')),
    };
  }
}

describe('a strict server with the two windows', () => {
  it.each([300, 1_600])('never answers 429 to sixty creates; answers take up to %i ms', async (slowest) => {
    const drain = new Drain(slowest);
    const { accounts } = drain.begin('run-1');
    await drain.capture(accounts, 60);
    await drain.time.run(4 * MINUTE, () => drain.made === 60);
    expect(drain.made).toBe(60);
    expect(drain.limits.violations).toEqual([]);
    // One neutral question at the start, then one request for each.
    expect(drain.requests).toBe(61);
    // Fifty at once as far as the short window lets them, the rest when the long one is free again.
    expect(drain.time.now).toBeLessThan(MINUTE + 35_000);
  });

  it('nor when the app is started anew in the middle of it', async () => {
    const drain = new Drain(300);
    const first = drain.begin('run-1');
    await drain.capture(first.accounts, 60);
    await drain.time.run(3 * MINUTE, () => drain.made === 20);
    first.clock.stop();
    drain.begin('run-2');
    await drain.time.run(10 * MINUTE, () => drain.made >= 60);
    expect(drain.limits.violations).toEqual([]);
    expect(drain.made).toBeGreaterThanOrEqual(60);
  });
});
