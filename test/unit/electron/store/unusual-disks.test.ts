import { mkdtemp, open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { nameOfErrno, storageProblem } from '../../../../electron/store/disk/disk-error.ts';
import { nodeFiles } from '../../../../electron/store/disk/files.ts';
import { openCollection } from '../../../../electron/store/journal/open-collection.ts';
import { FakePacer } from '../../../support/pacer.ts';
import { NOTES, note, opened } from '../../../support/store.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a disk error that Node has no name for', () => {
  it.each([
    ['linux', -122, 'EDQUOT'],
    ['darwin', -69, 'EDQUOT'],
    ['linux', -116, 'ESTALE'],
    ['darwin', -70, 'ESTALE'],
    ['linux', -69, null],
    ['win32', -122, null],
  ] as const)('on %s, %d is %s', (platform, errno, name) => {
    expect(nameOfErrno(errno, platform)).toBe(name);
  });

  it.runIf(process.platform === 'linux').each([
    [-122, 'full'],
    [-116, 'vanished'],
  ])('%d is told as %s', (errno, reason) => {
    const error = Object.assign(new Error('write'), {
      ...{ errno, code: `Unknown system error ${errno}`, syscall: 'write' },
    });
    expect(storageProblem(error)).toMatchObject({ what: 'storage', reason });
  });
});

it.each(['EINVAL', 'ENOTSUP', 'ENOSYS'])(
  'a disk that answers %s to the flush of a folder takes saves',
  async (code) => {
    const folder = await mkdtemp(join(tmpdir(), 'fieldbinder-unusual-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const handle = await open(folder, 'r');
    const files = Object.getPrototypeOf(handle) as FileHandle;
    await handle.close();
    let refused = 0;
    const flush = files.sync;
    vi.spyOn(files, 'sync').mockImplementation(async function (this: FileHandle) {
      if (!(await this.stat()).isDirectory()) return flush.call(this);
      refused += 1;
      throw Object.assign(new Error(code), { code, syscall: 'fsync' });
    });
    const place = { files: nodeFiles, pacer: new FakePacer(), folder: join(folder, 'data') };
    const first = opened(await openCollection({ ...NOTES, ...place }));
    expect(await first.collection.commit([{ put: 'a', row: note('one') }])).toMatchObject({ ok: true });
    await first.collection.close();
    const again = opened(await openCollection({ ...NOTES, ...place }));
    expect(again.collection.rows.get('a')).toEqual(note('one'));
    await again.collection.close();
    expect(refused).toBeGreaterThan(0);
  },
);
