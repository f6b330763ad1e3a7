import { randomUUID } from 'node:crypto';
import * as callbackFs from 'node:fs';
import * as fs from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import * as v from 'valibot';
import type { Problem } from '../../../shared/problem.ts';
import { codeOf, storageProblem } from './disk-error.ts';
import { nodeFiles } from './files.ts';
import { makeDurableFolder } from './folder.ts';
import { parseJson } from '../json.ts';

export type Locking =
  | ({ readonly is: 'ours' } & FolderLock)
  /** Another process has this folder; its id, where it could be told. */
  | { readonly is: 'held'; readonly pid: number | null }
  | { readonly is: 'failed'; readonly problem: Problem };

/** A folder that is ours, until another process takes it: then nothing may be sent or written here any more. */
export interface FolderLock {
  /** Asks the disk who has the folder. Once it was another process, it is false for good. */
  isStillOurs(): Promise<boolean>;
  /** As `isStillOurs`, but cheap enough for every write: it looks whether the owner's file is as it was. */
  mayWrite(): Promise<boolean>;
  release(): Promise<void>;
}

/**
 * One process a data folder. The lock lies beside the data:
 *
 *     lock         proper-lockfile's, touched every few seconds; one that is not touched any more is free
 *     lock.owner   who has it, so that after a crash nobody waits for that: a dead owner's lock is broken at once
 *     lock.gate    held for moments, while one process looks at the other two
 *
 * A process that slept may come back to a folder that another one took meanwhile. Its own next touch would tell it, but
 * that is a timer: whatever had been prepared would go out before. So whoever sends or writes asks `FolderLock` first.
 *
 * These files are no data, so they don't go through Files.
 *
 * @param onLost called once: nothing more may be written; `taken`: another process has the folder, `vanished`: it is gone
 */
export async function lockFolder(
  folder: string,
  onLost: (reason: 'taken' | 'vanished') => void,
): Promise<Locking> {
  try {
    await makeDurableFolder(nodeFiles, folder);
    const gate = join(folder, 'lock.gate');
    const closeGate = await lockfile.lock(gate, {
      lockfilePath: gate,
      realpath: false,
      stale: GATE_STALE,
      retries: { retries: GATE_TRIES, factor: 1, minTimeout: GATE_PAUSE, maxTimeout: GATE_PAUSE },
      onCompromised: () => undefined,
    });
    try {
      return await lockBehindGate(folder, onLost);
    } finally {
      await letGo(closeGate);
    }
  } catch (error) {
    return heldOrFailed(error, null);
  }
}

/** Ms. */
const GATE_STALE = 2_000;
/**
 * Together longer than a gate of a process that was killed at it can look alive, so that such a crash locks nobody out:
 * that is GATE_STALE and a second more, because proper-lockfile first sets its time up to a second ahead.
 */
const GATE_TRIES = 25;
/** Ms. */
const GATE_PAUSE = 200;
/** Ms. After a sleep the holder's touch is late; it notices by itself that the lock is still its own. */
const STALE = 10_000;
const TOUCH = 2_000;

/** Tells apart a process of the same id after a restart, as in a container. */
const RUN = randomUUID();

type OnLost = (reason: 'taken' | 'vanished') => void;

const owner = v.object({ pid: v.number(), host: v.string(), run: v.string() });
type Owner = v.InferOutput<typeof owner>;

async function lockBehindGate(folder: string, onLost: OnLost): Promise<Locking> {
  const path = join(folder, 'lock');
  const before = await readOwner(folder);
  if (before !== null && isDead(before)) await removeLock(path);
  try {
    if (await lockfile.check(path, { lockfilePath: path, realpath: false, stale: STALE })) {
      return { is: 'held', pid: before?.pid ?? null };
    }
    // Its owner first: who is killed in between leaves no lock of which nobody knows that its owner is dead, and who
    // wakes in between learns that the folder is no longer its own.
    await writeOwner(folder);
    const held = new HeldLock(folder, onLost);
    await held.take();
    return held;
  } catch (error) {
    return heldOrFailed(error, before);
  }
}

class HeldLock implements FolderLock {
  readonly is = 'ours';
  readonly #folder: string;
  readonly #path: string;
  readonly #onLost: OnLost;
  #unlock: () => Promise<void> = () => Promise.resolve();
  #taken = false;
  #told = false;
  /** The owner's file when it last named this process. */
  #stamp: string | null = null;

  constructor(folder: string, onLost: OnLost) {
    this.#folder = folder;
    this.#path = join(folder, 'lock');
    this.#onLost = onLost;
  }

