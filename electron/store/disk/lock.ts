import { randomUUID } from 'node:crypto';
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
  | { readonly is: 'ours'; release(): Promise<void> }
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
 * `onLost`: the lock is gone (its folder vanished, or somebody took it); nothing more may be written. These
 * files are no data, so they don't go through Files.
 */
export async function lockFolder(folder: string, onLost: () => void): Promise<Locking> {
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

const owner = v.object({ pid: v.number(), host: v.string(), run: v.string() });
type Owner = v.InferOutput<typeof owner>;

async function lockBehindGate(folder: string, onLost: () => void): Promise<Locking> {
  const path = join(folder, 'lock');
  const before = await readOwner(folder);
  if (before !== null && isDead(before)) await removeLock(path);
  try {
    if (await lockfile.check(path, { lockfilePath: path, realpath: false, stale: STALE })) {
      return { is: 'held', pid: before?.pid ?? null };
    }
    // Its owner first: who is killed in between leaves no lock of which nobody knows that its owner is dead.
    await writeOwner(folder);
    const unlock = await lockfile.lock(path, {
      lockfilePath: path,
      realpath: false,
      stale: STALE,
      update: TOUCH,
      onCompromised: onLost,
    });
    return { is: 'ours', release: () => release(folder, unlock) };
  } catch (error) {
    return heldOrFailed(error, before);
  }
}

async function release(folder: string, unlock: () => Promise<void>): Promise<void> {
  await letGo(unlock);
  // A lock that was lost may be another's by now, and so may the owner's file.
  if ((await readOwner(folder))?.run === RUN) await fs.rm(ownerPath(folder), { force: true });
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
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
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
