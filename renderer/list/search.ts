import { SLICE } from './in-slices.ts';
import { hasBit } from './bigram-filter.ts';
import type { RowStore } from './row-store.ts';
import { placeOf, replaced } from './sort-rows.ts';
import type { Compare } from './sort-rows.ts';
import type { View } from '../../shared/contract/list-layout.ts';

/** Rows of a view that have every one of these words. */
export interface Wanted {
  readonly view: View;
  readonly words: readonly string[];
}

/** More than are ever in sight: once so many are found, they show. */
const ENOUGH = 100;
/** Texts that are looked into between two looks at the clock: some ten microseconds. */
const STEP = 200;
/** Matches out of sight are counted once nobody has typed for so long, ms. */
const PAUSE = 500;

/**
 * The rows that are wanted, in the order of all of them. Those on top are found at once and the rest, of which only the
 * number shows, in slices when the person who types pauses. Typing on only narrows what was found.
 */
export class Search {
  readonly #store: RowStore;
  readonly #changed: () => void;
  #wanted: Wanted = { view: 'all', words: [] };
  /** Where is looked: among all rows, or among those that have all words but the `#open` ones. */
  #among: Int32Array = NONE;
  #narrowed = false;
  #open: readonly string[] = [];
  /** A bit for each place that may have the open words. */
  #may: Uint32Array | null = null;
  /** So many of `#among` were looked at. */
  #looked = 0;
  #found: Int32Array = NONE;
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param changed told when there is more to show, and when everything is found */
  constructor(store: RowStore, changed: () => void) {
    this.#store = store;
    this.#changed = changed;
  }

  get wanted(): Wanted {
    return this.#wanted;
  }
  get places(): Int32Array {
    return this.#found.subarray(0, this.#count);
  }
  get complete(): boolean {
    return this.#looked === this.#among.length;
  }

  /** @param all every row, in order */
  want(wanted: Wanted, all: Int32Array): void {
    const before = this.#wanted;
    this.#wanted = wanted;
    if (this.complete && narrows(wanted, before)) {
      const open = wanted.words.filter((word) => !before.words.includes(word));
      this.#begin(this.places, open, true);
    } else this.anew(all);
  }

  /** All rows have another order, or other rows are all. */
  anew(all: Int32Array): void {
    this.#begin(all, this.#wanted.words, false);
  }

  /** Some rows came, changed or went: `gone` and `added` (in order) are their places before and after. */
  take(all: Int32Array, gone: ReadonlySet<number>, added: readonly number[], compare: Compare): void {
    const fitting = added.filter((place) => this.#fits(place, this.#wanted.words));
    if (this.complete) {
      this.#settleOn(replaced(this.places, gone, fitting, compare));
    } else {
      const edge = this.#among.subarray(this.#looked).find((place) => !gone.has(place));
      this.#among = this.#narrowed ? replaced(this.#among, gone, fitting, compare) : all;
      this.#looked = edge === undefined ? this.#among.length : placeOf(edge, this.#among, compare);
      const looked = fitting.filter((place) => edge === undefined || compare(place, edge) < 0);
      this.#show(replaced(this.places, gone, looked, compare));
      this.#may = this.#store.mayHave(this.#open);
    }
    this.#changed();
  }

  /** Finds the rest here and now: for whoever goes to the end of the list. */
  settle(): void {
    clearTimeout(this.#timer);
    const before = this.#looked;
    while (!this.complete) this.#step();
    if (this.#looked > before) this.#changed();
  }

  #begin(among: Int32Array, open: readonly string[], narrowed: boolean): void {
    clearTimeout(this.#timer);
    if (open.length === 0 && (narrowed || this.#store.counts[this.#wanted.view] === among.length)) {
      this.#settleOn(among);
      this.#changed();
      return;
    }
    this.#among = among;
    this.#narrowed = narrowed;
    this.#open = open;
    this.#may = this.#store.mayHave(open);
    this.#looked = 0;
    this.#show(NONE);
    this.#look('top');
  }

  #look(what: 'top' | 'rest'): void {
    const until = performance.now() + SLICE;
    const enough = (): boolean => what === 'top' && this.#count >= ENOUGH;
    do this.#step();
    while (!this.complete && !enough() && performance.now() < until);
    if (what === 'top' || this.complete) this.#changed();
    if (this.complete) return;
    const next = enough() ? 'rest' : what;
    this.#timer = setTimeout(() => this.#look(next), enough() ? PAUSE : 0);
  }

  #step(): void {
    const may = this.#may;
    for (let left = STEP; left > 0 && !this.complete; this.#looked += 1) {
      const place = this.#among[this.#looked] ?? 0;
      if (may !== null && !hasBit(may, place)) continue;
      if (this.#open.length > 0) left -= 1;
      if (this.#fits(place, this.#open)) this.#push(place);
    }
  }

  #fits(place: number, words: readonly string[]): boolean {
    return this.#store.isIn(place, this.#wanted.view) && this.#store.has(place, words);
  }

  #push(place: number): void {
    if (this.#count === this.#found.length) {
      const larger = new Int32Array(Math.max(2 * ENOUGH, this.#count * 2));
      larger.set(this.#found);
      this.#found = larger;
    }
    this.#found[this.#count] = place;
    this.#count += 1;
  }

  #settleOn(found: Int32Array): void {
    this.#among = found;
    this.#looked = found.length;
    this.#show(found);
  }

  #show(found: Int32Array): void {
    this.#found = found;
    this.#count = found.length;
  }
}

const NONE = new Int32Array();

/** Whatever is wanted now was wanted before. */
function narrows(now: Wanted, before: Wanted): boolean {
  return (
    now.view === before.view && before.words.every((one) => now.words.some((word) => word.includes(one)))
  );
}