  async take(): Promise<void> {
    this.#unlock = await lockfile.lock(this.#path, {
      lockfilePath: this.#path,
      realpath: false,
      stale: STALE,
      update: TOUCH,
      fs: this.#sparingFs(),
      onCompromised: () => void this.#compromised(),
    });
    this.#stamp = stampOf(ownerPath(this.#folder));
  }

  async isStillOurs(): Promise<boolean> {
    if (this.#taken) return false;
    const stamp = stampOf(ownerPath(this.#folder));
    const found = await readOwner(this.#folder);
    if (found !== null && !isOurselves(found)) {
      this.#lose('taken');
      return false;
    }
    if (found !== null) this.#stamp = stamp;
    return this.#isThere();
  }

  async mayWrite(): Promise<boolean> {
    if (this.#taken) return false;
    const stamp = stampOf(ownerPath(this.#folder));
    if (stamp !== null && stamp === this.#stamp) return true;
    await this.isStillOurs();
    // A folder that is gone says so by itself, and better, to whoever writes there.
    return !this.#taken;
  }

  async release(): Promise<void> {
    await letGo(this.#unlock);
    // A lock that was lost may be another's by now, and so may the owner's file.
    const found = await readOwner(this.#folder);
    if (found !== null && isOurselves(found)) await fs.rm(ownerPath(this.#folder), { force: true });
  }

  async #compromised(): Promise<void> {
    this.#lose((await this.#isThere().catch(() => false)) ? 'taken' : 'vanished');
  }

  #lose(reason: 'taken' | 'vanished'): void {
    this.#taken ||= reason === 'taken';
    if (this.#told) return;
    this.#told = true;
    this.#onLost(reason);
  }

  async #isThere(): Promise<boolean> {
    try {
      await fs.stat(this.#path);
      return true;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    }
  }

  /**
   * proper-lockfile removes its lock when it is released and when the process ends, whoever has it by then: the lock of a
   * process that took the folder stays.
   */
  #sparingFs(): typeof callbackFs {
    const path = ownerPath(this.#folder);
    const isOurs = (): boolean => {
      try {
        const read = v.safeParse(owner, parseJson(callbackFs.readFileSync(path, 'utf8')));
        return read.success && isOurselves(read.output);
      } catch (error) {
        return codeOf(error) === 'ENOENT';
      }
    };
    return {
      ...callbackFs,
      rmdir: ((lock: string, done: (error: NodeJS.ErrnoException | null) => void) => {
        if (isOurs()) callbackFs.rmdir(lock, done);
        else done(null);
      }) as typeof callbackFs.rmdir,
      rmdirSync: (lock) => {
        if (isOurs()) callbackFs.rmdirSync(lock);
      },
    };
  }
}

/** Changes with every write to the file. Told at once: asking in the background would cost more than the look itself. */
function stampOf(path: string): string | null {
  const there = callbackFs.statSync(path, { bigint: true, throwIfNoEntry: false });
  return there === undefined ? null : `${there.ino} ${there.mtimeNs} ${there.size}`;
}

function isOurselves({ pid, host, run }: Owner): boolean {
  return run === RUN && pid === process.pid && host === hostname();
}

/** One that was lost meanwhile (its holder was too slow to touch it) has been let go already. */
async function letGo(unlock: () => Promise<void>): Promise<void> {
  try {
    await unlock();
  } catch (error) {
    if (codeOf(error) !== 'ERELEASED' && codeOf(error) !== 'ENOTACQUIRED') throw error;
  }
}

function heldOrFailed(error: unknown, holder: Owner | null): Locking {
  if (codeOf(error) === 'ELOCKED') return { is: 'held', pid: holder?.pid ?? null };
  const problem = storageProblem(error);
  if (problem === null) throw error;
  return { is: 'failed', problem };
}

async function readOwner(folder: string): Promise<Owner | null> {
  try {
    const read = v.safeParse(owner, parseJson(await fs.readFile(ownerPath(folder), 'utf8')));
    return read.success ? read.output : null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Only what is certain: another computer's process, as on a shared folder, is never called dead. */
function isDead({ pid, host, run }: Owner): boolean {
  if (host !== hostname()) return false;
  if (pid === process.pid) return run !== RUN;
  try {
    process.kill(pid, 0);
    return isZombie(pid);
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

/** Killed, but not yet collected by its parent: it answers a signal and will never run again. Only Linux tells. */
function isZombie(pid: number): boolean {
  try {
    const status = callbackFs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The state stands behind the program's name, which is in parentheses and may hold some itself.
    return /^[ZX]$/.test(status.slice(status.lastIndexOf(')') + 2).charAt(0));
  } catch {
    return false;
  }
}

async function removeLock(path: string): Promise<void> {
  try {
    await fs.rmdir(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

async function writeOwner(folder: string): Promise<void> {
  const ourselves: Owner = { pid: process.pid, host: hostname(), run: RUN };
  await fs.writeFile(ownerPath(folder), JSON.stringify(ourselves), { mode: 0o600 });
}

function ownerPath(folder: string): string {
  return join(folder, 'lock.owner');
}
