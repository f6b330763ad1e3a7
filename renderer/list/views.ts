import type { Row } from '../../shared/contract/contract.ts';
import { VIEWS } from '../../shared/contract/list-layout.ts';
import type { View } from '../../shared/contract/list-layout.ts';

export type Counts = Readonly<Record<View, number>>;

export const NO_COUNTS: Counts = { all: 0, 'needs-you': 0, waiting: 0, sent: 0, drafts: 0, discarded: 0 };

function isIn(view: View, row: Row): boolean {
  const { is } = row.status;
  switch (view) {
    case 'all':
      // Discarded too late, SalesBinder has it: whoever looks for it finds it.
      return row.status.is !== 'discarded' || row.status.found !== null;
    case 'needs-you':
    case 'sent':
      return is === view;
    case 'discarded':
      return is === 'discarded' || is === 'edit-discarded';
    case 'waiting':
      return is === 'waiting' || is === 'sending' || is === 'checking';
    case 'drafts':
      return row.draft || is === 'draft';
  }
}

const BITS = Object.fromEntries(VIEWS.map((view, index) => [view, 1 << index])) as Readonly<
  Record<View, number>
>;

/** One bit a view. */
export function bitOf(view: View): number {
  return BITS[view];
}

/** The views of `count` rows, a bit each; wide enough for every view. */
export function viewBits(count: number): Uint32Array {
  return new Uint32Array(count);
}

/** The bits of the views that a row is in. Each row is in one at least. */
export function viewsOf(row: Row): number {
  return VIEWS.reduce((bits, view) => (isIn(view, row) ? bits | bitOf(view) : bits), 0);
}

/** @param bits the views of each row that came (by 1) or went (by -1) */
export function counted(counts: Counts, bits: Iterable<number>, by: 1 | -1): Counts {
  const after = { ...counts };
  for (const one of bits) for (const view of VIEWS) if ((one & bitOf(view)) !== 0) after[view] += by;
  return after;
}
