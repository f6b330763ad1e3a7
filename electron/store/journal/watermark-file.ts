import { join } from 'node:path';
import { codeOf } from '../disk/disk-error.ts';
import type { OpenFile } from '../disk/files.ts';
import { frameHeading, markName, parseHeading } from './layout.ts';
import type { StoreName } from './layout.ts';
import { lineAt } from './frame.ts';
import type { Pace } from '../disk/pace.ts';
import type { CollectionSchema } from '../collection-schema.ts';
import { removeQuietly } from '../disk/whole-file.ts';
import type { StoreFolder } from '../disk/whole-file.ts';

/**
 * The mark: the durable sequence, kept apart from the journal. It is written after each commit and not flushed
 * by itself, so it may lag behind the journal and never runs ahead of it. Two places take turns, within one
 * sector of the disk: a write that is cut leaves the other.
 */
export interface Watermark {
  readonly seq: number;
  /** Null when there is no mark to tell. */
  readonly schema: number | null;
  readonly damaged: boolean;
  /** Where in the file it stands; null: there is no file. */
  readonly at: number | null;
}

const PLACE = 128;
const NO_MARK: Watermark = { seq: 0, schema: null, damaged: false, at: null };

export async function findWatermark({ files, folder }: StoreFolder, store: StoreName): Promise<Watermark> {
  try {
    return readMark(await files.read(join(folder, markName(store))), store);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return NO_MARK;
    throw error;
  }
}

/** The mark's file, made if there is none, with this sequence in it, flushed. */
export async function openMark(
  { files, folder, pace }: StoreFolder,
  { name, schema }: Pick<CollectionSchema<unknown>, 'name' | 'schema'>,
  before: Watermark,
  seq: number,
): Promise<MarkFile> {
  const path = join(folder, markName(name));
  const file = before.at === null ? await files.create(path) : await files.open(path);
  const mark = new MarkFile(file, { store: name, schema, pace }, before.at ?? 0);
  try {
    if (before.at !== null && before.schema === null) {
      // Nothing in it is of use, and what is wrong with it has been told: over that, a write that is cut would be
      // told as damage anew.
      await file.truncate(0);
      await file.sync();
    }
    await mark.begin(seq);
    if (before.at === null) await files.syncFolder(folder);
    return mark;
  } catch (error) {
    // After a failed sync nothing of this file would ever be flushed; the next opening makes another.
    await quietly(file.close());
    await removeQuietly(files, path);
    throw error;
  }
}

function readMark(bytes: Buffer, store: StoreName): Watermark {
  const marks = [0, PLACE].flatMap((at): readonly Watermark[] => {
    const line = lineAt(bytes, at);
    const heading = parseHeading(line, 'mark', store);
    return line === null || heading === null
      ? []
      : [{ seq: line.seq, schema: heading.schema, damaged: false, at }];
  });
  const [latest] = marks.sort((a, b) => b.seq - a.seq);
  // The second place is written first: while there is nothing in the first one, it was only being created, and
  // the second one, which may not have been flushed, is the one to be written again.
  const begun = bytes.subarray(0, PLACE).some((byte) => byte !== 0);
  if (!begun) return { ...NO_MARK, ...latest, at: 0 };
  return latest ?? { ...NO_MARK, damaged: true, at: 0 };
}

interface MarkOrder {
  readonly store: StoreName;
  readonly schema: number;
  readonly pace: Pick<Pace, 'yieldToEventLoop'>;
}

export class MarkFile {
  readonly #file: OpenFile;
  readonly #order: MarkOrder;
  #wanted = 0;
  /** The place that must not be written now, because it may be the only one that is whole. */
  #spared: number;
  #writing: Promise<void> | null = null;

  constructor(file: OpenFile, order: MarkOrder, spared: number) {
    this.#spared = spared;
    this.#file = file;
    this.#order = order;
  }

  /** Flushed. */
  async begin(seq: number): Promise<void> {
    await this.#write(seq);
    await this.#file.sync();
  }

  /** Soon, and after whoever waits for the commit has the answer: the mark is evidence, the journal is the data. */
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
      await this.#order.pace.yieldToEventLoop();
      written = this.#wanted;
      await quietly(this.#write(written));
    }
    this.#writing = null;
  }

  async #write(seq: number): Promise<void> {
    const { store, schema } = this.#order;
    const line = frameHeading(seq, { kind: 'mark', store, schema });
    const at = PLACE - this.#spared;
    const taken = await this.#file.write(Buffer.alloc(PLACE, ' ').fill(line, 0, line.length), at);
    if (taken === PLACE) this.#spared = at;
  }
}

/** A mark that can't be written only tells less. */
async function quietly(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch {
    // See above.
  }
}
