import { join } from 'node:path';
import { codeOf } from '../disk/disk-error.ts';
import { writeAll } from '../disk/files.ts';
import type { OpenFile } from '../disk/files.ts';
import type { StoreFolder } from '../disk/folder.ts';
import type { DamageReport } from './layout.ts';
import { removeQuietly } from '../disk/whole-file.ts';

/**
 * Keeps a copy of each damaged file beside it, named after it and the time. Gives the copies' names; they are durable.
 * A copy, not a rename, because until the recovered rows are safe the damaged file is all there is. A copy
 * that an interrupted opening has made already serves again.
 */
export async function quarantine(place: StoreFolder, names: readonly string[]): Promise<readonly string[]> {
  const there = await place.files.list(place.folder);
  const copies: string[] = [];
  for (const name of names.filter((damaged) => there.includes(damaged))) {
    const bytes = await place.files.read(join(place.folder, name));
    const earlier = await sameCopy(place, there, name, bytes);
    copies.push(earlier ?? (await copy(place, name, bytes)));
  }
  // Before a snapshot tells of them, whose own name could else be there without theirs.
  await place.files.syncFolder(place.folder);
  return copies;
}

/** The report of an opening joined to an earlier one, which nobody may have read yet. */
export function combinedReport(
  earlier: DamageReport | null,
  copies: readonly string[],
  now: Omit<DamageReport, 'setAside'>,
) {
  const before = earlier === null ? [] : earlier.setAside.split(', ');
  const lost = now.lost === null || earlier?.lost === null ? null : now.lost + (earlier?.lost ?? 0);
  return {
    ...now,
    setAside: [...new Set([...before, ...copies])].join(', '),
    lost,
    orMore: now.orMore || earlier?.orMore === true,
  };
}

async function sameCopy(
  { files, folder }: StoreFolder,
  there: readonly string[],
  name: string,
  bytes: Buffer,
) {
  for (const candidate of there.filter((other) => other.startsWith(`${name}.damaged-`))) {
    const path = join(folder, candidate);
    if (!(await files.read(path)).equals(bytes)) continue;
    await flush(files, path);
    return candidate;
  }
  return null;
}

/** Whoever wrote it may not have come to that. */
async function flush(files: StoreFolder['files'], path: string): Promise<void> {
  const file = await files.open(path);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function copy(place: StoreFolder, name: string, bytes: Buffer): Promise<string> {
  const { file, taken } = await createFree(place, `${name}.damaged-${stamp(place.pacer.now())}`);
  try {
    await writeAll(file, bytes, 0);
    await file.sync();
  } catch (error) {
    await removeQuietly(place.files, join(place.folder, taken));
    throw error;
  } finally {
    await file.close();
  }
  return taken;
}

async function createFree(
  { files, folder }: StoreFolder,
  wanted: string,
): Promise<{ readonly file: OpenFile; readonly taken: string }> {
  for (let number = 1; ; number += 1) {
    const taken = number === 1 ? wanted : `${wanted}-${number}`;
    try {
      return { file: await files.create(join(folder, taken)), taken };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}

/** 20261122T033539Z: no colons, which Windows does not allow in names. */
function stamp(now: number): string {
  return new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
}
