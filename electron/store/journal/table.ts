import { decodeChanges, spansOf } from '../rows/changes.ts';
import type { Span } from '../rows/changes.ts';
import type { DecodedFrame } from '../frame-codec.ts';
import { PackedRows } from '../rows/packed-rows.ts';
import { PlainRows } from '../rows/plain-rows.ts';
import type { StoredRows } from '../rows/rows.ts';
import { migrated } from '../collection-schema.ts';
import type { CollectionSchema } from '../collection-schema.ts';

export function rowsFor<Row>(schema: CollectionSchema<Row>): StoredRows<Row> {
  return schema.packing === undefined ? new PlainRows(schema) : new PackedRows(schema, schema.packing);
}

/** The rows while files are being read, and which of them do not fit their schema. */
export class Table<Row> {
  readonly rows: StoredRows<Row>;
  /** Row id -> the file with its latest form. */
  readonly unfit = new Map<string, string>();
  readonly #schema: CollectionSchema<Row>;

  constructor(schema: CollectionSchema<Row>) {
    this.#schema = schema;
    this.rows = rowsFor(schema);
  }

  /** @param span where `[id, stored]` stands in the file */
  put(id: string, stored: unknown, version: number, file: string, span: Span | null): void {
    const present = version === this.#schema.version;
    const fits = present
      ? this.rows.read(id, stored, span)
      : this.rows.read(id, migrated(this.#schema, stored, version), null);
    if (fits) {
      if (this.unfit.size > 0) this.unfit.delete(id);
      return;
    }
    // An earlier form of it must not come back: it may have been sent since.
    this.rows.delete(id);
    this.unfit.set(id, file);
  }

  remove(id: string): void {
    this.rows.delete(id);
    this.unfit.delete(id);
  }

  /** One commit; false (and nothing done) when it cannot be read. */
  apply(frame: DecodedFrame, version: number, file: string): boolean {
    const changes = decodeChanges(frame.json);
    if (changes === null) return false;
    const spans = spansOf(frame, changes.length);
    for (const [at, change] of changes.entries()) {
      if (change.length === 1) this.remove(change[0]);
      else this.put(change[0], change[1], version, file, spans?.[at] ?? null);
    }
    return true;
  }
}
