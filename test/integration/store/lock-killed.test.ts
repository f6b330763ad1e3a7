import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type * as SyncDisk from 'node:fs';
import type * as Disk from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tell } from '../../support/tell.ts';

/** Calls that the lock's own code makes to the disk; the folder of the lock itself is made by the library under it. */
const TOUCHES = ['readdir', 'mkdir', 'open', 'readFile', 'writeFile', 'rmdir', 'rm'] as const;
/** Calls that are made at once, so that the answer is still true when it is acted on. */
const SYNC_TOUCHES = ['readFileSync', 'writeFileSync', 'rmSync', 'statSync'] as const;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldbinder-lock-'));
});
afterEach(async () => {
  vi.doUnmock('node:fs/promises');
  vi.doUnmock('node:fs');
  vi.resetModules();
  await rm(folder, { recursive: true });
});

/** The lock's code as another process would have loaded it, on a disk that may stop answering for good. */
async function otherProcess(stopsAt: (touch: number) => boolean, stopped: () => void) {
  let touches = 0;
  let dead = false;
  const isOver = (): boolean => {
    touches += 1;
    if (!dead && stopsAt(touches)) {
      dead = true;
      stopped();
    }
    return dead;
  };
  type Call = (...args: unknown[]) => unknown;
  const slow = (disk: object, names: readonly string[], end: () => unknown): Record<string, Call> =>
    Object.fromEntries(
      names.map((name) => {
        const call = (disk as Readonly<Record<string, Call>>)[name];
        if (call === undefined) throw new Error(`There is no ${name}`);
        return [name, (...args) => (isOver() ? end() : call(...args))];
      }),
    );
  vi.resetModules();
  vi.doMock('node:fs/promises', async (original) => {
    const disk = await original<typeof Disk>();
    return { ...disk, ...slow(disk, TOUCHES, () => new Promise(() => undefined)) };
  });
  vi.doMock('node:fs', async (original) => {
    const disk = await original<typeof SyncDisk>();
    const dies = (): never => {
      throw new Error('This process is dead');
    };
    return { ...disk, ...slow(disk, SYNC_TOUCHES, dies) };
  });
  return import('../../../electron/store/disk/lock.ts');
}

/** Takes the lock, and stops for good at that touch of the disk; whether it came so far. */
async function stopAt(touch: number): Promise<boolean> {
  let stop = (): void => undefined;
  const stopped = new Promise<boolean>((resolve) => {
    stop = () => resolve(true);
  });
  const { lockFolder } = await otherProcess((at) => at === touch, stop);
  let taken = false;
  const whole = async (): Promise<boolean> => {
    const lock = await lockFolder(folder, () => undefined);
    taken = lock.is === 'ours';
    if (lock.is === 'ours') await lock.release();
    return false;
  };
  // A process that was let go of for good says nothing more, whatever it would have thrown.
  return Promise.race([stopped, whole().catch(() => !taken)]).then((came) => came && !taken);
}

describe('a process that dies at any touch of the disk while it takes the lock', () => {
  it('leaves no lock without its owner', async () => {
    let touch = 1;
    for (; await stopAt(touch); touch += 1) {
      const names = await readdir(folder);
      expect({ touch, orphan: names.includes('lock') && !names.includes('lock.owner') }).toEqual({
        touch,
        orphan: false,
      });
      for (const name of names) await rm(join(folder, name), { recursive: true });
    }
    tell(`lock: ${touch - 1} touches of the disk to die at, none leaves a lock without its owner`);
    expect(touch).toBeGreaterThan(4);
  });
});
