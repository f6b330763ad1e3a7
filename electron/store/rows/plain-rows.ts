import type { FrozenRows, StoredRows } from './rows.ts';
import type { CollectionSchema } from '../collection-schema.ts';

/** Rows as they are: each is read once and kept. */
export class PlainRows<Row> implements StoredRows<Row> {
  readonly #rows = new Map<string, Row>();
  readonly #schema: CollectionSchema<Row>;

  constructor(schema: CollectionSchema<Row>) {
    this.#schema = schema;
  }

  get view(): ReadonlyMap<string, Row> {
    return this.#rows;
  }

  fits(id: string, stored: unknown): boolean {
    return this.#schema.parse(stored, id) !== null;
  }

  read(id: string, stored: unknown): boolean {
    const row = this.#schema.parse(stored, id);
    if (row !== null) this.#rows.set(id, row);
    return row !== null;
  }

  put(id: string, row: Row): void {
    this.#rows.set(id, row);
  }

  delete(id: string): void {
    this.#rows.delete(id);
  }

  frozen(): FrozenRows {
    // Two lists, because copying a large map as pairs takes most of a frame. Rows are values: they are not copied.
    const ids = [...this.#rows.keys()];
    const rows = [...this.#rows.values()];
    const { stored = (row: Row): unknown => row } = this.#schema;
    return {
      size: ids.length,
      *changes() {
        for (const [at, row] of rows.entries()) yield Buffer.from(JSON.stringify([ids[at], stored(row)]));
      },
    };
  }
}
