import { DiskError, FOLDER_TAKEN } from './disk-error.ts';
import type { Files, OpenFile } from './files.ts';

/**
 * A disk that is not changed any more once another process has the folder: what would be written then could destroy what
 * that one writes. Throws a DiskError with FOLDER_TAKEN; reading and closing always go on.
 *
 * @param mayWrite asked in the moment of each change
 */
export function guardedFiles(files: Files, mayWrite: () => boolean): Files {
  function guard(syscall: string): void {
    if (!mayWrite()) throw new DiskError(FOLDER_TAKEN, syscall);
  }

  function guarded(file: OpenFile): OpenFile {
    return {
      async write(bytes, position) {
        guard('write');
        return file.write(bytes, position);
      },
      read: (length, position) => file.read(length, position),
      async truncate(length) {
        guard('truncate');
        return file.truncate(length);
      },
      syncData: () => file.syncData(),
      sync: () => file.sync(),
      isInPlace: () => file.isInPlace(),
      close: () => file.close(),
    };
  }

  return {
    async makeFolder(path) {
      guard('mkdir');
      return files.makeFolder(path);
    },
    list: (folder) => files.list(folder),
    read: (path) => files.read(path),
    async create(path) {
      guard('open');
      return guarded(await files.create(path));
    },
    open: async (path) => guarded(await files.open(path)),
    async rename(from, to) {
      guard('rename');
      return files.rename(from, to);
    },
    async remove(path) {
      guard('unlink');
      return files.remove(path);
    },
    syncFolder: (path) => files.syncFolder(path),
  };
}
