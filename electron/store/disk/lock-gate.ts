import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import { codeOf } from './disk-error.ts';
import { stampingFs } from './lock-stamps.ts';

/** Ms. */
const STALE = 2_000;
/**
 * Together longer than a gate of a process that was killed at it can look alive, so that such a crash locks nobody out:
 * that is STALE and a second more, because proper-lockfile first sets its time up to a second ahead.
 */
const TRIES = 25;
/** Ms. */
const PAUSE = 200;

export function gatePath(folder: string): string {
  return join(folder, 'lock.gate');
}

/** Lets one process at a time look at a folder's lock and take it. Throws ELOCKED when another one stays behind the gate. */
export async function behindGate<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const gate = gatePath(folder);
  const unlock = await lockfile.lock(gate, {
    lockfilePath: gate,
    realpath: false,
    stale: STALE,
    fs: stampingFs(),
    retries: { retries: TRIES, factor: 1, minTimeout: PAUSE, maxTimeout: PAUSE },
    onCompromised: () => undefined,
  });
  try {
    return await work();
  } finally {
    await letGo(unlock);
  }
}

/** One that was lost meanwhile (its holder was too slow to touch it) has been let go already. */
export async function letGo(unlock: () => Promise<void>): Promise<void> {
  try {
    await unlock();
  } catch (error) {
    if (codeOf(error) !== 'ERELEASED' && codeOf(error) !== 'ENOTACQUIRED') throw error;
  }
}
