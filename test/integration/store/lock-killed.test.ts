import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type * as Disk from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tell } from '../../support/tell.ts';

/** What the lock's own code does on the disk; the folder of the lock itself is made by the library under it. */
const TOUCHES = ['readdir', 'mkdir', 'open', 'readFile', 'writeFile', 'rmdir', 'rm'] as const;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldbinder-lock-'));
});
afterEach(async () => {
  vi.doUnmock('node:fs/promises');
  vi.resetModules();
  await rm(folder, { recursive: true });
});

/** The lock's code as another process would have loaded it, on a disk that may stop answering. */
async function otherProcess(stopsAt: (touch: number) => boolean, stopped: () => void) {
  let touches = 0;
  vi.resetModules();
  vi.doMock('node:fs/promises', async (original) => {
    const disk = await original<typeof Disk>();
    const slow = Object.fromEntries(
      TOUCHES.map((name) => [
        name,
        (...args: unknown[]): unknown => {
          touches += 1;
          if (!stopsAt(touches)) return (disk[name] as (...all: unknown[]) => unknown)(...args);
          stopped();
          return new Promise(() => undefined);
        },
      ]),
    );
    return { ...disk, ...slow };
  });
  return import('../../../electron/store/disk/lock.ts');
}

/** Takes the lock and gives it back, and stops for good at that touch of the disk; whether it came so far. */
async function stopAt(touch: number): Promise<boolean> {
  let stop = (): void => undefined;
  const stopped = new Promise<boolean>((resolve) => {
    stop = () => resolve(true);
  });
  const { lockFolder } = await otherProcess((at) => at === touch, stop);
  const whole = async (): Promise<boolean> => {
    const lock = await lockFolder(folder, () => undefined);
    if (lock.is === 'ours') await lock.release();
    return false;
  };
  return Promise.race([stopped, whole()]);
}

describe('a process that dies at any touch of the disk while it takes or leaves the lock', () => {
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
