import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeFiles } from '../../../electron/store/disk/files.ts';
import type { Files } from '../../../electron/store/disk/files.ts';
import { makeDurableFolder } from '../../../electron/store/disk/folder.ts';
import { openCollection } from '../../../electron/store/journal/open-collection.ts';
import { realPacer } from '../../../electron/store/disk/pacer.ts';
import { FakeDisk } from '../../support/disk.ts';
import { NOTES, note, opened } from '../../support/store.ts';

let base = '';
let folder = '';
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'fieldbinder-store-'));
  folder = join(base, 'data');
  await mkdir(folder);
});
afterEach(() => rm(base, { recursive: true }));

function openNotes(foldAt = 2_000) {
  return openCollection({ ...NOTES, files: nodeFiles, pacer: realPacer, folder, foldAt });
}

describe('a folder', () => {
  it('is made with its parents, and it is no matter that it is there', async () => {
    const deep = join(folder, 'a', 'b', 'c');
    await makeDurableFolder(nodeFiles, deep);
    await makeDurableFolder(nodeFiles, deep);
    const made = await stat(deep);
    expect(made.isDirectory()).toBe(true);
    if (process.platform !== 'win32') expect(made.mode & 0o777).toBe(0o700);
  });

  it('that can’t be there is refused, and the refusal comes', async () => {
    await writeFile(join(folder, 'file'), '');
    const making = (...path: string[]) => makeDurableFolder(nodeFiles, join(...path));
    await expect(making(folder, 'file')).rejects.toMatchObject({ code: 'ENOTDIR' });
    await expect(making(folder, 'file', 'x')).rejects.toMatchObject({ code: 'ENOTDIR' });
    // A file system that lets nobody make one, and says ENOENT: Node's own recursive way would try for ever.
    if (process.platform === 'linux') {
      await expect(making('/proc/fieldbinder/data')).rejects.toMatchObject({ code: 'ENOENT' });
    }
  });
});

describe('a collection on a real disk', () => {
  it('is there again, folded and not, and only this user can read it', async () => {
    folder = join(folder, 'made', 'for', 'it');
    const { collection } = opened(await openNotes());
    for (let save = 0; save < 200; save += 1) {
      await collection.commit([{ put: `${save % 20}`, row: note(`${save} ${'x'.repeat(50)}`) }]);
    }
    const rows = new Map(collection.rows);
    await collection.close();
    const names = await readdir(folder);
    expect(names.toSorted()).toEqual([
      expect.stringMatching(/^outbox\.\d+\.journal$/),
      expect.stringMatching(/^outbox\.\d+\.snapshot$/),
      'outbox.mark',
    ]);
    if (process.platform !== 'win32') {
      for (const name of names) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
    }
    const again = opened(await openNotes());
    expect(again.collection.rows).toEqual(rows);
    expect(again.notice).toBeNull();
    await again.collection.close();
  });

  it('whose folder was removed, or replaced, fails the save', async () => {
    const { collection } = opened(await openNotes());
    await collection.commit([{ put: 'a', row: note('one') }]);
    const vanished = { ok: false, problem: { what: 'storage', reason: 'vanished' } };
    const elsewhere = `${folder}-elsewhere`;
    await rename(folder, elsewhere);
    expect(await collection.commit([{ put: 'b', row: note('two') }])).toMatchObject(vanished);
    expect(await collection.commit([{ put: 'b', row: note('two') }])).toMatchObject(vanished);
    expect([...collection.rows.keys()]).toEqual(['a']);
    await rename(elsewhere, folder);
    expect(await collection.commit([{ put: 'c', row: note('three') }])).toEqual({ ok: true, value: null });
    await collection.close();
    const again = opened(await openNotes());
    expect([...again.collection.rows.keys()]).toEqual(['a', 'c']);
    expect(again.notice).toBeNull();
    await again.collection.close();
  });

  it('sets a damaged file aside, byte for byte', async () => {
    const { collection } = opened(await openNotes());
    await collection.commit([{ put: 'a', row: note('one') }]);
    await collection.close();
    await writeFile(join(folder, 'outbox.1.journal'), 'null');
    const { collection: again, notice } = opened(await openNotes());
    expect(notice).toMatchObject({ recovered: 0, lost: 1 });
    expect(await readFile(join(folder, notice?.setAside ?? ''), 'utf8')).toBe('null');
    await again.close();
  });

  it('cannot be where a file is', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    folder = file;
    expect(await openNotes()).toMatchObject({ ok: false, problem: { what: 'storage' } });
  });
});

/** The fake that most tests rely on must behave as the disk does. */
const DISKS: readonly (readonly [string, () => { readonly files: Files; readonly root: string }])[] = [
  ['the real disk', () => ({ files: nodeFiles, root: folder })],
  ['the fake disk', () => ({ files: new FakeDisk(), root: '/data' })],
];

describe.each(DISKS)('%s', (_, setUp) => {
  it('creates only what is not there, and opens only what is', async () => {
    const { files, root } = setUp();
    await files.makeFolder(root);
    await files.makeFolder(root);
    const path = join(root, 'file');
    await expect(files.open(path)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(files.read(path)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(files.remove(path)).rejects.toMatchObject({ code: 'ENOENT' });
    await (await files.create(path)).close();
    await expect(files.create(path)).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(files.create(join(root, 'no', 'file'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(files.list(join(root, 'no'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(files.syncFolder(join(root, 'no'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await files.list(root)).toEqual(['file']);
  });

  it('writes and reads at positions, cuts, and flushes', async () => {
    const { files, root } = setUp();
    await files.makeFolder(root);
    const file = await files.create(join(root, 'file'));
    expect(await file.write(Buffer.from('abcdef'), 0)).toBe(6);
    expect(await file.write(Buffer.from('XY'), 2)).toBe(2);
    await file.truncate(5);
    await file.syncData();
    await file.sync();
    await files.syncFolder(root);
    expect((await file.read(100, 1)).toString()).toBe('bXYe');
    expect((await file.read(100, 5)).length).toBe(0);
    await file.close();
    expect((await files.read(join(root, 'file'))).toString()).toBe('abXYe');
  });

  it('knows whether an open file is still where it was', async () => {
    const { files, root } = setUp();
    await files.makeFolder(root);
    const file = await files.create(join(root, 'file'));
    expect(file.isInPlace()).toBe(true);
    await files.rename(join(root, 'file'), join(root, 'other'));
    expect(file.isInPlace()).toBe(false);
    const second = await files.create(join(root, 'file'));
    expect(file.isInPlace()).toBe(false);
    await files.remove(join(root, 'file'));
    expect(second.isInPlace()).toBe(false);
    await file.close();
    await second.close();
  });
});
