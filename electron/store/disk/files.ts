import { constants, fdatasync, statSync, write } from 'node:fs';
import * as fs from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { DiskError, codeOf } from './disk-error.ts';

/**
 * Every touch of the disk that the store makes, so that tests can lose, cut, refuse and reorder each of them.
 * All of them throw the system's error, with its `code`. Paths are absolute.
 */
export interface Files {
  /** In a folder that is there; no error if it is there itself. */
  makeFolder(path: string): Promise<void>;
  /** The names in it. */
  list(folder: string): Promise<readonly string[]>;
  read(path: string): Promise<Buffer>;
  /** A new file, for this user only (0600). EEXIST if the name is taken: nothing is ever overwritten by mistake. */
  create(path: string): Promise<OpenFile>;
  /** An existing file, to read and write. */
  open(path: string): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Makes names durable: what was created, renamed or removed in this folder. */
  syncFolder(path: string): Promise<void>;
}

export interface OpenFile {
  /** One write at this position; how many bytes were taken (fewer where the disk fills up). */
  write(bytes: Buffer, position: number): Promise<number>;
  /** Up to `length` bytes from this position; fewer only at the end. */
  read(length: number, position: number): Promise<Buffer>;
  truncate(length: number): Promise<void>;
  /** Contents, and what is needed to read them back. */
  syncData(): Promise<void>;
  sync(): Promise<void>;
  /**
   * Whether its path still leads to it. A file whose folder was removed takes writes without a word. Told at once: right
   * after a flush the system knows it by heart, and asking in the background costs as much time as a part of the flush.
   */
  isInPlace(): boolean;
  close(): Promise<void>;
}

/** One write; more only where the system took less than it was given, as it does when a disk fills up. */
export async function writeAll(file: OpenFile, bytes: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const written = await file.write(bytes.subarray(done), position + done);
    if (written === 0) throw new DiskError('EIO', 'write');
    done += written;
  }
}

export const nodeFiles: Files = {
  makeFolder,
  list: (folder) => fs.readdir(folder),
  read: (path) => fs.readFile(path),
  create: async (path) => openFile(path, await fs.open(path, 'wx+', constants.S_IRUSR | constants.S_IWUSR)),
  open: async (path) => openFile(path, await fs.open(path, 'r+')),
  rename: (from, to) => fs.rename(from, to),
  remove: (path) => fs.unlink(path),
  syncFolder,
};

async function makeFolder(path: string): Promise<void> {
  try {
    await fs.mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

async function openFile(path: string, handle: FileHandle): Promise<OpenFile> {
  const self = await handle.stat({ bigint: true });
  return {
    write: (bytes, position) => written(handle.fd, bytes, position),
    async read(length, position) {
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    },
    truncate: (length) => handle.truncate(length),
    // Node asks macOS for F_FULLFSYNC in both, so there too the drive's own cache is flushed.
    syncData: () => flushed(handle.fd),
    sync: () => handle.sync(),
    isInPlace: () => leadsTo(path, self),
    close: () => handle.close(),
  };
}

// These two by their older names: a save waits for them, and a tenth of that would be spent within the handle's own.

function written(fd: number, bytes: Buffer, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    write(fd, bytes, 0, bytes.length, position, (error, taken) => {
      if (error === null) resolve(taken);
      else reject(error);
    });
  });
}

function flushed(fd: number): Promise<void> {
  return new Promise((resolve, reject) => {
    fdatasync(fd, (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
}

function leadsTo(path: string, self: BigIntStats): boolean {
  const there = statSync(path, { bigint: true, throwIfNoEntry: false });
  return there?.ino === self.ino && there.dev === self.dev;
}

async function syncFolder(path: string): Promise<void> {
  // Windows has no such call: NTFS journals names by itself.
  if (process.platform === 'win32') return;
  const handle = await fs.open(path, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some file systems (shares, FUSE, exFAT drivers) can't flush a folder; the files in it are flushed all the same.
    if (!UNSUPPORTED.includes(codeOf(error) ?? '')) throw error;
  } finally {
    await handle.close();
  }
}

const UNSUPPORTED = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EBADF'];
