import { describe, expect, it } from 'vitest';
import { downloadOf } from '../../../../../electron/app/download-status.ts';
import { downloadPage, nextToDownload } from '../../../../../electron/sync/pull/download.ts';
import { RateLimiter } from '../../../../../electron/sync/rate-limiter.ts';
import { ok } from '../../../../../shared/problem.ts';
import { LIMITS, NO_REQUESTS } from '../../../../../shared/sync/limiter.ts';
import { HeldTypes } from '../../../../../electron/sync/held-types.ts';
import { listed, mirrorRig } from '../../../../support/mirror-way.ts';
import type { MirrorRig } from '../../../../support/mirror-way.ts';
import { T0 } from '../../../../support/records.ts';

const NONE = new Set<never>();

function firms(from: number, to: number): ReturnType<typeof listed>[] {
  return Array.from({ length: to - from }, (_, index) => listed(`firm-${String(from + index)}`));
}

/** Goes on until everything is here; `between` happens after each page. */
async function downloaded(rig: MirrorRig, between: (page: number) => void = () => undefined): Promise<void> {
  for (let page = 1; page < 40; page += 1) {
    const type = nextToDownload(rig.mirror, NONE);
    if (type === null) return;
    await downloadPage(rig.context, type);
    between(page);
  }
  throw new Error('It never came to an end');
}

describe('the full download', () => {
  it('asks for the first page of each type before the second of any, so that it is known how many there are', async () => {
    const rig = mirrorRig();
    rig.lists.rows = firms(0, 450);
    await downloaded(rig);
    expect(rig.lists.asked).toEqual(['customer 1', 'prospect 1', 'supplier 1', 'customer 2', 'customer 3']);
    expect(rig.mirror.accounts.size).toBe(450);
  });

  it('misses nothing when accounts that were read already are deleted and the others move up', async () => {
    const rig = mirrorRig();
    rig.lists.rows = firms(0, 600);
    await downloaded(rig, (page) => {
      if (page === 3) rig.lists.rows = rig.lists.rows.slice(150);
    });
    const missing = rig.lists.rows.filter((row) => !rig.mirror.accounts.has(row.id));
    expect(missing).toEqual([]);
  });

  it('begins anew when fewer are here in the end than SalesBinder counts', async () => {
    const rig = mirrorRig();
    rig.lists.rows = firms(0, 500);
    let bent = false;
    rig.lists.bend = ({ page, type }) => {
      if (type !== 'customer' || page !== 2 || bent) return null;
      bent = true;
      return { rows: firms(0, 200) };
    };
    await downloaded(rig);
    expect(rig.mirror.accounts.size).toBe(500);
  });

  it('does not count twice what is here already when it begins anew', async () => {
    const rig = mirrorRig();
    rig.lists.rows = firms(0, 500);
    rig.lists.bend = ({ page, type }) => (type === 'customer' && page === 2 ? { rows: firms(0, 200) } : null);
    while (rig.mirror.progress('customer').scan?.rounds !== 1) {
      await downloadPage(rig.context, nextToDownload(rig.mirror, NONE) ?? 'customer');
    }
    const windows = { windows: NO_REQUESTS, keep: () => Promise.resolve(ok(null)) };
    const held = new HeldTypes(
      rig.context.time.clock,
      () => 1,
      () => undefined,
    );
    const sync = {
      held,
      link: { is: 'not-tried' },
      stayOffline: false,
      rateLimiter: new RateLimiter(windows, rig.context.time.clock, LIMITS, rig.context.time.waits),
    } as const;
    expect(downloadOf(rig.mirror, sync, rig.now)).toMatchObject({ is: 'running', done: 300, of: 500 });
  });

  it('does not believe an empty page where there was something, and deletes nothing for it', async () => {
    const rig = mirrorRig();
    rig.lists.rows = firms(0, 300);
    rig.lists.bend = ({ page }) => (page === 2 ? { rows: [], count: 0 } : null);
    for (let tries = 0; tries < 6; tries += 1) {
      const type = nextToDownload(rig.mirror, NONE);
      if (type !== null) await downloadPage(rig.context, type);
    }
    expect(rig.mirror.progress('customer')).toMatchObject({ mark: null, scan: { page: 2 } });
    expect(rig.mirror.accounts.size).toBe(200);
    rig.lists.bend = () => null;
    await downloaded(rig);
    expect(rig.mirror.accounts.size).toBe(300);
  });

  it('takes a 404 past the end for the end', async () => {
    const rig = mirrorRig();
    rig.lists.rows = firms(0, 200);
    rig.lists.bend = ({ page, type }) =>
      type === 'customer' && page === 1 ? { rows: firms(0, 200), count: 201 } : null;
    await downloaded(rig);
    expect(rig.mirror.progress('customer').scan).toBeNull();
  });

  it('takes an empty page past the end for the end, too, where SalesBinder says no 404', async () => {
    const rig = mirrorRig();
    rig.lists.rows = firms(0, 450);
    await downloaded(rig, (page) => {
      if (page !== 4) return;
      rig.lists.rows = rig.lists.rows.slice(0, 190);
      rig.lists.bend = ({ page: asked, type }) =>
        type === 'customer' && asked > 1 ? { rows: [], count: 190 } : null;
    });
    expect(rig.mirror.progress('customer')).toMatchObject({ scan: null, mark: T0 / 1_000 });
  });

  it('keeps what a row has beyond our fields', async () => {
    const rig = mirrorRig();
    rig.lists.rows = [listed('one', { extra: { vat_number: 'DE1' } })];
    await downloaded(rig);
    expect(rig.mirror.accounts.get('one')?.rest).toEqual({ vat_number: 'DE1' });
  });
});
