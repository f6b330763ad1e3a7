import * as fs from 'node:fs/promises';
import lockfile from 'proper-lockfile';
import type { Problem } from '../../../shared/problem.ts';
import { codeOf, storageProblem } from './disk-error.ts';
import { nodeFiles } from './files.ts';
import { makeDurableFolder } from './folder.ts';
import { HeldLock, lockPath, STALE, TOUCH } from './held-lock.ts';
import type { FolderLock, OnTrouble } from './held-lock.ts';
import { behindGate, gatePath } from './lock-gate.ts';
import { removeIfThere } from './lock-stamps.ts';
import { isDead, isOfThisComputer, readOwner, writeOwner } from './lock-owner.ts';
import type { Owner } from './lock-owner.ts';
import { realPacer } from './pacer.ts';
import type { Pacer } from './pacer.ts';

export type Locking =
  | ({ readonly is: 'ours' } & FolderLock)
  /** Another process has this folder; its id, where it could be told. */
  | { readonly is: 'held'; readonly pid: number | null }
  | { readonly is: 'failed'; readonly problem: Problem };

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
 * @param onTrouble told when the folder is another's, and when the disk keeps the lock from being touched and lets it again
 */
export async function lockFolder(
  folder: string,
  onTrouble: OnTrouble,
  pacer: Pick<Pacer, 'wait'> = realPacer,
): Promise<Locking> {
  try {
    await makeDurableFolder(nodeFiles, folder);
    const abandoned = await watchStamps(folder, pacer);
    return await behindGate(folder, () => lockBehindGate(folder, abandoned, onTrouble));
  } catch (error) {
    return heldOrFailed(error, null);
  }
}

/** Ms. A living holder touches its lock in this time, whatever its clock says. */
const WATCH = 2 * TOUCH + 1_000;
/** Ms. proper-lockfile itself sets the first stamp up to a second ahead. */
const AHEAD = 2_000;

/**
 * By a clock that was set back, or is another computer's, a lock can look fresh for hours that nobody has, and stale that
 * somebody has. Such locks are watched.
 *
 * @returns the stamp of the lock, ms, if nobody touched it meanwhile; null: its age says enough
 */
async function watchStamps(folder: string, pacer: Pick<Pacer, 'wait'>): Promise<number | null> {
  const owner = readOwner(folder);
  const lock = await stampOf(lockPath(folder));
  const gate = await stampOf(gatePath(folder));
  const ownerKnown = owner !== null && isDead(owner);
  const lockDoubtful = lock !== null && !ownerKnown && (isAhead(lock) || isStaleElsewhere(lock, owner));
  const gateDoubtful = gate !== null && isAhead(gate);
  if (!lockDoubtful && !gateDoubtful) return null;
  await pacer.wait(WATCH);
  // Nothing guards the gate itself, so it is removed at once.
  if (gateDoubtful && (await stampOf(gatePath(folder))) === gate) await removeIfThere(gatePath(folder));
  return lockDoubtful ? lock : null;
}

function isAhead(stamp: number): boolean {
  return stamp > Date.now() + AHEAD;
}

function isStaleElsewhere(stamp: number, owner: Owner | null): boolean {
  return owner !== null && !isOfThisComputer(owner) && stamp < Date.now() - STALE;
}

/** When it was last touched, ms; null: it is not there. Throws the disk's error. */
async function stampOf(path: string): Promise<number | null> {
  try {
    return (await fs.stat(path)).mtimeMs;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

async function lockBehindGate(
  folder: string,
  watched: number | null,
  onTrouble: OnTrouble,
): Promise<Locking> {
  const path = lockPath(folder);
  const before = readOwner(folder);
  const held: Locking = { is: 'held', pid: before?.pid ?? null };
  const stamp = await stampOf(path);
  const untouched = stamp !== null && stamp === watched;
  if (untouched || (before !== null && isDead(before))) await removeIfThere(path);
  // By another computer's clock an old stamp proves nothing: its holder touched it while it was watched.
  else if (stamp !== null && before !== null && !isOfThisComputer(before)) return held;
  try {
    if (await lockfile.check(path, { lockfilePath: path, realpath: false, stale: STALE })) return held;
    // Its owner first: who is killed in between leaves no lock of which nobody knows that its owner is dead, and who
    // wakes in between learns that the folder is no longer its own.
    writeOwner(folder);
    const lock = new HeldLock(folder, onTrouble);
    await lock.take();
    return lock;
  } catch (error) {
    return heldOrFailed(error, before);
  }
}

function heldOrFailed(error: unknown, holder: Owner | null): Locking {
  if (codeOf(error) === 'ELOCKED') return { is: 'held', pid: holder?.pid ?? null };
  const problem = storageProblem(error);
  if (problem === null) throw error;
  return { is: 'failed', problem };
}
