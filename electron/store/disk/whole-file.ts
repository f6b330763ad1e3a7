import { randomUUID } from 'node:crypto';
import { codeOf } from './disk-error.ts';
import type { Files, OpenFile } from './files.ts';
import type { StoreFolder } from './folder.ts';

/**
 * Writes a new file that has its name, durably, only once it is complete and flushed; gives what `write` gives.
 * Throws the disk's error; what is unfinished then goes, where the disk lets it, else at the next opening.
 */
export async function writeWholeFile<T>(
  place: StoreFolder,
  path: string,
  write: (file: OpenFile) => Promise<T>,
): Promise<T> {
  const unfinished = `${path}.${randomUUID()}.unfinished`;
  try {
    const written = await writeAndFlush(place.files, unfinished, write);
    await renamePatiently(place, unfinished, path);
    await place.files.syncFolder(place.folder);
    return written;
  } catch (error) {
    await removeQuietly(place.files, unfinished);
    await removeQuietly(place.files, path);
    throw error;
  }
}

async function writeAndFlush<T>(
  files: Files,
  path: string,
  write: (file: OpenFile) => Promise<T>,
): Promise<T> {
  const file = await files.create(path);
  try {
    const written = await write(file);
    await file.sync();
    return written;
  } finally {
    await file.close();
  }
}

/** Windows refuses a rename while a virus scanner or an indexer holds the file: seconds, as a rule. Ms. */
const PATIENCE = 10_000;
const LONGEST_WAIT = 500;
const PASSING = ['EPERM', 'EACCES', 'EBUSY'];

async function renamePatiently({ files, pacer }: StoreFolder, from: string, to: string): Promise<void> {
  let waited = 0;
  for (let wait = 10; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
    try {
      await files.rename(from, to);
      return;
    } catch (error) {
      if (!PASSING.includes(codeOf(error) ?? '') || waited >= PATIENCE) throw error;
    }
    await pacer.wait(wait);
    waited += wait;
  }
}

/** For what is of no more use: if it stays, the next opening passes over it. */
export async function removeQuietly(files: Files, path: string): Promise<void> {
  try {
    await files.remove(path);
  } catch {
    // See above.
  }
}
