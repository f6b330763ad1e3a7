import type { Row } from '../../shared/contract.ts';
import { SearchText } from './search-text.ts';
import { bitOf, counted, NO_COUNTS, viewsOf } from './views.ts';
import type { Counts, View } from './views.ts';

/**
 * The rows by their places, which are small numbers and theirs while they are here: lists of rows are lists of numbers
 * then, and what is asked of each row of a long list (is it in this view, has it these words) is one byte beside it.
 */
export class RowStore {
  #rows: Row[] = [];
  readonly #places = new Map<string, number>();
  #free: number[] = [];
  #text = new SearchText();
  #counts = NO_COUNTS;
  /** By place: the views that the row is in, a bit each; 0 where no row is. */
  #views = new Uint8Array(1_024);
  #words: readonly string[] = [''];
  /** By place: how many of the words, from the first on, it has. */
  #has = new Uint8Array(1_024);

  get rows(): readonly Row[] {
    return this.#rows;
  }
  get counts(): Counts {
    return this.#counts;
  }

  placeOf(localId: string): number | undefined {
    return this.#places.get(localId);
  }

  has(place: number): boolean {
    return this.#views[place] !== 0;
  }

  clear(): void {
    this.#rows = [];
    this.#places.clear();
    this.#free = [];
    this.#text = new SearchText();
    this.#counts = NO_COUNTS;
    this.#views.fill(0);
    this.#has.fill(0);
  }

  /** @returns the places of the rows that were here before, and of those that are here now */
  take(
    rows: readonly Row[],
    removed: readonly string[],
  ): { readonly before: readonly number[]; readonly added: readonly number[] } {
    const latest = new Map(rows.map((row) => [row.localId, row]));
    const before = [...new Set([...latest.keys(), ...removed])]
      .map((localId) => this.#places.get(localId))
      .filter((place) => place !== undefined);
    this.#counts = counted(this.#counts, this.#viewsAt(before), -1);
    for (const localId of removed) if (!latest.has(localId)) this.#remove(localId);
    const texts = new Map<number, string>();
    for (const row of latest.values()) texts.set(this.#put(row), row.find);
    this.#text.put(texts);
    const added = [...texts.keys()];
    this.#counts = counted(this.#counts, this.#viewsAt(added), 1);
    return { before, added };
  }

  /** @param query folded */
  search(query: string): void {
    const words = query.split(' ');
    // Words before the last are seldom touched: what has them is known.
    let same = 0;
    while (same < words.length - 1 && words[same] === this.#words[same]) same += 1;
    same = Math.min(same, this.#words.length);
    this.#words = words;
    const has = this.#has;
    for (let place = 0; place < has.length; place += 1) if ((has[place] ?? 0) > same) has[place] = same;
    for (let word = same; word < words.length; word += 1) this.#mark(words[word] ?? '', word);
  }

  /** Of these places those in the view that have all words, in the same order. */
  fitting(places: Int32Array, view: View): Int32Array {
    const bit = bitOf(view);
    const words = this.#words.length;
    const found = new Int32Array(places.length);
    let count = 0;
    for (const place of places) {
      if (((this.#views[place] ?? 0) & bit) === 0 || this.#has[place] !== words) continue;
      found[count] = place;
      count += 1;
    }
    return found.subarray(0, count);
  }

  /** @param query folded @returns whether the row at a place has every word of it */
  having(query: string): (place: number) => boolean {
    const words = query.split(' ');
    return (place) => words.every((word) => this.#rows[place]?.find.includes(word) === true);
  }

  #mark(word: string, before: number): void {
    const has = this.#has;
    if (word === '') {
      for (let place = 0; place < has.length; place += 1) if (has[place] === before) has[place] = before + 1;
      return;
    }
    this.#text.having(word, (place) => {
      if (has[place] === before) has[place] = before + 1;
    });
  }

  #put(row: Row): number {
    const place = this.#places.get(row.localId) ?? this.#free.pop() ?? this.#rows.length;
    if (place >= this.#views.length) this.#grow();
    this.#places.set(row.localId, place);
    this.#rows[place] = row;
    this.#views[place] = viewsOf(row);
    const lacking = this.#words.findIndex((word) => !row.find.includes(word));
    this.#has[place] = lacking === -1 ? this.#words.length : lacking;
    return place;
  }

  #remove(localId: string): void {
    const place = this.#places.get(localId);
    if (place === undefined) return;
    this.#places.delete(localId);
    this.#text.remove(place);
    this.#views[place] = 0;
    this.#free.push(place);
  }

  #viewsAt(places: readonly number[]): readonly number[] {
    return places.map((place) => this.#views[place] ?? 0);
  }

  #grow(): void {
    const larger = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => {
      const all = new Uint8Array(bytes.length * 2);
      all.set(bytes);
      return all;
    };
    this.#views = larger(this.#views);
    this.#has = larger(this.#has);
  }
}
