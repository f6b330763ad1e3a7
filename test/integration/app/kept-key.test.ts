import { mkdirSync, readdirSync, renameSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keysFile } from '../../../electron/shell/keys-file.ts';
import { rig } from '../../support/rig.ts';
import { connected, forgetFolder, KEY, must, newFolder } from '../../support/running-app.ts';

const { server, running } = rig();

/** A folder in the file's place: the disk's error at each reading, as root too. */
function makeUnreadable(path: string): () => void {
  renameSync(path, `${path}.kept`);
  mkdirSync(path);
  return () => {
    rmdirSync(path);
    renameSync(`${path}.kept`, path);
  };
}

describe('a disk that does not give the kept key', () => {
  it('is told in its words, asked again, and then the key is used', async () => {
    const site = await server();
    const folder = await newFolder();
    try {
      const path = join(folder, 'keys.json');
      const first = await running({ origin: site.origin, folder, secrets: keysFile(path, { is: 'plain' }) });
      await connected(first);
      await first.stop();
      const mend = makeUnreadable(path);
      const run = await running({ origin: site.origin, folder, secrets: keysFile(path, { is: 'plain' }) });
      await run.until('the disk is blamed', async () => {
        const { connection } = await run.status();
        return connection.is === 'held' && connection.problem.what === 'storage';
      });
      await run.save('local-one-1', 'customer', { name: 'One' });
      mend();
      await run.reads('local-one-1', 'Sent');
      await run.stop();
    } finally {
      await forgetFolder(folder);
    }
  });

  it('does not keep one from giving the key again', async () => {
    const site = await server();
    const folder = await newFolder();
    try {
      const path = join(folder, 'keys.json');
      const first = await running({ origin: site.origin, folder, secrets: keysFile(path, { is: 'plain' }) });
      await connected(first);
      await first.stop();
      makeUnreadable(path);
      const run = await running({ origin: site.origin, folder, secrets: keysFile(path, { is: 'plain' }) });
      // It can't be kept, which is said; but it is in use.
      expect(await run.app.handlers.giveKey({ key: KEY, keepKey: true })).toMatchObject({
        problem: { what: 'storage' },
      });
      await run.save('local-one-1', 'customer', { name: 'One' });
      await run.reads('local-one-1', 'Sent');
      await run.stop();
      expect(readdirSync(folder)).toContain('keys.json.kept');
    } finally {
      await forgetFolder(folder);
    }
  });
});

describe('a disk that does not take the key', () => {
  it('fails the connecting in words and leaves the workspace free to be connected again', async () => {
    const site = await server();
    const folder = await newFolder();
    try {
      const path = join(folder, 'keys.json');
      mkdirSync(path);
      const run = await running({ origin: site.origin, folder, secrets: keysFile(path, { is: 'plain' }) });
      const asked = { address: 'acme', key: KEY, keepKey: true };
      expect(await run.app.handlers.connect(asked)).toMatchObject({ problem: { what: 'storage' } });
      expect(must(await run.app.handlers.open(null)).workspace).toBeNull();
      rmdirSync(path);
      expect(await run.app.handlers.connect(asked)).toMatchObject({ value: { checked: 'now' } });
      await run.stop();
    } finally {
      await forgetFolder(folder);
    }
  });
});

describe('the practice site, asked for twice at once', () => {
  it('is opened once on a fresh folder, and both are told that it is open', async () => {
    const run = await running();
    const { practice } = run.app.handlers;
    const opened = { ok: true, value: { workspace: { id: 'practice', kind: 'practice' }, checked: 'now' } };
    expect(await Promise.all([practice(null), practice(null), practice(null)])).toEqual([
      opened,
      opened,
      opened,
    ]);
    await run.save('local-one-1', 'customer', { name: 'One' });
    await run.reads('local-one-1', 'Sent');
  });
});
