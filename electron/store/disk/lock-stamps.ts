import * as callbackFs from 'node:fs';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './disk-error.ts';

/**
 * The file system as proper-lockfile sees it: a lock is a folder, and its stamp says that its holder lives. Some disks
 * refuse to set a stamp (shares that belong to somebody else, some FUSE drivers). There the holder makes and removes a
 * folder in the lock, by which the disk stamps the lock itself; that stands for the stamp that was asked for until
 * anybody else changes it.
 */
export function stampingFs(): typeof callbackFs {
  let substitute: { readonly real: number; readonly asked: Date } | null = null;
  const utimes = (lock: string, accessed: Date, modified: Date, done: Done): void => {
    callbackFs.utimes(lock, accessed, modified, (refused) => {
      substitute = null;
      if (!isRefusal(refused)) {
        done(refused);
        return;
      }
      stampByChange(lock).then(
        (real) => {
          substitute = { real, asked: modified };
          done(null);
        },
        (error: unknown) => done(error instanceof Error ? error : refused),
      );
    });
  };
  const stat = (lock: string, done: (error: Error | null, stats?: callbackFs.Stats) => void): void => {
    callbackFs.stat(lock, (error, stats) => {
      if (error === null && substitute?.real === stats.mtimeMs) stats.mtime = substitute.asked;
      done(error, stats);
    });
  };
  const rmdir = (lock: string, done: Done): void => {
    removeLock(lock).then(
      () => done(null),
      (error: unknown) => done(error as Error),
    );
  };
  const rmdirSync = (lock: string): void => {
    callbackFs.rmSync(join(lock, TOUCH), { recursive: true, force: true });
    callbackFs.rmdirSync(lock);
  };
  // Sound: proper-lockfile calls them with these arguments only.
  return { ...callbackFs, utimes, stat, rmdir, rmdirSync } as unknown as typeof callbackFs;
}

type Done = (error: Error | null) => void;

/** In a lock; left there by whoever was killed between making and removing it. */
const TOUCH = 'touch';

/** @returns the stamp that the disk set, ms */
async function stampByChange(lock: string): Promise<number> {
  const touch = join(lock, TOUCH);
  // One that is there already says the same when it is removed.
  await fs.mkdir(touch).catch(unless('EEXIST'));
  await fs.rmdir(touch);
  return (await fs.stat(lock)).mtimeMs;
}

/** Throws the disk's error, ENOENT where there is none. */
async function removeLock(lock: string): Promise<void> {
  await fs.rmdir(lock).catch(async (error: unknown) => {
    // macOS and Windows say ENOTEMPTY, some systems EEXIST.
    if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error;
    await fs.rmdir(join(lock, TOUCH)).catch(unless('ENOENT'));
    await fs.rmdir(lock);
  });
}

export async function removeIfThere(lock: string): Promise<void> {
  await removeLock(lock).catch(unless('ENOENT'));
}

function unless(code: string): (error: unknown) => void {
  return (error) => {
    if (codeOf(error) !== code) throw error;
  };
}

function isRefusal(error: unknown): boolean {
  return REFUSALS.has(codeOf(error) ?? '');
}

const REFUSALS: ReadonlySet<string> = new Set([
  'EPERM',
  'EACCES',
  'ENOSYS',
  'ENOTSUP',
  'EOPNOTSUPP',
  'EINVAL',
]);
