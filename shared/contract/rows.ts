/**
 * The list's rows, or their changes. A hundred thousand rows come in chunks while changes go on: each chunk says
 * which change it is at least as new as, so a row that changed later is not put back by it.
 */
export interface RowsPage {
  /** This page's sequence number; the next event's `after` equals it, else ask `rows` with it. Each opening has its own. */
  readonly seq: number;
  readonly after: number;
  /** True: forget the rows you have. */
  readonly full: boolean;
  /** JSON text of `readonly Row[]`: one string passes every bridge at once, and is read only where it is shown. */
  readonly rows: string;
  readonly removed: readonly string[];
  /** Of a full page: how to ask for what is still to come; null when that was all. */
  readonly more: MoreRows | null;
}

/** How to ask `moreRows`. */
export interface MoreRows {
  readonly load: number;
  readonly from: number;
  /** How many rows are still to come. */
  readonly remaining: number;
}

export interface RowsChunk {
  /** At least as new as this change. */
  readonly seq: number;
  /** JSON text of `readonly Row[]`. */
  readonly rows: string;
  readonly more: MoreRows | null;
}
