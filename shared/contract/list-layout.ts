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

export interface ListLayout {
  readonly view: View;
  readonly order: Order;
  /** The type that the next new account begins with. */
  readonly newType: AccountType;
}

/** The newest first, and nothing was set. */
export const FIRST_LAYOUT: ListLayout = {
  view: 'all',
  order: { by: 'edited', descending: true },
  newType: 'customer',
};

/** What of it changed. */
export type LayoutChange = Partial<ListLayout>;
