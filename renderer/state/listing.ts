import type { Row } from '../../shared/contract.ts';
import { fold } from '../../shared/search.ts';
import { inSlices } from './in-slices.ts';
import { RowStore } from './row-store.ts';
import { comparing, merged, placeOf, sorting, sortKey } from './sort-rows.ts';
import type { Compare, Order, SortColumn, SortKey } from './sort-rows.ts';
import type { Counts, View } from './views.ts';

/** A new order on its way: what changed since it began, and how to give it up. */
interface Coming {
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
  readonly #changed: () => void;
  readonly #store = new RowStore();
  #order: Order = { by: 'edited', descending: true };
  #keys: SortKey[] = [];
  #all: Int32Array = new Int32Array();
  #found: Int32Array = new Int32Array();
  #view: View = 'all';
  #coming: Coming | null = null;

  /** @param changed told whenever something here reads otherwise than before */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get view(): View {
    return this.#view;
  }
  /** The order that the rows are in; a new one shows when it is reached. */
  get order(): Order {
    return this.#order;
  }
  get counts(): Counts {
    return this.#store.counts;
  }
  /** Of every view. */
  get size(): number {
    return this.#all.length;
  }
  /** Of those found. */
  get count(): number {
    return this.#found.length;
  }

  at(index: number): Row | undefined {
    const place = this.#found[index];
    return place === undefined ? undefined : this.#store.rows[place];
  }

  /** Its place among those found; -1 when it isn't. */
  indexOf(localId: string): number {
    const place = this.#store.placeOf(localId);
    if (place === undefined) return -1;
    const index = placeOf(place, this.#found, this.#compare());
    return this.#found[index] === place ? index : -1;
  }

  /** The first few rows, of any view, that have every word of `query`. */
  matching(query: string, limit: number): readonly Row[] {
    const has = this.#store.having(fold(query));
    const found: Row[] = [];
    for (const place of this.#all) {
      if (found.length === limit) break;
      const row = has(place) ? this.#store.rows[place] : undefined;
      if (row !== undefined) found.push(row);
    }
    return found;
  }

  clear(): void {
    this.#stopSorting();
    this.#store.clear();
    this.#keys = [];
    this.#all = new Int32Array();
    this.#find();
  }

  /** Rows that came or changed, and local ids of rows that went. */
  take(rows: readonly Row[], removed: readonly string[]): void {
    const { before, added } = this.#store.take(rows, removed);
    for (const place of [...before, ...added]) this.#coming?.changed.add(place);
    this.#keyed(added);
    this.#all = this.#replaced(this.#all, before, added);
    this.#find();
  }

  show(view: View): void {
    this.#view = view;
    this.#find();
  }

  search(query: string): void {
    this.#store.search(fold(query));
    this.#find();
  }

  /** The same column again turns the order round. */
  sortBy(by: SortColumn): void {
    const now = this.#coming?.order ?? this.#order;
    const order = { by, descending: now.by === by ? !now.descending : false };
    this.#stopSorting();
    const keys: SortKey[] = [];
    const coming: Coming = { order, changed: new Set(), stop: () => undefined };
    this.#coming = coming;
    // Of the rows as they are now: what changes while they are sorted is put in its place at the end.
    const work = sorting(this.#all, { rows: [...this.#store.rows], keys }, order);
    coming.stop = inSlices(work, (sorted) => {
      this.#coming = null;
      this.#order = order;
      this.#keys = keys;
      const here = [...coming.changed].filter((place) => this.#store.has(place));
      this.#keyed(here);
      this.#all = this.#replaced(sorted, coming.changed, here);
      this.#find();
    });
  }

  #keyed(places: readonly number[]): void {
    for (const place of places) {
      const row = this.#store.rows[place];
      if (row !== undefined) this.#keys[place] = sortKey(row, this.#order.by);
    }
  }

  #replaced(sorted: Int32Array, gone: Iterable<number>, added: readonly number[]): Int32Array {
    const out = new Set(gone);
    const kept = out.size === 0 ? sorted : sorted.filter((place) => !out.has(place));
    const compare = this.#compare();
    return merged(kept, [...added].sort(compare), compare);
  }

  #compare(): Compare {
    return comparing({ rows: this.#store.rows, keys: this.#keys }, this.#order);
  }

  #find(): void {
    this.#found = this.#store.fitting(this.#all, this.#view);
    this.#changed();
  }

  #stopSorting(): void {
    this.#coming?.stop();
    this.#coming = null;
  }
}
