import { join } from 'node:path';
import { codeOf } from '../disk/disk-error.ts';
import type { OpenFile } from '../disk/files.ts';
import { plainCodec } from '../frame-codec.ts';
import { encodeHeading, watermarkName, parseHeading } from './layout.ts';
import type { Pacer } from '../disk/pacer.ts';
import type { CollectionSchema, StoreName } from '../collection-schema.ts';
import { removeQuietly } from '../disk/whole-file.ts';
import type { StoreFolder } from '../disk/folder.ts';

/**
 * The durable sequence, kept apart from the journal. It is written after each commit and not flushed by itself, so
 * it may lag behind the journal and never runs ahead of it. Two slots take turns, within one sector of the disk: a
 * write that is cut leaves the other. It holds nothing of the rows, so it is plain whatever the folder's codec.
 */
export interface Watermark {
  readonly seq: number;
  /** Null when there is no watermark to tell. */
  readonly version: number | null;
  readonly damaged: boolean;
  /** Its position in the file; null: there is no file. */
  readonly at: number | null;
}

const SLOT = 128;
const NO_WATERMARK: Watermark = { seq: 0, version: null, damaged: false, at: null };

export async function findWatermark({ files, folder }: StoreFolder, store: StoreName): Promise<Watermark> {
  try {
    return readWatermark(await files.read(join(folder, watermarkName(store))), store);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return NO_WATERMARK;
    throw error;
  }
}

/** The watermark's file, made if there is none, with this sequence in it, flushed. */
export async function openWatermark(
  { files, folder, pacer }: StoreFolder,
  { name, version }: Pick<CollectionSchema<unknown>, 'name' | 'version'>,
  before: Watermark,
  seq: number,
): Promise<WatermarkFile> {
  const path = join(folder, watermarkName(name));
  const file = before.at === null ? await files.create(path) : await files.open(path);
  const watermark = new WatermarkFile(file, { store: name, version, pacer }, before.at ?? 0);
  try {
    if (before.at !== null && before.version === null) {
      // Nothing in it is of use, and what is wrong with it has been told: over that, a write that is cut would be
      // told as damage anew.
      await file.truncate(0);
      await file.sync();
    }
    await watermark.begin(seq);
    if (before.at === null) await files.syncFolder(folder);
    return watermark;
  } catch (error) {
    // After a failed sync nothing of this file would ever be flushed; the next opening makes another.
    await quietly(file.close());
    await removeQuietly(files, path);
    throw error;
  }
}

function readWatermark(bytes: Buffer, store: StoreName): Watermark {
  const watermarks = [0, SLOT].flatMap((at): readonly Watermark[] => {
    const frame = plainCodec.decode(bytes, at);
    const heading = parseHeading(frame, 'mark', store);
    return frame === null || heading === null
      ? []
      : [{ seq: frame.seq, version: heading.schema, damaged: false, at }];
  });
  const [latest] = watermarks.sort((a, b) => b.seq - a.seq);
  // The second slot is written first: while there is nothing in the first one, it was only being created, and
  // the second one, which may not have been flushed, is the one to be written again.
  const begun = bytes.subarray(0, SLOT).some((byte) => byte !== 0);
  if (!begun) return { ...NO_WATERMARK, ...latest, at: 0 };
  return latest ?? { ...NO_WATERMARK, damaged: true, at: 0 };
}

interface WatermarkOrder {
  readonly store: StoreName;
  readonly version: number;
  readonly pacer: Pick<Pacer, 'yieldToEventLoop'>;
}

export class WatermarkFile {
  readonly #file: OpenFile;
  readonly #order: WatermarkOrder;
  #wanted = 0;
  /** The slot that must not be written now, because it may be the only one that is whole. */
  #spared: number;
  #writing: Promise<void> | null = null;

  constructor(file: OpenFile, order: WatermarkOrder, spared: number) {
    this.#spared = spared;
    this.#file = file;
    this.#order = order;
  }

  /** Flushed. */
  async begin(seq: number): Promise<void> {
    await this.#write(seq);
    await this.#file.sync();
  }

  /** Soon, and after whoever waits for the commit has the answer: the watermark is evidence, the journal is the data. */
  note(seq: number): void {
    this.#wanted = seq;
    this.#writing ??= this.#catchUp();
  }

  async close(): Promise<void> {
    await this.#writing;
    await quietly(this.#file.syncData());
    await quietly(this.#file.close());
  }

  async #catchUp(): Promise<void> {
    for (let written = -1; written !== this.#wanted;) {
      await this.#order.pacer.yieldToEventLoop();
      written = this.#wanted;
      await quietly(this.#write(written));
    }
    this.#writing = null;
  }

  async #write(seq: number): Promise<void> {
    const { store, version: schema } = this.#order;
    const frame = encodeHeading(plainCodec, seq, { kind: 'mark', store, schema });
    const at = SLOT - this.#spared;
    const taken = await this.#file.write(Buffer.alloc(SLOT, ' ').fill(frame, 0, frame.length), at);
    if (taken === SLOT) this.#spared = at;
  }
}

/** A watermark that can't be written only tells less. */
async function quietly(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch {
    // See above.
  }
}
