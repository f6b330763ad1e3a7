import { describe, expect, it } from 'vitest';
import { FakeDisk } from '../../support/disk.ts';
import { rig } from '../../support/rig.ts';
import { connected, must, newFolder } from '../../support/running-app.ts';

const { server, running } = rig();

const isWrite = (call: { readonly does: string }): boolean => call.does === 'write' || call.does === 'create';

describe('a disk that is full', () => {
  it('fails the save visibly, keeps everything else as it was, and takes the same save later', async () => {
    const disk = new FakeDisk();
    const run = await running({ files: disk });
    must(await run.app.handlers.practice(null));
    must(await run.app.handlers.setStayOffline({ on: true }));
    await run.save('local-before', 'customer', { name: 'Before' });
    disk.fault = (call) => (isWrite(call) ? 'ENOSPC' : null);
    const typed = {
      localId: 'local-typed-1',
      openedAtRevision: 0,
      type: 'customer',
      changed: { name: { from: '', to: 'Typed' } },
      note: null,
    } as const;
    expect(await run.app.handlers.saveAccount(typed)).toMatchObject({
      ok: false,
      problem: { what: 'storage', reason: 'full' },
    });
    expect((await run.rows()).map((row) => row.name)).toEqual(['Before']);

    disk.fault = () => null;
    expect(await run.app.handlers.saveAccount(typed)).toMatchObject({ ok: true });
    expect((await run.rows()).map((row) => row.name).toSorted()).toEqual(['Before', 'Typed']);
  });

  it('that cannot take an answer stops the sending; the attempt is verified, and there is one account', async () => {
    const disk = new FakeDisk();
    const site = await server();
    const run = await running({ files: disk, origin: site.origin, timeScale: 1_000 });
    await connected(run);
    site.plan((request) => {
      // Full from the moment SalesBinder has it, until the app has noticed.
      if (request.method === 'POST') disk.fault = (call) => (isWrite(call) ? 'ENOSPC' : null);
      return null;
    });
    await run.save('local-one-1', 'customer', { name: 'One', email: 'a@b.example' });
    await run.until('it stops for the disk', async () => {
      const { connection } = await run.status();
      return connection.is === 'held' && connection.problem.what === 'storage';
    });
    expect((await run.view('local-one-1')).status.is).toBe('sending');
    expect((await run.status()).connection).toMatchObject({ problem: { reason: 'full' } });

    disk.fault = () => null;
    await run.reads('local-one-1', 'Sent');
    expect(site.accounts()).toHaveLength(1);
    expect(site.log().filter((one) => one.method === 'POST')).toHaveLength(1);
  });
});

describe('another run on the same folder', () => {
  it('finds what was saved, and is kept out while the first one runs', async () => {
    const folder = await newFolder();
    const run = await running({ folder });
    must(await run.app.handlers.practice(null));
    await run.save('local-one-1', 'supplier', { name: 'One' });
    await run.reads('local-one-1', 'Sent');
    await expect(running({ folder })).rejects.toThrow('in-use');
    await run.stop();
    const again = await running({ folder });
    const view = await again.view('local-one-1');
    expect(view.status).toMatchObject({ is: 'sent' });
    await again.save('local-one-1', 'supplier', { phone: '1' });
    await again.until('the edit is there', async () => (await again.view('local-one-1')).history.length > 4);
    await again.reads('local-one-1', 'Sent');
  });
});
