import * as v from 'valibot';
import { ACCOUNT_TYPES } from '../../../shared/account.ts';
import { FIRST_LAYOUT, SORT_COLUMNS, VIEWS } from '../../../shared/contract/list-layout.ts';

const order = v.object({ by: v.picklist(SORT_COLUMNS), descending: v.boolean() });

/**
 * A list's layout as it is read from the disk, where an older or newer version may have written it: what this one
 * doesn't know falls back to what it begins with, and takes nothing else along.
 */
export const KEPT_LAYOUT = v.fallback(
  v.object({
    view: v.fallback(v.picklist(VIEWS), FIRST_LAYOUT.view),
    order: v.fallback(order, FIRST_LAYOUT.order),
    newType: v.fallback(v.picklist(ACCOUNT_TYPES), FIRST_LAYOUT.newType),
  }),
  FIRST_LAYOUT,
);
