import * as callbackFs from 'node:fs';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import type { Problem } from '../../../shared/problem.ts';
import { codeOf, storageProblem } from './disk-error.ts';
import { behindGate, letGo } from './lock-gate.ts';
import { isOurselves, ownerStamp, readOwner, removeOwner } from './lock-owner.ts';
import { removeIfThere, stampingFs } from './lock-stamps.ts';

/** A folder that is ours, until another process takes it: then nothing may be sent or written here any more. */
export interface FolderLock {
  /** Reads afresh who has the folder. Once it was another process, it is false for good; false too where the disk can't tell. */
  isStillOurs(): boolean;
  /** As `isStillOurs`, but cheap enough for every write: it looks whether the owner's file is as it was. Throws the disk's error. */
  mayWrite(): boolean;
  release(): Promise<void>;
}

type StorageProblem = Extract<Problem, { what: 'storage' }>;

/**
 * The reason `taken` is for good: another process has the folder, or had it meanwhile. Every other problem lasts until
 * null is told: the folder is gone, or its disk refuses, and nobody else can have taken it.
 */
export type OnTrouble = (problem: StorageProblem | null) => void;

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
  readonly #onTrouble: OnTrouble;
  #unlock: () => Promise<void> = () => Promise.resolve();
  /** For good. */
  #over: 'taken' | 'released' | null = null;
  /** What was last told, but for `taken`. */
  #trouble: StorageProblem | null = null;
  /** The owner's file when it last named this process. */
  #stamp: string | null = null;
  #takingAgain: Promise<void> = Promise.resolve();
  #endWait: () => void = () => undefined;

  constructor(folder: string, onTrouble: OnTrouble) {
    this.#folder = folder;
    this.#onTrouble = onTrouble;
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
    this.#endWait();
    await this.#takingAgain;
    try {
      // First, while nobody else can take the lock: later it could be the next owner's. Who is killed in between leaves a
      // lock that is free once it is stale.
      removeOwner(this.#folder);
    } finally {
      await letGo(this.#unlock);
    }
  }

  #look(): 'ours' | 'taken' | 'vanished' {
    if (this.#over !== null) return 'taken';
    const stamp = ownerStamp(this.#folder);
    const found = readOwner(this.#folder);
    if (found !== null && isOurselves(found)) {
      this.#stamp = stamp;
      return 'ours';
    }
    if (found === null && !isThere(this.#folder)) return 'vanished';
    this.#over ??= 'taken';
    this.#onTrouble({ what: 'storage', reason: 'taken', detail: 'lock' });
    return 'taken';
  }

  /**
   * Until it is another's or released. A lock that was only swept away is taken anew at once; where the folder is gone or
   * its disk refuses, as soon as that is over.
   */
  async #takeAgain(): Promise<void> {
    while (!this.#isOver()) {
      const problem = await this.#tryAgain();
      if (this.#isOver()) return;
      if (problem === null || problem.reason !== this.#trouble?.reason) this.#tell(problem);
      if (problem === null) return;
      await this.#wait();
    }
  }

  /** Null: it is taken anew, or another process has the folder. */
  async #tryAgain(): Promise<StorageProblem | null> {
    try {
      const found = this.#look();
      if (found === 'vanished') return { what: 'storage', reason: 'vanished', detail: 'lock' };
      if (found === 'taken') return null;
      await behindGate(this.#folder, async () => {
        if (this.#look() !== 'ours') return;
        // Nobody else's: whoever takes the folder names itself as its owner before that.
        await removeIfThere(lockPath(this.#folder));
        await this.take();
      });
      return this.#look() === 'vanished' ? { what: 'storage', reason: 'vanished', detail: 'lock' } : null;
    } catch (error) {
      // Another process looks at the folder, which takes it moments.
      if (codeOf(error) === 'ELOCKED') return { what: 'storage', reason: 'io', detail: 'gate' };
      const problem = storageProblem(error);
      if (problem?.what !== 'storage') throw error;
      return problem;
    }
  }

  #isOver(): boolean {
    return this.#over !== null;
  }

  #tell(problem: StorageProblem | null): void {
    if (problem === null && this.#trouble === null) return;
    this.#trouble = problem;
    this.#onTrouble(problem);
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, TOUCH);
      // As little as the touching itself does it keep a process alive.
      timer.unref();
      this.#endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });
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
  const stamping = stampingFs();
  return {
    ...stamping,
    rmdir: ((lock: string, done: (error: NodeJS.ErrnoException | null) => void) => {
      if (mayBeAnothers()) done(null);
      else stamping.rmdir(lock, done);
    }) as typeof callbackFs.rmdir,
    rmdirSync: (lock) => {
      if (!mayBeAnothers()) stamping.rmdirSync(lock);
    },
  };
}
