import type { Row } from '../../shared/contract/contract.ts';
import type { Today } from '../../shared/words/en/list.ts';
import { wordsToFind } from '../../shared/text/search.ts';
import { Search } from './search.ts';
import { inSlices } from './in-slices.ts';
import { hasBit } from './bigram-filter.ts';
import { RowStore } from './row-store.ts';
import { comparing, isEnteredHere, placeOf, replaced, sorting, sortKey } from './sort-rows.ts';
import { FIRST_LAYOUT } from '../../shared/contract/list-layout.ts';
import type { Order, SortColumn, View } from '../../shared/contract/list-layout.ts';
import type { Compare, SortKey } from './sort-rows.ts';
import type { Counts } from './views.ts';

/** A new order while the rows are being sorted: which changed since it began, and how to stop it. */
interface PendingOrder {
  readonly order: Order;
  readonly changed: Set<number>;
  stop: () => void;
}

/**
 * All rows in one order, and of them those of a view that have every word of a search. They are sorted once and kept
 * so: what comes or changes is put where it belongs. With a hundred thousand rows each of these takes some milliseconds,
 * and a new order, which takes longer, comes in slices.
 */
export class Listing {
  readonly #changed: (what: 'found' | 'rows') => void;
  readonly #store = new RowStore();
  readonly #search = new Search(this.#store, () => this.#changed('found'));
  #order: Order = FIRST_LAYOUT.order;
  #keys: SortKey[] = [];
  #all: Int32Array = new Int32Array();
  #pending: PendingOrder | null = null;

  /** @param changed told when something here reads otherwise than before: only what is found, or any of it */
  constructor(changed: (what: 'found' | 'rows') => void) {
    this.#changed = changed;
  }

  get view(): View {
    return this.#search.wanted.view;
  }
  /** The order that the rows are in; a new one shows when it is reached. */
  get order(): Order {
    return this.#order;
  }
  get counts(): Counts {
    return this.#store.counts;
  }
  /** What was entered or changed here since that moment, local ms. */
  since(moment: number): Today {
    return this.#store.since(moment);
  }
  /** Of every view. */
  get size(): number {
    return this.#all.length;
  }
  /** Of those found; while a search is not `complete`, of those found so far: more than are in sight. */
  get count(): number {
    return this.#search.places.length;
  }
  get complete(): boolean {
    return this.#search.complete;
  }

  /** Of those found, so many were entered here and come first; null in any other order. */
  get entered(): number | null {
    if (this.#order.by !== 'edited' || !this.#order.descending) return null;
    const found = this.#search.places;
    let low = 0;
    let high = found.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const row = this.#store.rows[found[middle] ?? -1];
      if (row !== undefined && isEnteredHere(row)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  at(index: number): Row | undefined {
    const place = this.#search.places[index];
    return place === undefined ? undefined : this.#store.rows[place];
  }

  /** Its place among those found; -1 when it isn't. */
  indexOf(localId: string): number {
    const place = this.#store.placeOf(localId);
    if (place === undefined) return -1;
    const found = this.#search.places;
    const index = placeOf(place, found, this.#compare());
    return found[index] === place ? index : -1;
  }

  /** The first few rows, of any view, that have every word of `query`. */
  matching(query: string, limit: number): readonly Row[] {
    const words = wordsToFind(query);
    const may = this.#store.mayHave(words);
    const found: Row[] = [];
    for (const place of this.#all) {
      if (found.length === limit) break;
      if (may !== null && !hasBit(may, place)) continue;
      const row = this.#store.has(place, words) ? this.#store.rows[place] : undefined;
      if (row !== undefined) found.push(row);
    }
    return found;
  }

  /** The row after this one, in this order, of those in a view, around the end; null: there is none. */
  nextIn(view: View, after: string | null): string | null {
    const places = this.#all.filter((place) => this.#store.isIn(place, view));
    const at = after === null ? -1 : places.findIndex((place) => this.#store.rows[place]?.localId === after);
    const next = places[(at + 1) % Math.max(1, places.length)];
    return next === undefined ? null : (this.#store.rows[next]?.localId ?? null);
  }

  /** The first few rows of a view, in this order. */
  firstIn(view: View, limit: number): readonly Row[] {
    const found: Row[] = [];
    if (this.#store.counts[view] === 0) return found;
    for (const place of this.#all) {
      if (found.length === limit || found.length === this.#store.counts[view]) break;
      const row = this.#store.isIn(place, view) ? this.#store.rows[place] : undefined;
      if (row !== undefined) found.push(row);
    }
    return found;
  }

  clear(): void {
    // Of nothing, a new order is reached at once.
    this.#order = this.#pending?.order ?? this.#order;
    this.#stopSorting();
    this.#store.clear();
    this.#keys = [];
    this.#all = new Int32Array();
    this.#find();
  }

  /** Rows that came or changed, and local ids of rows that went. */
  take(rows: readonly Row[], removed: readonly string[]): void {
    const { before, added } = this.#store.take(rows, removed);
    for (const place of [...before, ...added]) this.#pending?.changed.add(place);
    this.#keyed(added);
    const compare = this.#compare();
    const gone = new Set(before);
    const inOrder = [...added].sort(compare);
    this.#all = replaced(this.#all, gone, inOrder, compare);
    this.#search.take(this.#all, gone, inOrder, compare);
    this.#changed('rows');
  }

  show(view: View): void {
    this.#search.want({ ...this.#search.wanted, view }, this.#all);
    this.#changed('rows');
  }

  search(query: string): void {
    this.#search.want({ ...this.#search.wanted, words: wordsToFind(query) }, this.#all);
  }

  /** Finds the rest of a search that is not complete. */
  settle(): void {
    this.#search.settle();
  }

  /**
   * The same column again turns the order round, and a third time goes back to the first one.
   *
   * @returns the order that the rows come into
   */
  sortBy(by: SortColumn): Order {
    const now = this.#pending?.order ?? this.#order;
    const first = FIRST_LAYOUT.order;
    const order =
      now.by !== by ? { by, descending: false } : now.descending ? first : { by, descending: true };
    this.orderBy(order);
    return order;
  }

  /** Brings the rows into this order. */
  orderBy(order: Order): void {
    const now = this.#pending?.order ?? this.#order;
    if (now.by === order.by && now.descending === order.descending) return;
    this.#stopSorting();
    const keys: SortKey[] = [];
    const pending: PendingOrder = { order, changed: new Set(), stop: () => undefined };
    this.#pending = pending;
    // Of the rows as they are now: what changes while they are sorted is put in its place at the end.
    const work = sorting(this.#all, { rows: [...this.#store.rows], keys }, order);
    pending.stop = inSlices(work, (sorted) => {
      this.#pending = null;
      this.#order = order;
      this.#keys = keys;
      const here = [...pending.changed].filter((place) => this.#store.isHere(place));
      this.#keyed(here);
      const compare = this.#compare();
      this.#all = replaced(sorted, pending.changed, here.sort(compare), compare);
      this.#find();
    });
  }

  #keyed(places: readonly number[]): void {
    for (const place of places) {
      const row = this.#store.rows[place];
      if (row !== undefined) this.#keys[place] = sortKey(row, this.#order.by);
    }
  }

  #compare(): Compare {
    return comparing({ rows: this.#store.rows, keys: this.#keys }, this.#order);
  }

  #find(): void {
    this.#search.anew(this.#all);
    this.#changed('rows');
  }

  #stopSorting(): void {
    this.#pending?.stop();
    this.#pending = null;
  }
}
