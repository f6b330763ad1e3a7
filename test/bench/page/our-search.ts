import { Listing } from '../../../renderer/list/listing.ts';
import type { Row } from '../../../shared/contract/contract.ts';

/** Searches among some rows. */
export interface Search {
  /** All that a key holds up the window for. */
  type(query: string): unknown;
  /** How many were found last: so that nobody is quick at finding something else. */
  count(): number;
}

/**
 * The list as the window has it: a key finds what is in sight, and the rest follows in slices once nobody types.
 * `whole`: everything at each key, as the libraries do.
 */
export function ourSearch(all: readonly Row[], whole = false): Search {
  const listing = new Listing(() => undefined);
  listing.take(all, []);
  return {
    type: (query) => {
      listing.search(query);
      if (whole) listing.settle();
    },
    count: () => {
      listing.settle();
      return listing.count;
    },
  };
}
