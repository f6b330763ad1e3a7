import type { AccountType } from '../account.ts';

/** How a person left the list of a workspace: it comes back so, also after a restart. */

/** The views of the left bar, from top to bottom. Each has one bit: at most 31. */
export const VIEWS = ['all', 'needs-you', 'waiting', 'sent', 'drafts', 'discarded'] as const;
export type View = (typeof VIEWS)[number];

export const SORT_COLUMNS = ['edited', 'name', 'type', 'city', 'email', 'status'] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];
export interface Order {
  readonly by: SortColumn;
  readonly descending: boolean;
}

/** The columns of the list that can be hidden and made wider; the name is always there and takes what is left. */
export const COLUMNS = ['type', 'city', 'email', 'status'] as const;
export type Column = (typeof COLUMNS)[number];

/** Of a column, pixels. */
export const NARROWEST = 60;
export const WIDEST = 600;

export interface ListLayout {
  readonly view: View;
  readonly order: Order;
  /** The type that the next new account begins with. */
  readonly newType: AccountType;
  readonly hidden: readonly Column[];
  /** Pixels; a column that is not named here is as wide as it was designed. */
  readonly widths: Readonly<Partial<Record<Column, number>>>;
}

/** The newest first, and nothing was set. */
export const FIRST_LAYOUT: ListLayout = {
  view: 'all',
  order: { by: 'edited', descending: true },
  newType: 'customer',
  hidden: [],
  widths: {},
};

/** What of it changed. */
export type LayoutChange = Partial<ListLayout>;

export function isWidth(width: unknown): width is number {
  return Number.isInteger(width) && Number(width) >= NARROWEST && Number(width) <= WIDEST;
}
