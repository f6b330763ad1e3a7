import * as fs from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from './disk-error.ts';

/**
 * Makes a folder for this user only, with its parents; no error if it is there.
 *
 * Step by step, because Node's own `recursive` never ends where a file system lets nobody make a folder and says
 * ENOENT to it, as Linux' /proc does.
 *
 * @param path absolute
 * @throws the system's error, with its `code`
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await makeOne(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await makeOne(path);
  }
}

async function makeOne(path: string): Promise<void> {
  try {
    await fs.mkdir(path, { mode: 0o700 });
  } catch (error) {
    // Not only EEXIST: of the root of a drive Windows says EPERM, of a read-only disk Linux says EROFS.
    if (codeOf(error) === 'ENOENT' || !(await isFolder(path))) throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await fs.stat(path)).isDirectory();
  } catch {
    return false;
  }
}
