import { decodeChanges } from './changes.ts';
import { readRow } from './shape.ts';
import type { Shape } from './shape.ts';

/** The rows while files are being read, and which of them do not fit their schema. */
export class Table<Row> {
  readonly rows = new Map<string, Row>();
  /** Row id -> the file with its latest form. */
  readonly unfit = new Map<string, string>();
  readonly #shape: Shape<Row>;

  constructor(shape: Shape<Row>) {
    this.#shape = shape;
  }

  put(id: string, raw: unknown, schema: number, file: string): void {
    const row = readRow(this.#shape, raw, schema);
    if (row === null) {
      // An earlier form of it must not come back: it may have been sent since.
      this.rows.delete(id);
      this.unfit.set(id, file);
    } else {
      this.rows.set(id, row);
      this.unfit.delete(id);
    }
  }

  remove(id: string): void {
    this.rows.delete(id);
    this.unfit.delete(id);
  }

  /** One commit; false (and nothing done) when it cannot be read. */
  apply(json: string, schema: number, file: string): boolean {
    const changes = decodeChanges(json);
    if (changes === null) return false;
    for (const change of changes) {
      if (change.length === 1) this.remove(change[0]);
      else this.put(change[0], change[1], schema, file);
    }
    return true;
  }
}
