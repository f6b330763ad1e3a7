import type { StoreName } from './layout.ts';

/** What a collection holds, and how it is read. */
export interface Shape<Row> {
  readonly name: StoreName;
  /** The version of the rows' form, from 1. It goes up whenever an older app could not read what this one writes. */
  readonly schema: number;
  /** The row, or null when it does not fit. */
  readonly parse: (row: unknown) => Row | null;
  /** Brings a row of an older schema to the present one; what comes out is parsed. */
  readonly migrate: (row: unknown, from: number) => unknown;
}

/** A row as it comes from a file of that schema; null when it does not fit. */
export function readRow<Row>(shape: Shape<Row>, row: unknown, schema: number): Row | null {
  if (schema === shape.schema) return shape.parse(row);
  try {
    return shape.parse(shape.migrate(row, schema));
  } catch {
    // An old row of a form that its own version should not have written: damaged like any other.
    return null;
  }
}
