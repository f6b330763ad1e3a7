import { join } from 'node:path';
import { DiskError } from '../disk/disk-error.ts';
import type { OpenFile } from '../disk/files.ts';
import { fileName, frameHeading } from './layout.ts';
import type { StoreName } from './layout.ts';
import { frame } from './frame.ts';
import { removeQuietly, writeWholeFile } from '../disk/whole-file.ts';
import type { StoreFolder } from '../disk/whole-file.ts';
import { writeAll } from '../disk/write-all.ts';

interface Tail {
  readonly file: OpenFile;
  /** Bytes that are durable; the next line goes here. */
  length: number;
}

/**
 * The end of a collection's journals, where lines are added. One call at a time.
 *
 * After a failed sync the system may hold pages that it calls clean and never wrote, so nothing that goes
 * through this file again can be trusted: the journal goes on in a new one, whose heading says where the old
 * one ends. After a failed write, cutting back to the durable length and flushing that is enough.
 */
export class Journal {
  readonly #place: StoreFolder;
  readonly #store: StoreName;
  readonly #schema: number;
  #tail: Tail | null = null;
  #generation: number;
  #seq: number;

  /** `generation`: the highest one that any file has. `seq`: the durable sequence. */
  constructor(
    place: StoreFolder,
    store: StoreName,
    schema: number,
    start: { generation: number; seq: number },
  ) {
    this.#place = place;
    this.#store = store;
    this.#schema = schema;
    this.#generation = start.generation;
    this.#seq = start.seq;
  }

  /** The durable sequence. */
  get seq(): number {
    return this.#seq;
  }

  get generation(): number {
    return this.#generation;
  }

  /** Goes on in the file that is there, which ends at this length: flushed, as whoever began it may not have come to that. */
  async resume(length: number): Promise<void> {
    const file = await this.#place.files.open(this.#path(this.#generation));
    this.#tail = { file, length };
    await file.sync();
  }

  /** Goes on in a new file. Throws the disk's error; the next line then tries another new file first. */
  async begin(): Promise<void> {
    const { files, folder } = this.#place;
    // A generation that could not be begun is never tried again: something of it may be on the disk.
    this.#generation += 1;
    const generation = this.#generation;
    const path = this.#path(generation);
    const file = await files.create(path);
    // From here on the new heading may be on the disk, and what the old file gets would count as given up.
    await this.#leave();
    const heading = this.#heading();
    try {
      await writeAll(file, heading, 0);
      await file.sync();
      await files.syncFolder(folder);
    } catch (error) {
      await quietly(file.close());
      await removeQuietly(files, path);
      throw error;
    }
    this.#tail = { file, length: heading.length };
  }

  /**
   * Goes on in a new file that begins with this line; the bytes it took. The line stands in an older file too,
   * perhaps as one that was acknowledged, and the heading ends that file: so the two get their name together.
   */
  async carryOver(json: string): Promise<number> {
    this.#generation += 1;
    const bytes = Buffer.concat([this.#heading(), this.#line(json)]);
    await writeWholeFile(this.#place, this.#path(this.#generation), (file) => writeAll(file, bytes, 0));
    this.#seq += 1;
    await this.resume(bytes.length);
    return bytes.length;
  }

  /** One line, one write, one flush; the bytes it took. Throws the disk's error: then it is as if nothing had been. */
  async append(json: string): Promise<number> {
    if (this.#tail === null) await this.begin();
    const tail = this.#tail;
    if (tail === null) throw new Error('A journal that was begun has a tail');
    const line = this.#line(json);
    try {
      await writeAll(tail.file, line, tail.length);
    } catch (error) {
      await this.#cutBack(tail);
      throw error;
    }
    try {
      await flush(tail.file);
    } catch (error) {
      await this.#abandon(tail);
      throw error;
    }
    tail.length += line.length;
    this.#seq += 1;
    return line.length;
  }

  async close(): Promise<void> {
    await this.#leave();
  }

  async #cutBack(tail: Tail): Promise<void> {
    try {
      await tail.file.truncate(tail.length);
      await tail.file.sync();
    } catch {
      await this.#abandon(tail);
    }
  }

  /** At once, so that what failed can't be taken for saved after a crash; else before the next line. */
  async #abandon({ file, length }: Tail): Promise<void> {
    // Should the new file fail too: so that at least a mere restart won't find what was answered "not saved".
    await quietly(file.truncate(length));
    await this.#leave();
    try {
      await this.begin();
    } catch {
      // The failure that led here is the one that is reported.
    }
  }

  async #leave(): Promise<void> {
    const tail = this.#tail;
    this.#tail = null;
    if (tail !== null) await quietly(tail.file.close());
  }

  #heading(): Buffer {
    const [store, schema, generation] = [this.#store, this.#schema, this.#generation];
    return frameHeading(this.#seq, { kind: 'journal', store, schema, generation });
  }

  #line(json: string): Buffer {
    return frame({ seq: this.#seq + 1, durable: this.#seq, json });
  }

  #path(generation: number): string {
    return join(this.#place.folder, fileName(this.#store, generation, 'journal'));
  }
}

async function flush(file: OpenFile): Promise<void> {
  // Asked while the disk is busy anyway, so that it costs no time.
  const [, inPlace] = await Promise.all([file.syncData(), isInPlace(file)]);
  if (!inPlace) throw new DiskError('ENOENT', 'flush');
}

async function isInPlace(file: OpenFile): Promise<boolean> {
  return file.isInPlace();
}

/** What the file holds is durable or given up: an error tells nothing more. */
async function quietly(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch {
    // See above.
  }
}
