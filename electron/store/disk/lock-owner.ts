import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { codeOf } from './disk-error.ts';
import { parseJson } from '../json.ts';

/*
 * `lock.owner`, the file that says which process has the folder. All of it is told and done at once: whoever asks acts
 * on the answer in the same moment, and in the background it would cost more than the look itself.
 */

const owner = v.object({ pid: v.number(), host: v.string(), run: v.string() });
export type Owner = v.InferOutput<typeof owner>;

/** Tells apart a process of the same id after a restart, as in a container. */
const RUN = randomUUID();

/** Null: there is none, or nothing that can be read as one. Throws the disk's error. */
export function readOwner(folder: string): Owner | null {
  try {
    const read = v.safeParse(owner, parseJson(readFileSync(ownerPath(folder), 'utf8')));
    return read.success ? read.output : null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Changes with every write to the file; null: it is not there. Throws the disk's error. */
export function ownerStamp(folder: string): string | null {
  const there = statSync(ownerPath(folder), { bigint: true, throwIfNoEntry: false });
  return there === undefined ? null : `${there.ino} ${there.mtimeNs} ${there.size}`;
}

/** Names this process as the owner. Throws the disk's error. */
export function writeOwner(folder: string): void {
  const ourselves: Owner = { pid: process.pid, host: hostname(), run: RUN };
  writeFileSync(ownerPath(folder), JSON.stringify(ourselves), { mode: 0o600 });
}

/** Only while it names this process: the file may be another's by now. Throws the disk's error. */
export function removeOwner(folder: string): void {
  const found = readOwner(folder);
  if (found !== null && isOurselves(found)) rmSync(ownerPath(folder), { force: true });
}

export function isOurselves({ pid, host, run }: Owner): boolean {
  return run === RUN && pid === process.pid && host === hostname();
}

export function isOfThisComputer({ host }: Owner): boolean {
  return host === hostname();
}

/** Only what is certain: another computer's process, as on a shared folder, is never called dead. */
export function isDead(one: Owner): boolean {
  if (!isOfThisComputer(one)) return false;
  if (one.pid === process.pid) return one.run !== RUN;
  try {
    process.kill(one.pid, 0);
    return isZombie(one.pid);
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

/** Killed, but not yet collected by its parent: it answers a signal and will never run again. Only Linux tells. */
function isZombie(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The state stands behind the program's name, which is in parentheses and may hold some itself.
    return /^[ZX]$/.test(status.slice(status.lastIndexOf(')') + 2).charAt(0));
  } catch {
    return false;
  }
}

function ownerPath(folder: string): string {
  return join(folder, 'lock.owner');
}
