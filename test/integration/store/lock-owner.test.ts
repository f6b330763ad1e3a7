import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { FolderLock } from '../../../electron/store/disk/held-lock.ts';
import { lockFolder } from '../../../electron/store/disk/lock.ts';
import { eventually } from '../../support/eventually.ts';
import { FakePacer } from '../../support/pacer.ts';

const HOUR = 3_600_000;
const ANOTHER = { pid: 1, host: hostname(), run: 'another run' };

let folder = '';
let lost: string[] = [];
beforeEach(async () => {
  lost = [];
  folder = await mkdtemp(join(tmpdir(), 'fieldbinder-owner-'));
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true, force: true });
});

async function take(pacer = new FakePacer()): Promise<FolderLock> {
  const lock = await lockFolder(folder, (problem) => lost.push(problem?.reason ?? 'over'), pacer);
  if (lock.is !== 'ours') throw new Error(`Not ours: ${JSON.stringify(lock)}`);
  onTestFinished(() => lock.release());
  return lock;
}

function named(owner: object): Promise<void> {
  return writeFile(join(folder, 'lock.owner'), JSON.stringify(owner));
}

/** A lock as another process left it. @param stamp ms */
async function leftBehind(owner: object, stamp: number): Promise<void> {
  await mkdir(join(folder, 'lock'));
  await named({ ...ANOTHER, ...owner });
  await touched('lock', stamp);
}

async function touched(name: string, stamp: number): Promise<void> {
  await utimes(join(folder, name), stamp / 1_000, stamp / 1_000);
}

/** Somebody else's doings while a doubtful lock is watched. */
class Watched extends FakePacer {
  readonly #meanwhile: () => Promise<void>;

  constructor(meanwhile: () => Promise<void>) {
    super();
    this.#meanwhile = meanwhile;
  }

  override async wait(ms: number): Promise<void> {
    await this.#meanwhile();
    await super.wait(ms);
  }
}

describe('whose the folder is', () => {
  it('is read afresh, and is lost for good once another process was named', async () => {
    const lock = await take();
    const ours = await readFile(join(folder, 'lock.owner'));
    expect([lock.isStillOurs(), lock.mayWrite()]).toEqual([true, true]);
    await named(ANOTHER);
    expect([lock.isStillOurs(), lock.mayWrite()]).toEqual([false, false]);
    await writeFile(join(folder, 'lock.owner'), ours);
    expect([lock.isStillOurs(), lock.mayWrite()]).toEqual([false, false]);
    expect(lost).toEqual(['taken']);
  });

  it('is noticed by a write too, without the sending that asks first', async () => {
    const lock = await take();
    await named(ANOTHER);
    expect(lock.mayWrite()).toBe(false);
    expect(lost).toEqual(['taken']);
  });

  it('is lost when its owner’s file is gone: another process may have come, written and gone again', async () => {
    const lock = await take();
    await rm(join(folder, 'lock.owner'));
    await rmdir(join(folder, 'lock'));
    expect(lock.mayWrite()).toBe(false);
    expect(lock.isStillOurs()).toBe(false);
    expect(lost).toEqual(['taken']);
  });

  it('stays ours when the file was only written anew', async () => {
    const lock = await take();
    await writeFile(join(folder, 'lock.owner'), await readFile(join(folder, 'lock.owner')));
    expect([lock.mayWrite(), lock.isStillOurs(), lock.mayWrite()]).toEqual([true, true, true]);
  });

  it('is left to the disk’s own words where the whole folder is gone', async () => {
    const lock = await take();
    await rm(folder, { recursive: true });
    expect([lock.isStillOurs(), lock.mayWrite()]).toEqual([false, true]);
    expect(lost).toEqual([]);
  });

  it('is over with its release, within this process too', async () => {
    const lock = await take();
    await lock.release();
    await take();
    expect([lock.isStillOurs(), lock.mayWrite()]).toEqual([false, false]);
    expect(lost).toEqual([]);
  });

  it('is not touched by the release of one that lost it', async () => {
    const lock = await take();
    await named(ANOTHER);
    await lock.release();
    expect((await readdir(folder)).toSorted()).toEqual(['lock', 'lock.owner']);
    expect(JSON.parse(await readFile(join(folder, 'lock.owner'), 'utf8'))).toEqual(ANOTHER);
    await rm(join(folder, 'lock'), { recursive: true });
  });
});

describe("the folder's lock", () => {
  it('that was swept away while its owner runs is taken anew', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const lock = await take();
    await rmdir(join(folder, 'lock'));
    vi.advanceTimersByTime(2_000);
    vi.useRealTimers();
    await eventually(() => stat(join(folder, 'lock')));
    expect([lock.isStillOurs(), lost]).toEqual([true, []]);
    expect(await lockFolder(folder, () => undefined)).toMatchObject({ is: 'held' });
  });

  it('stamped a day and a half ahead by nobody who lives keeps nobody out, though its id is in use', async () => {
    await leftBehind({ pid: process.ppid }, Date.now() + 36 * HOUR);
    await take();
  });

  it('stamped ahead by a clock that is wrong is respected while its owner touches it', async () => {
    const ahead = Date.now() + 36 * HOUR;
    await leftBehind({ pid: process.ppid }, ahead);
    const pacer = new Watched(() => touched('lock', ahead + 2_000));
    expect(await lockFolder(folder, () => undefined, pacer)).toEqual({ is: 'held', pid: process.ppid });
  });

  it('of another computer whose clock is behind is respected while that one touches it', async () => {
    const behind = Date.now() - 3 * HOUR;
    await leftBehind({ pid: 7, host: 'another computer' }, behind);
    const pacer = new Watched(() => touched('lock', behind + 2_000));
    expect(await lockFolder(folder, () => undefined, pacer)).toEqual({ is: 'held', pid: 7 });
  });

  it('of another computer that is gone is taken', async () => {
    await leftBehind({ pid: 7, host: 'another computer' }, Date.now() - 60_000);
    await take();
  });

  it('is not waited for where its age says enough', async () => {
    await leftBehind({ pid: process.ppid }, Date.now() - 60_000);
    const pacer = new FakePacer();
    await take(pacer);
    expect(pacer.waited).toBe(0);
  });

  it('is had by one at a time though its gate is stamped a day ahead', async () => {
    await mkdir(join(folder, 'lock.gate'));
    await touched('lock.gate', Date.now() + 24 * HOUR);
    await take();
  });

  it.runIf(process.platform === 'linux')('of a zombie is taken at once', async () => {
    // The shell starts a child, becomes a program that never collects it, and the child ends.
    const parent = spawn('sh', ['-c', 'sh -c "echo \\$\\$; exit" & exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void parent.kill('SIGKILL'));
    const pid = await new Promise<number>((resolve) => {
      parent.stdout.once('data', (said) => resolve(Number(String(said))));
    });
    await eventually(async () => expect(await readFile(`/proc/${pid}/stat`, 'utf8')).toMatch(/\) Z /));
    expect(process.kill(pid, 0)).toBe(true);
    await leftBehind({ pid }, Date.now());
    await take();
  });
});
