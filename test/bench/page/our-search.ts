import { Rows } from '../../../renderer/state/rows.svelte.ts';
import type { Api, Row } from '../../../shared/contract.ts';
import { ok } from '../../../shared/problem.ts';

/** Searches among some rows. */
export interface Search {
  /** All that a keystroke holds up the window for. */
  type(query: string): unknown;
  /** How many were found last: so that nobody is quick at finding something else. */
  count(): number;
}

/** The list as the window has it. */
export async function ourSearch(all: readonly Row[]): Promise<Search> {
  const page = { seq: 1, after: 0, full: true, rows: JSON.stringify(all), removed: [], more: null };
  const rows = new Rows({ rows: () => Promise.resolve(ok(page)) } as unknown as Api);
  await rows.load();
  return {
    type(query) {
      rows.search(query);
      return rows.at(0);
    },
    count: () => rows.count,
  };
}
