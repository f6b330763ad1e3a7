import type { Span } from './changes.ts';

/** The rows of a collection in memory. */
export interface StoredRows<Row> {
  /** As whoever uses the collection sees them. */
  readonly view: ReadonlyMap<string, Row>;
  /** Whether what would be stored could be read again. */
  fits(id: string, stored: unknown): boolean;
  /**
   * Takes a row read from a file. @param span where `[id, stored]` stands as JSON; null: nowhere as it is
   * @returns false: it does not fit, and nothing is done
   */
  read(id: string, stored: unknown, span: Span | null): boolean;
  /** Takes a committed row that fits. @param json `[id, stored]` */
  put(id: string, row: Row, stored: unknown, json: string): void;
  delete(id: string): void;
  /** The rows as they are now, whatever becomes of them. */
  frozen(): FrozenRows;
}

export interface FrozenRows {
  readonly size: number;
  /** `[id, stored]` of each, as JSON. */
  changes(): Iterable<Buffer>;
}
