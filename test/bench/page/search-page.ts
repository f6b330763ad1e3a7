/** Runs in the browser: the window's own search beside two libraries, each on the same rows. */
import type { Row } from '../../../shared/contract/contract.ts';
import { fold } from '../../../shared/text/search.ts';
import { ourSearch } from './our-search.ts';
import type { Search } from './our-search.ts';

/** As much of the libraries as is used; their scripts were added to the page before this one. */
interface Libraries {
  readonly MiniSearch: new (options: object) => {
    addAll(rows: readonly object[]): void;
    search(query: string, options: object): readonly unknown[];
  };
  readonly uFuzzy: new (options: object) => {
    search(texts: string[], query: string, outOfOrder: number, most: number): readonly [number[] | null];
  };
}

export type Searcher = 'ours' | 'ours, whole' | 'MiniSearch' | 'uFuzzy';

export interface SearchBench {
  load(rows: readonly Row[], who: readonly Searcher[]): void;
  /** Ms a keystroke, of each query in turn. */
  type(who: Searcher, queries: readonly string[]): readonly number[];
  /** Of ours: queries whose answer is not what a plain look at every row gives. */
  wrong(queries: readonly string[]): readonly string[];
}

declare global {
  interface Window {
    searchBench: SearchBench;
  }
}

const searches = new Map<Searcher, Search>();
let all: readonly Row[] = [];

const makes: Readonly<Record<Searcher, (rows: readonly Row[]) => Search>> = {
  ours: (rows) => ourSearch(rows),
  'ours, whole': (rows) => ourSearch(rows, true),
  MiniSearch(rows) {
    const { MiniSearch } = window as unknown as Libraries;
    const index = new MiniSearch({ idField: 'localId', fields: ['find'], storeFields: [] });
    index.addAll(rows);
    return searching((query) => index.search(query, { prefix: true, combineWith: 'AND' }).length);
  },
  uFuzzy(rows) {
    const { uFuzzy } = window as unknown as Libraries;
    const texts = rows.map(({ find }) => find);
    const search = new uFuzzy({});
    return searching((query) => search.search(texts, query, 0, 1_000)[0]?.length ?? 0);
  },
};

window.searchBench = {
  load(rows, who) {
    all = rows;
    for (const each of who) searches.set(each, makes[each](rows));
  },
  type(who, queries) {
    const search = searches.get(who);
    if (search === undefined) throw new Error(`No ${who}`);
    return queries.map((query) => {
      const from = performance.now();
      search.type(query);
      return performance.now() - from;
    });
  },
  wrong(queries) {
    return queries.filter((query) => {
      const words = fold(query).split(' ');
      const there = all.filter(({ find }) => words.every((word) => find.includes(word))).length;
      return (['ours', 'ours, whole'] as const).some((name) => {
        const ours = searches.get(name);
        ours?.type(query);
        return ours !== undefined && ours.count() !== there;
      });
    });
  },
};

/** A library finds everything at once. */
function searching(find: (folded: string) => number): Search {
  let found = 0;
  return {
    type: (query) => {
      found = find(fold(query));
    },
    count: () => found,
  };
}
