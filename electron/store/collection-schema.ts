import type { Notice } from '../../shared/contract/session.ts';

export type StoreName = Notice['store'];

/** A collection's name, the form of its rows, and how they are read. */
export interface CollectionSchema<Row> {
  readonly name: StoreName;
  /** The version of the rows' form, from 1. It goes up whenever an older app could not read what this one writes. */
  readonly version: number;
  /** The row, or null when what is stored under this id does not fit. */
  readonly parse: (stored: unknown, id: string) => Row | null;
  /** A row's stored form; without it, the row itself. */
  readonly stored?: (row: Row) => unknown;
  /** Brings what an older schema stored to the present one; what comes out is parsed. */
  readonly migrate: (stored: unknown, from: number) => unknown;
  /** For a large collection: its rows are kept in memory as the bytes they are in the file, and parsed when asked for. */
  readonly packing?: Packing;
}

export interface Packing {
  /** The same verdict as `parse`, without making a row: a hundred thousand of them are checked at each opening. */
  readonly fits: (stored: unknown, id: string) => boolean;
  /** Numbers kept beside each row, so that one can look through all rows without parsing any. */
  readonly numbers: readonly ((stored: unknown) => number)[];
}

/** A row as a file of that version stores it, in the present form; undefined when it can't be brought there. */
export function migrated<Row>(schema: CollectionSchema<Row>, stored: unknown, version: number): unknown {
  try {
    return schema.migrate(stored, version);
  } catch {
    // An old row of a form that its own version should not have written: damaged like any other.
    return undefined;
  }
}
