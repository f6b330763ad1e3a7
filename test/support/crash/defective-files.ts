import { dirname } from 'node:path';
import type { Files, OpenFile } from '../../../electron/store/disk/files.ts';
import { plainCodec } from '../../../electron/store/frame-codec.ts';
import { encodeHeading } from '../../../electron/store/journal/layout.ts';
import type { FakeDisk } from '../disk.ts';
import { overwritten } from '../effect.ts';

/** Files between a store and its disk that don't do what the store asks for. */
type Touched = (file: OpenFile, path: string) => Partial<OpenFile>;

export function isSnapshot(path: string): boolean {
  return path.includes('.snapshot');
}

export function isJournal(path: string): boolean {
  return path.endsWith('.journal');
}

export function filesOf(disk: FakeDisk): Files {
  return {
    makeFolder: (path) => disk.makeFolder(path),
    list: (folder) => disk.list(folder),
    read: (path) => disk.read(path),
    create: (path) => disk.create(path),
    open: (path) => disk.open(path),
    rename: (from, to) => disk.rename(from, to),
    remove: (path) => disk.remove(path),
    syncFolder: (path) => disk.syncFolder(path),
  };
}

/** Files whose open files do some things differently. */
export function changed(disk: FakeDisk, differently: Touched): Files {
  const of = (file: OpenFile, path: string): OpenFile => ({
    write: (bytes, position) => file.write(bytes, position),
    read: (length, position) => file.read(length, position),
    truncate: (length) => file.truncate(length),
    syncData: () => file.syncData(),
    sync: () => file.sync(),
    isInPlace: () => file.isInPlace(),
    close: () => file.close(),
    ...differently(file, path),
  });
  return {
    ...filesOf(disk),
    create: async (path) => of(await disk.create(path), path),
    open: async (path) => of(await disk.open(path), path),
  };
}

export async function again(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch {
    await work();
  }
}

/** Always at the end of the file, as O_APPEND does, and never cut back. */
export function appending(disk: FakeDisk): Files {
  return changed(disk, (file, path) =>
    isJournal(path)
      ? { truncate: async () => undefined, write: (bytes) => file.write(bytes, disk.bytes(path).length) }
      : {},
  );
}

export function removingEarly(disk: FakeDisk): Files {
  return {
    ...filesOf(disk),
    rename: async (from, to) => {
      const older = disk
        .paths()
        .filter((path) => isJournal(path) && path < to.replace('snapshot', 'journal'));
      for (const path of older) await disk.remove(path);
      await disk.rename(from, to);
    },
  };
}

/** Writes and flushes the sequence of each line before the line itself. */
export function markAhead(disk: FakeDisk): Files {
  return changed(disk, (file, path) => ({
    write: async (bytes, position) => {
      const line = /^\S+ \d+ (\d+) \d+ \[/.exec(bytes.toString());
      if (isJournal(path) && line !== null) await writeMark(disk, dirname(path), Number(line[1]));
      return file.write(bytes, position);
    },
  }));
}

async function writeMark(disk: FakeDisk, folder: string, seq: number): Promise<void> {
  const mark = await disk.open(`${folder}/outbox.mark`);
  await mark.write(encodeHeading(plainCodec, seq, { kind: 'mark', store: 'outbox', schema: 1 }), 0);
  await mark.sync();
  await mark.close();
}

/** Reads back what was written, not what is there. */
export function trustingSnapshots(disk: FakeDisk): Files {
  let written: Buffer = Buffer.alloc(0);
  return changed(disk, (file, path) => {
    if (path.endsWith('.snapshot')) {
      return { read: async (length, position) => written.subarray(position, position + length) };
    }
    return {
      write: (bytes, position) => {
        if (isSnapshot(path))
          written = overwritten(position === 0 ? Buffer.alloc(0) : written, bytes, position);
        return file.write(bytes, position);
      },
    };
  });
}
