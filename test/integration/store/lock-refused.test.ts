import fs from 'node:fs';
import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { FolderLock } from '../../../electron/store/disk/held-lock.ts';
import { lockFolder } from '../../../electron/store/disk/lock.ts';

let base = '';
let folder = '';
let told: (string | null)[] = [];
beforeEach(async () => {
  told = [];
  base = await mkdtemp(join(tmpdir(), 'fieldbinder-refused-'));
  folder = join(base, 'data');
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(base, { recursive: true, force: true });
});

async function take(): Promise<FolderLock> {
  const lock = await lockFolder(folder, (problem) => told.push(problem?.reason ?? null));
  if (lock.is !== 'ours') throw new Error(`Not ours: ${JSON.stringify(lock)}`);
  onTestFinished(() => lock.release());
  return lock;
}

const refusal = (code: string): Error => Object.assign(new Error(code), { code, syscall: 'utimes' });

/** Makes the disk refuse to set stamps. @returns how to end it */
function refuseStamps(code: string): () => void {
  const real = fs.utimes;
  fs.utimes = ((...given: unknown[]) => {
    (given.at(-1) as (error: Error) => void)(refusal(code));
  }) as typeof fs.utimes;
  syncBuiltinESMExports();
  const end = (): void => {
    fs.utimes = real;
    syncBuiltinESMExports();
  };
  onTestFinished(end);
  return end;
}

/** Makes the disk refuse new folders as well. @returns how to end it */
function refuseFolders(code: string): () => void {
  const { mkdir: callback } = fs;
  const { mkdir: promised } = promises;
  fs.mkdir = ((...given: unknown[]) => {
    (given.at(-1) as (error: Error) => void)(refusal(code));
  }) as unknown as typeof fs.mkdir;
  promises.mkdir = (() => Promise.reject(refusal(code))) as typeof promises.mkdir;
  syncBuiltinESMExports();
  const end = (): void => {
    fs.mkdir = callback;
    promises.mkdir = promised;
    syncBuiltinESMExports();
  };
  onTestFinished(end);
  return end;
}

/** Time goes by, as fast as the disk answers. */
async function passes(until: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await until())) {
    vi.advanceTimersByTime(500);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const stamp = async (): Promise<number> => (await stat(join(folder, 'lock'))).mtimeMs;

describe("a folder's lock on a disk that refuses to set stamps", () => {
  it.each(['EPERM', 'EACCES', 'ENOSYS', 'ENOTSUP', 'EINVAL'])(
    'is had, keeps others out and is touched (%s)',
    async (code) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      refuseStamps(code);
      const lock = await take();
      const before = await stamp();
      await passes(async () => (await stamp()) > before);
      const first = await stamp();
      await passes(async () => (await stamp()) > first);
      expect([lock.isStillOurs(), told]).toEqual([true, []]);
      expect(await lockFolder(folder, () => undefined)).toMatchObject({ is: 'held' });
      await lock.release();
      await expect(stat(join(folder, 'lock'))).rejects.toMatchObject({ code: 'ENOENT' });
    },
  );

  it('is had after its holder was killed while touching it', async () => {
    refuseStamps('EPERM');
    await mkdir(join(folder, 'lock', 'touch'), { recursive: true });
    await writeFile(
      join(folder, 'lock.owner'),
      JSON.stringify({ pid: process.pid, host: hostname(), run: 'an earlier one' }),
    );
    const lock = await take();
    expect(lock.isStillOurs()).toBe(true);
  });
});

describe("a folder's lock whose disk", () => {
  it('became read-only is told, and told again once that is over', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const lock = await take();
    const ends = [refuseStamps('EROFS'), refuseFolders('EROFS')];
    await passes(() => told.length > 0);
    expect(told).toEqual(['read-only']);
    // Nobody else can have taken it.
    expect(lock.isStillOurs()).toBe(true);
    for (const end of ends) end();
    await passes(() => told.length > 1);
    expect(told).toEqual(['read-only', null]);
    const before = await stamp();
    await passes(async () => (await stamp()) > before);
    expect([lock.isStillOurs(), told.length]).toEqual([true, 2]);
  });

  it('was taken away is told, and told again once it is back', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const lock = await take();
    await rename(folder, `${folder} elsewhere`);
    await passes(() => told.length > 0);
    expect([told, lock.isStillOurs()]).toEqual([['vanished'], false]);
    await rename(`${folder} elsewhere`, folder);
    await passes(() => told.length > 1);
    expect([told, lock.isStillOurs()]).toEqual([['vanished', null], true]);
    expect(await lockFolder(folder, () => undefined)).toMatchObject({ is: 'held' });
  });

  it('comes back with another owner is lost for good', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const lock = await take();
    await rename(folder, `${folder} elsewhere`);
    await passes(() => told.length > 0);
    await writeFile(
      join(`${folder} elsewhere`, 'lock.owner'),
      JSON.stringify({ pid: 1, host: hostname(), run: 'another run' }),
    );
    await rename(`${folder} elsewhere`, folder);
    await passes(() => told.length > 1);
    expect([told, lock.isStillOurs()]).toEqual([['vanished', 'taken'], false]);
  });
});
