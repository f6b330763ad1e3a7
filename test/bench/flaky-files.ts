import { basename } from 'node:path';
import { nodeFiles } from '../../electron/store/disk/files.ts';
import type { Files, OpenFile } from '../../electron/store/disk/files.ts';

/** The true disk, but for one flush that is refused on demand. */
export class FlakyFiles implements Files {
  /** Snapshots that got their name. */
  renamed = 0;
  #fails: string | null = null;

  /** The next flush of that store's files is refused. */
  failNextFlush(store: string): void {
    this.#fails = `${store}.`;
  }

  readonly makeFolder = nodeFiles.makeFolder;
  readonly list = nodeFiles.list;
  readonly read = nodeFiles.read;
  readonly remove = nodeFiles.remove;
  readonly syncFolder = nodeFiles.syncFolder;

  async create(path: string): Promise<OpenFile> {
    return this.#watched(path, await nodeFiles.create(path));
  }

  async open(path: string): Promise<OpenFile> {
    return this.#watched(path, await nodeFiles.open(path));
  }

  async rename(from: string, to: string): Promise<void> {
    await nodeFiles.rename(from, to);
    this.renamed += 1;
  }

  #watched(path: string, file: OpenFile): OpenFile {
    const syncData = async (): Promise<void> => {
      if (this.#fails === null || !basename(path).startsWith(this.#fails)) return file.syncData();
      this.#fails = null;
      throw Object.assign(new Error('EIO: refused on demand'), { code: 'EIO' });
    };
    return { ...file, syncData };
  }
}
