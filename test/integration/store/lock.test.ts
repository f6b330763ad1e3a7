import { mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lockFolder } from '../../../electron/store/disk/lock.ts';
import type { Locking } from '../../../electron/store/disk/lock.ts';
import { startScript } from '../../support/child.ts';
import { tell } from '../../support/tell.ts';

const SCRIPT = new URL('./lock-holder.ts', import.meta.url);

let base = '';
let folder = '';
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'fieldbinder-lock-'));
  folder = join(base, 'data');
  await mkdir(folder);
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(base, { recursive: true });
});

function nothingLost(): void {
  throw new Error('The lock was lost');
}

async function ours(onLost = nothingLost): Promise<Extract<Locking, { is: 'ours' }>> {
  const lock = await lockFolder(folder, onLost);
  if (lock.is !== 'ours') throw new Error(`Not ours: ${JSON.stringify(lock)}`);
  return lock;
}

/** Files as they may be at a start: the owner's with these bytes, and folders that nobody has touched for long. */
async function leave(owner: Buffer | null, folders: readonly string[]): Promise<void> {
  await rm(folder, { recursive: true });
  await mkdir(folder);
  if (owner !== null) await writeFile(join(folder, 'lock.owner'), owner);
  for (const name of folders) {
    await mkdir(join(folder, name));
    await utimes(join(folder, name), new Date(0), new Date(0));
  }
}

describe("the folder's lock", () => {
  it('is for one at a time, within one process too', async () => {
    const first = await ours();
    expect(await lockFolder(folder, nothingLost)).toEqual({ is: 'held', pid: process.pid });
    await first.release();
    await (await ours()).release();
  });

  it('is refused while another process has it, and says which', async () => {
    const holder = startScript(SCRIPT, [folder]);
    await holder.printed(1);
    expect(holder.lines).toEqual(['ours']);
    expect(await lockFolder(folder, nothingLost)).toEqual({ is: 'held', pid: holder.pid });
    await holder.kill();
  });

  it('of a killed process is taken at once', async () => {
    const holder = startScript(SCRIPT, [folder]);
    await holder.printed(1);
    await holder.kill();
    // Still there, and touched so lately that by its age alone it would be held.
    const soon = new Date(Date.now() + 60_000);
    await utimes(join(folder, 'lock'), soon, soon);
    await (await ours()).release();
  });

  it('of a killed process goes to exactly one of many that want it', async () => {
    const holder = startScript(SCRIPT, [folder]);
    await holder.printed(1);
    await holder.kill();
    const rivals = await Promise.all(Array.from({ length: 5 }, () => lockFolder(folder, nothingLost)));
    expect(rivals.map(({ is }) => is).toSorted()).toEqual(['held', 'held', 'held', 'held', 'ours']);
    for (const rival of rivals) if (rival.is === 'ours') await rival.release();
  });

  it('of a process that was killed at the gate a moment ago is taken as soon as it can be told', async () => {
    await mkdir(join(folder, 'lock.gate'));
    // As proper-lockfile sets its time: up to a second ahead.
    const ahead = new Date(Date.now() + 1_005);
    await utimes(join(folder, 'lock.gate'), ahead, ahead);
    await (await ours()).release();
  });

  it('as a power cut may have left it keeps nobody out', async () => {
    const holder = startScript(SCRIPT, [folder]);
    await holder.printed(1);
    await holder.kill();
    const whole = await readFile(join(folder, 'lock.owner'));
    const owners = [
      null,
      ...Array.from(whole, (_, length) => whole.subarray(0, length)),
      Buffer.alloc(whole.length),
    ];
    let states = 0;
    for (const [index, owner] of owners.entries()) {
      // The lock and the gate there or not, each by itself.
      for (const folders of index % 8 === 0
        ? [[], ['lock'], ['lock.gate'], ['lock', 'lock.gate']]
        : [['lock']]) {
        states += 1;
        await leave(owner, folders);
        await (await ours()).release();
      }
    }
    tell(`lock: ${states} states after a power cut, none kept anybody out`);
  });

  it('whose owner cannot be read, and is perhaps alive, is respected', async () => {
    await leave(Buffer.from('{"pid":'), ['lock']);
    const now = new Date();
    await utimes(join(folder, 'lock'), now, now);
    expect(await lockFolder(folder, nothingLost)).toEqual({ is: 'held', pid: null });
  });

  it.each([
    ['its folder vanished', () => rm(folder, { recursive: true })],
    [
      'another took it',
      async () => {
        await writeFile(
          join(folder, 'lock.owner'),
          JSON.stringify({ pid: 1, host: 'another', run: 'another' }),
        );
        await utimes(join(folder, 'lock'), new Date(0), new Date(0));
      },
    ],
  ])('that is lost because %s is told', async (_, happens) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let lose = (): void => undefined;
    const lost = new Promise<void>((resolve) => {
      lose = resolve;
    });
    const lock = await ours(() => lose());
    await happens();
    vi.advanceTimersByTime(10_000);
    await lost;
    await lock.release();
  });

  it('leaves no lock behind when it is released', async () => {
    const lock = await ours();
    await lock.release();
    await expect(stat(join(folder, 'lock'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(stat(join(folder, 'lock.owner'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('makes the folder if need be, and says what hinders it', async () => {
    folder = join(folder, 'new', 'place');
    await (await ours()).release();
    expect(await lockFolder('/dev/null/folder', nothingLost)).toMatchObject({
      is: 'failed',
      problem: { what: 'storage' },
    });
  });
});
