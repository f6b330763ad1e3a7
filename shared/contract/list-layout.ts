import * as v from 'valibot';
import { ACCOUNT_TYPES } from '../account.ts';
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

const view = v.picklist(VIEWS);
const order = v.strictObject({ by: v.picklist(SORT_COLUMNS), descending: v.boolean() });
const newType = v.picklist(ACCOUNT_TYPES);
const column = v.picklist(COLUMNS);
const width = v.pipe(v.number(), v.integer(), v.minValue(NARROWEST), v.maxValue(WIDEST));

/** What of it changed, as the window tells it. */
export const LAYOUT_CHANGE = v.strictObject({
  view: v.exactOptional(view),
  order: v.exactOptional(order),
  newType: v.exactOptional(newType),
  hidden: v.exactOptional(v.pipe(v.array(column), v.maxLength(COLUMNS.length), v.readonly())),
  widths: v.exactOptional(v.record(column, width)),
});
export type LayoutChange = v.InferOutput<typeof LAYOUT_CHANGE>;

/**
 * As it is read from the disk, where an older or newer version may have written it: what this one doesn't know falls
 * back to what it begins with, and takes nothing else along.
 */
export const KEPT_LAYOUT = v.object({
  view: v.fallback(view, FIRST_LAYOUT.view),
  order: v.fallback(order, FIRST_LAYOUT.order),
  newType: v.fallback(newType, FIRST_LAYOUT.newType),
  hidden: v.fallback(
    v.pipe(
      v.array(v.unknown()),
      v.transform((names) => COLUMNS.filter((one) => names.includes(one))),
    ),
    [],
  ),
  widths: v.fallback(
    v.pipe(
      v.record(v.string(), v.unknown()),
      v.transform((kept) => {
        const known = COLUMNS.filter((one) => v.is(width, kept[one]));
        return Object.fromEntries(known.map((one) => [one, kept[one]])) as Partial<Record<Column, number>>;
      }),
    ),
    {},
  ),
});
