import type { Result } from '../../shared/problem.ts';

/**
 * A durable map from id to row. "Committed" means: the bytes were flushed to the disk before the promise
 * resolved, and memory changed only after that.
 */
export interface Collection<Row> {
  /** Memory, which follows the disk. Rows are immutable values: replace, never change. */
  readonly rows: ReadonlyMap<string, Row>;
  /** All changes or none. On a failure memory and acknowledged data are as they were. */
  commit(changes: readonly Change<Row>[]): Promise<Result<null>>;
  /** Waits for what is under way; afterwards nothing may be committed. */
  close(): Promise<void>;
}

export type Change<Row> = { readonly put: string; readonly row: Row } | { readonly remove: string };
