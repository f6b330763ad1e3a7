import type { Row } from '../../shared/contract.ts';
import type { Standing } from '../../shared/standing.ts';

export type SortColumn = 'edited' | 'name' | 'type' | 'city' | 'email' | 'standing';
export interface Order {
  readonly by: SortColumn;
  readonly descending: boolean;
}

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

// Sorted by standing, what needs a person comes first.
const RANKS: Readonly<Record<Standing['is'], number>> = {
  'needs-you': 0,
  draft: 1,
  checking: 2,
  sending: 3,
  waiting: 4,
  sent: 5,
  'in-salesbinder': 6,
  discarded: 7,
};

/**
 * A sorted copy. An empty text goes last either way; equal rows keep the newest first, and rows of the same moment
 * (all that one download brought) are in the order of their names.
 */
export function sortRows(rows: readonly Row[], order: Order): readonly Row[] {
  return [...rows].sort((a, b) => inOrder(a, b, order));
}

/**
 * `sorted` without the rows of `gone`, and with `added` where they belong. Comparing names is what costs, so only the
 * new rows are compared, each with a few others: a list of 100,000 takes a page of changes within a frame.
 */
export function withRows(
  sorted: readonly Row[],
  gone: ReadonlySet<string>,
  added: readonly Row[],
  order: Order,
): readonly Row[] {
  const kept = sorted.filter((row) => !gone.has(row.localId));
  const merged: Row[] = [];
  let from = 0;
  for (const row of sortRows(added, order)) {
    const to = placeOf(row, kept, from, order);
    for (const other of kept.slice(from, to)) merged.push(other);
    merged.push(row);
    from = to;
  }
  return merged.concat(kept.slice(from));
}

/** The first place at or after `from` whose row comes after this one. */
function placeOf(row: Row, sorted: readonly Row[], from: number, order: Order): number {
  let low = from;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = sorted[middle];
    if (other !== undefined && inOrder(other, row, order) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function inOrder(a: Row, b: Row, { by, descending }: Order): number {
  const sign = descending ? -1 : 1;
  return compare(a, b, by, sign) || b.editedAt - a.editedAt || compareCodes(a.find, b.find);
}

function compare(a: Row, b: Row, by: SortColumn, sign: number): number {
  switch (by) {
    case 'edited':
      return sign * (a.editedAt - b.editedAt);
    case 'standing':
      return sign * (RANKS[a.standing.is] - RANKS[b.standing.is]);
    case 'name':
    case 'type':
    case 'city':
    case 'email':
      return compareTexts(a[by], b[by], sign);
  }
}

function compareTexts(a: string, b: string, sign: number): number {
  if (a === '' || b === '') return Number(a === '') - Number(b === '');
  return sign * collator.compare(a, b);
}

// What is searched in begins with the folded name: nearly the order of names, without the price of a collator.
function compareCodes(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
