/**
 * The one merge: a field as {base, mine, possiblySent} against what SalesBinder has now.
 * `base` is the server's value we last knew; null when nobody has told us yet.
 */
export interface MergeField {
  readonly base: string | null;
  readonly mine: string;
  /** Values that may have reached SalesBinder, because an answer was lost; oldest first. */
  readonly possiblySent: readonly string[];
  /** In a conflict: what SalesBinder has now. */
  readonly theirs?: string;
}
