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

/** A sorted copy. Equal rows keep the newest first; an empty text goes last either way. */
export function sortRows(rows: readonly Row[], order: Order): readonly Row[] {
  const sign = order.descending ? -1 : 1;
  return [...rows].sort((a, b) => compare(a, b, order.by, sign) || b.editedAt - a.editedAt);
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
