import { rename } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { FakeDisk } from '../../support/disk.ts';
import { connectionWords } from '../../../shared/words/en/status.ts';
import { rig } from '../../support/rig.ts';
import { connected, must } from '../../support/running-app.ts';
import type { RunningApp } from '../../support/running-app.ts';

const { server, running } = rig();

const typed = (localId: string, name: string) =>
  ({
    localId,
    openedAtRevision: 0,
    type: 'customer',
    changed: { name: { from: '', to: name } },
    note: null,
  }) as const;

async function barSays(run: RunningApp, reason: string): Promise<void> {
  await run.until(`the status bar tells ${reason}`, async () => {
    const { connection } = await run.status();
    return (
      connection.is === 'held' &&
      connection.problem.what === 'storage' &&
      connection.problem.reason === reason
    );
  });
}

describe('a data folder that goes away and comes back', () => {
  it('is told in the status bar and at a save, and everything goes on by itself', async () => {
    const site = await server();
    const run = await running({ origin: site.origin });
    await connected(run);
    await run.save('local-one-1', 'customer', { name: 'One' });
    await run.reads('local-one-1', 'Sent');

    await rename(run.folder, `${run.folder} elsewhere`);
    // Also while nothing waits: whoever types now should know.
    await barSays(run, 'vanished');
    expect(await run.app.handlers.saveAccount(typed('local-two-1', 'Two'))).toMatchObject({
      problem: { what: 'storage', reason: 'vanished' },
    });
    const { connection, workspace } = await run.status();
    expect(connectionWords(connection, workspace, Date.now())).toContain('is gone');

    await rename(`${run.folder} elsewhere`, run.folder);
    await run.until('the folder is back', async () => (await run.status()).connection.is === 'online');
    must(await run.app.handlers.saveAccount(typed('local-two-1', 'Two')));
    await run.reads('local-two-1', 'Sent');
    expect(site.accounts()).toHaveLength(2);
    expect(site.violations).toBe(0);
  });
});

describe('a disk that refuses everything for a while', () => {
  it.each([
    ['EROFS', 'read-only'],
    ['ESTALE', 'vanished'],
    ['ENOTCONN', 'vanished'],
    ['EIO', 'io'],
    ['EDQUOT', 'full'],
  ])('(%s) says so at a save and in the status bar, and takes up again', async (code, reason) => {
    const disk = new FakeDisk();
    const site = await server();
    const run = await running({ files: disk, origin: site.origin, timeScale: 1_000 });
    await connected(run);
    site.plan((request) => {
      // From the moment SalesBinder has it: what became of it can't be noted down.
      if (request.method === 'POST')
        disk.fault = ({ does }) => (does === 'read' || does === 'list' ? null : code);
      return null;
    });
    await run.save('local-one-1', 'customer', { name: 'One', email: 'one@lead.example' });
    await barSays(run, reason);
    expect(await run.app.handlers.saveAccount(typed('local-two-1', 'Two'))).toMatchObject({
      problem: { what: 'storage', reason },
    });
    expect((await run.view('local-one-1')).status.is).toBe('sending');
    site.plan(null);
    disk.fault = () => null;
    must(await run.app.handlers.saveAccount(typed('local-two-1', 'Two')));
    for (const localId of ['local-one-1', 'local-two-1']) await run.reads(localId, 'Sent');
    expect(site.accounts()).toHaveLength(2);
    expect(site.violations).toBe(0);
  });
});
