/** Where the page has not been laid out yet. Pixels, rows. */
export const ROW_HEIGHT = 44;
const UNKNOWN = 20;
/** Rows above and below those in sight that are in the page all the same, for a fast wheel and a screen reader's cursor. */
const AHEAD = 6;
/** A list this short is in the page whole: what finds by text, prints or reads aloud then has all of it. */
const WHOLE = 40;

interface Viewport {
  /** Of rows. */
  readonly count: number;
  /** Pixels: how far the list is scrolled, how high it is (0: not known yet), and each row. */
  readonly scrolled: number;
  readonly height: number;
  readonly rowHeight: number;
  /** The row with the focus: in the page wherever it is. */
  readonly kept: number;
}

export interface Sight {
  /** Ascending. */
  readonly indexes: readonly number[];
  /** More than rows that follow each other are ever in the page at once. */
  readonly slots: number;
}

export function virtualRows({ count, scrolled, height, rowHeight, kept }: Viewport): Sight {
  const seen = height === 0 ? UNKNOWN : Math.ceil(height / rowHeight) + 1;
  // A list that just became shorter is scrolled back by the browser only later.
  const first = Math.min(Math.floor(scrolled / rowHeight), Math.max(0, count - seen));
  const whole = count <= WHOLE;
  const from = whole ? 0 : Math.max(0, first - AHEAD);
  const to = whole ? count : Math.min(count, first + seen + AHEAD);
  const indexes = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
  if (kept < from && kept < count) indexes.unshift(kept);
  else if (kept >= to && kept < count) indexes.push(kept);
  return { indexes, slots: Math.max(WHOLE, seen + 2 * AHEAD) };
}

/**
 * Which of the page's elements shows the row at `index`: scrolling gives an element that went out of sight to the row
 * that came into it. The row with the focus stays in its own, wherever it is; the row that would have it takes a spare.
 */
export function slotOf(index: number, kept: number, slots: number): number {
  const slot = index % slots;
  return index !== kept && slot === kept % slots ? -1 : slot;
}
