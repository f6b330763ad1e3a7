import * as callbackFs from 'node:fs';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import { codeOf } from './disk-error.ts';
import { behindGate, letGo } from './lock-gate.ts';
import { isOurselves, ownerStamp, readOwner, removeOwner } from './lock-owner.ts';

/** A folder that is ours, until another process takes it: then nothing may be sent or written here any more. */
export interface FolderLock {
  /** Reads afresh who has the folder. Once it was another process, it is false for good; false too where the disk can't tell. */
  isStillOurs(): boolean;
  /** As `isStillOurs`, but cheap enough for every write: it looks whether the owner's file is as it was. Throws the disk's error. */
  mayWrite(): boolean;
  release(): Promise<void>;
}

/** `taken`: another process has the folder, or had it meanwhile; `vanished`: the folder is gone. */
export type LostReason = 'taken' | 'vanished';

/** Ms. After a sleep the holder's touch is late; it notices by itself that the lock is still its own. */
export const STALE = 10_000;
/** Ms. */
export const TOUCH = 2_000;

export function lockPath(folder: string): string {
  return join(folder, 'lock');
}

/**
 * Whose the folder is says the owner's file alone: whoever takes the folder writes that first. It counts as lost when the
 * file is gone from a folder that is there, because another process may have come, written, and gone again.
 */
export class HeldLock implements FolderLock {
  readonly is = 'ours';
  readonly #folder: string;
  readonly #onLost: (reason: LostReason) => void;
  #unlock: () => Promise<void> = () => Promise.resolve();
  /** For good. */
  #over: 'taken' | 'released' | null = null;
  #told = false;
  /** The owner's file when it last named this process. */
  #stamp: string | null = null;
  #takingAgain: Promise<void> = Promise.resolve();

  constructor(folder: string, onLost: (reason: LostReason) => void) {
    this.#folder = folder;
    this.#onLost = onLost;
  }

  /** Behind the gate, with the owner's file written. Throws ELOCKED when another process has it, or the disk's error. */
  async take(): Promise<void> {
    const path = lockPath(this.#folder);
    this.#unlock = await lockfile.lock(path, {
      lockfilePath: path,
      realpath: false,
      stale: STALE,
      update: TOUCH,
      fs: sparingFs(this.#folder),
      onCompromised: () => {
        this.#takingAgain = this.#takeAgain();
      },
    });
    this.#stamp = ownerStamp(this.#folder);
  }

  isStillOurs(): boolean {
    try {
      return this.#look() === 'ours';
    } catch {
      return false;
    }
  }

  mayWrite(): boolean {
    if (this.#over !== null) return false;
    const stamp = ownerStamp(this.#folder);
    if (stamp !== null && stamp === this.#stamp) return true;
    // A folder that is gone says so by itself, and better, to whoever writes there.
    return this.#look() !== 'taken';
  }

  async release(): Promise<void> {
    this.#over ??= 'released';
    await this.#takingAgain;
    try {
      // First, while nobody else can take the lock: later it could be the next owner's. Who is killed in between leaves a
      // lock that is free once it is stale.
      removeOwner(this.#folder);
    } finally {
      await letGo(this.#unlock);
    }
  }

  #look(): 'ours' | LostReason {
    if (this.#over !== null) return 'taken';
    const stamp = ownerStamp(this.#folder);
    const found = readOwner(this.#folder);
    if (found !== null && isOurselves(found)) {
      this.#stamp = stamp;
      return 'ours';
    }
    if (found === null && !isThere(this.#folder)) return 'vanished';
    this.#lose('taken');
    return 'taken';
  }

  /** A lock that was only swept away is taken anew. */
  async #takeAgain(): Promise<void> {
    try {
      if (this.#isSweptAway() && (await behindGate(this.#folder, () => this.#takeIfSweptAway()))) return;
      if (this.#over === null) this.#lose(isThere(this.#folder) ? 'taken' : 'vanished');
    } catch (error) {
      if (codeOf(error) === null) throw error;
      this.#lose(codeOf(error) === 'ELOCKED' ? 'taken' : 'vanished');
    }
  }

  async #takeIfSweptAway(): Promise<boolean> {
    if (!this.#isSweptAway()) return false;
    await this.take();
    return true;
  }

  #isSweptAway(): boolean {
    return this.isStillOurs() && !isThere(lockPath(this.#folder));
  }

  #lose(reason: LostReason): void {
    if (reason === 'taken') this.#over ??= 'taken';
    if (this.#told) return;
    this.#told = true;
    this.#onLost(reason);
  }
}

/** Throws the disk's error. */
function isThere(path: string): boolean {
  return callbackFs.statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * proper-lockfile removes its lock when it is released and when the process ends, whoever has it by then: the lock of a
 * process that took the folder stays.
 */
function sparingFs(folder: string): typeof callbackFs {
  const mayBeAnothers = (): boolean => {
    try {
      const found = readOwner(folder);
      return found !== null && !isOurselves(found);
    } catch {
      return true;
    }
  };
  return {
    ...callbackFs,
    rmdir: ((lock: string, done: (error: NodeJS.ErrnoException | null) => void) => {
      if (mayBeAnothers()) done(null);
      else callbackFs.rmdir(lock, done);
    }) as typeof callbackFs.rmdir,
    rmdirSync: (lock) => {
      if (!mayBeAnothers()) callbackFs.rmdirSync(lock);
    },
  };
}
