import { join } from 'node:path';
import { DiskError } from '../disk/disk-error.ts';
import type { OpenFile } from '../disk/files.ts';
import type { StoreName } from '../collection-schema.ts';
import { plainCodec } from '../frame-codec.ts';
import type { FrameCodec } from '../frame-codec.ts';
import { writeAll } from '../disk/files.ts';
import type { StoreFolder } from '../disk/folder.ts';
import { removeQuietly, writeWholeFile } from '../disk/whole-file.ts';
import { encodeHeading, fileName } from './layout.ts';

interface Tail {
  readonly file: OpenFile;
  /** Bytes that are durable; the next frame goes here. */
  length: number;
}

/**
 * The end of a collection's journals, where commits are appended. One call at a time.
 *
 * After a failed sync the system may hold pages that it calls clean and never wrote, so nothing that goes
 * through this file again can be trusted: the journal goes on in a new one, whose heading says where the old
 * one ends. After a failed write, cutting back to the durable length and flushing that is enough.
 */
export class Journal {
  readonly #folder: StoreFolder;
  readonly #codec: FrameCodec;
  readonly #store: StoreName;
  readonly #version: number;
  #tail: Tail | null = null;
  #generation: number;
  #seq: number;

  /** `generation`: the highest one that any file has. `seq`: the durable sequence. */
  constructor(
    folder: StoreFolder,
    store: StoreName,
    version: number,
    start: { generation: number; seq: number },
  ) {
    this.#folder = folder;
    this.#codec = folder.codec ?? plainCodec;
    this.#store = store;
    this.#version = version;
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
    const file = await this.#folder.files.open(this.#path(this.#generation));
    this.#tail = { file, length };
    await file.sync();
  }

  /** Goes on in a new file. Throws the disk's error; the next commit then tries another new file first. */
  async begin(): Promise<void> {
    const { files, folder } = this.#folder;
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
   * Goes on in a new file that begins with this commit; the bytes it took. The commit stands in an older file too,
   * perhaps as one that was acknowledged, and the heading ends that file: so the two get their name together.
   */
  async carryOver(json: string): Promise<number> {
    this.#generation += 1;
    const bytes = Buffer.concat([this.#heading(), this.#frame(json)]);
    await writeWholeFile(this.#folder, this.#path(this.#generation), (file) => writeAll(file, bytes, 0));
    this.#seq += 1;
    await this.resume(bytes.length);
    return bytes.length;
  }

  /** One frame, one write, one flush; the bytes it took. Throws the disk's error: then it is as if nothing had been. */
  async append(json: string): Promise<number> {
    if (this.#tail === null) await this.begin();
    const tail = this.#tail;
    if (tail === null) throw new Error('A journal that was begun has a tail');
    const frame = this.#frame(json);
    try {
      await writeAll(tail.file, frame, tail.length);
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
    tail.length += frame.length;
    this.#seq += 1;
    return frame.length;
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

  /** At once, so that what failed can't be taken for saved after a crash; else before the next commit. */
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
    const [store, schema, generation] = [this.#store, this.#version, this.#generation];
    return encodeHeading(this.#codec, this.#seq, { kind: 'journal', store, schema, generation });
  }

  #frame(json: string): Buffer {
    return this.#codec.encode(this.#seq + 1, this.#seq, json);
  }

  #path(generation: number): string {
    return join(this.#folder.folder, fileName(this.#store, generation, 'journal'));
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

/** The file's content is durable or given up by now, so that an error in closing tells nothing more. */
async function quietly(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch {
    // See above.
  }
}
