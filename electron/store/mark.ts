import type { OpenFile } from './files.ts';
import { frameHeading, parseHeading } from './layout.ts';
import type { StoreName } from './layout.ts';
import { lineAt } from './line.ts';

/**
 * The mark: the durable sequence, kept apart from the journal. It is written after each commit and not flushed
 * by itself, so it may lag behind the journal and never runs ahead of it. Two places take turns: a write that
 * is cut leaves the other.
 */
export interface Mark {
  readonly seq: number;
  /** Null when there is no mark to tell. */
  readonly schema: number | null;
  readonly damaged: boolean;
}

const PLACE = 128;
const NO_MARK: Mark = { seq: 0, schema: null, damaged: false };

export function readMark(bytes: Buffer, store: StoreName): Mark {
  const marks = [0, PLACE].flatMap((at): readonly Mark[] => {
    const line = lineAt(bytes, at)?.line ?? null;
    const heading = parseHeading(line, 'mark', store);
    return line === null || heading === null
      ? []
      : [{ seq: line.seq, schema: heading.schema, damaged: false }];
  });
  const [latest] = marks.sort((a, b) => b.seq - a.seq);
  // Empty or all zeros: it was being created.
  return latest ?? (bytes.every((byte) => byte === 0) ? NO_MARK : { ...NO_MARK, damaged: true });
}

export class MarkFile {
  readonly #file: OpenFile;
  readonly #store: StoreName;
  readonly #schema: number;
  #wanted = 0;
  #turn = 0;
  #writing: Promise<void> | null = null;

  constructor(file: OpenFile, store: StoreName, schema: number) {
    this.#file = file;
    this.#store = store;
    this.#schema = schema;
  }

  /** Flushed. */
  async begin(seq: number): Promise<void> {
    await this.#write(seq);
    await this.#file.sync();
  }

  /** Soon, and without anyone waiting: the mark is evidence, the journal is the data. */
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
      written = this.#wanted;
      await quietly(this.#write(written));
    }
    this.#writing = null;
  }

  async #write(seq: number): Promise<void> {
    const line = frameHeading(seq, { kind: 'mark', store: this.#store, schema: this.#schema });
    this.#turn = PLACE - this.#turn;
    await this.#file.write(Buffer.alloc(PLACE, ' ').fill(line, 0, line.length), this.#turn);
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
