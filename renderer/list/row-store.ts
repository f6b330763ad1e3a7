import type { Row } from '../../shared/contract/contract.ts';
import type { Today } from '../../shared/words/en/list.ts';
import { BigramFilter } from './bigram-filter.ts';
import { isEnteredHere } from './sort-rows.ts';
import { bitOf, counted, NO_COUNTS, viewBits, viewsOf } from './views.ts';
import type { View } from '../../shared/contract/list-layout.ts';
import type { Counts } from './views.ts';

/**
 * The rows by their places, which are small numbers and theirs while they are here: lists of rows are lists of numbers
 * then, and what is asked of each row of a long list (is it in this view, may it have these words) stands beside it.
 */
export class RowStore {
  #rows: Row[] = [];
  readonly #places = new Map<string, number>();
  #free: number[] = [];
  #bigrams = new BigramFilter();
  #counts = NO_COUNTS;
  /** Places of rows that were entered or changed here: few, beside the downloaded ones. */
  readonly #own = new Set<number>();
  /** By place: the views that the row is in, a bit each; 0 where no row is. */
  #views = viewBits(1_024);

  get rows(): readonly Row[] {
    return this.#rows;
  }
  get counts(): Counts {
    return this.#counts;
  }

  /** Of what was entered or changed here since that moment, local ms. */
  since(moment: number): Today {
    const today = { entered: 0, sent: 0, needYou: 0 };
    for (const place of this.#own) {
      const row = this.#rows[place];
      if (row === undefined || row.editedAt < moment || !this.isIn(place, 'all')) continue;
      today.entered += 1;
      if (row.status.is === 'sent') today.sent += 1;
      if (row.status.is === 'needs-you') today.needYou += 1;
    }
    return today;
  }

  placeOf(localId: string): number | undefined {
    return this.#places.get(localId);
  }

  isHere(place: number): boolean {
    return this.#views[place] !== 0;
  }

  clear(): void {
    this.#rows = [];
    this.#places.clear();
    this.#free = [];
    this.#bigrams = new BigramFilter();
    this.#counts = NO_COUNTS;
    this.#own.clear();
    this.#views.fill(0);
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
    const added = [...latest.values()].map((row) => this.#put(row));
    this.#counts = counted(this.#counts, this.#viewsAt(added), 1);
    return { before, added };
  }

  isIn(place: number, view: View): boolean {
    return ((this.#views[place] ?? 0) & bitOf(view)) !== 0;
  }

  /** @param words folded @returns whether the row has every one of them */
  has(place: number, words: readonly string[]): boolean {
    const find = this.#rows[place]?.find;
    if (find === undefined) return false;
    for (const word of words) if (!find.includes(word)) return false;
    return true;
  }

  /** @returns a bit for each place whose row may have all of these words; null: any may */
  mayHave(words: readonly string[]): Uint32Array | null {
    return this.#bigrams.mayHave(words);
  }

  #put(row: Row): number {
    const known = this.#places.get(row.localId);
    const place = known ?? this.#free.pop() ?? this.#rows.length;
    if (place >= this.#views.length) this.#grow();
    const before = known === undefined ? undefined : this.#rows[place]?.find;
    if (before !== row.find) {
      if (before !== undefined) this.#bigrams.remove(place, before);
      this.#bigrams.put(place, row.find);
    }
    this.#places.set(row.localId, place);
    this.#rows[place] = row;
    this.#views[place] = viewsOf(row);
    if (isEnteredHere(row) && row.status.is !== 'draft') this.#own.add(place);
    else this.#own.delete(place);
    return place;
  }

  #remove(localId: string): void {
    const place = this.#places.get(localId);
    if (place === undefined) return;
    this.#places.delete(localId);
    this.#bigrams.remove(place, this.#rows[place]?.find ?? '');
    this.#views[place] = 0;
    this.#own.delete(place);
    this.#free.push(place);
  }

  #viewsAt(places: readonly number[]): readonly number[] {
    return places.map((place) => this.#views[place] ?? 0);
  }

  #grow(): void {
    const views = viewBits(this.#views.length * 2);
    views.set(this.#views);
    this.#views = views;
  }
}
