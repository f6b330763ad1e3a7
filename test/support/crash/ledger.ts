import type { Change } from '../../../electron/store/collection.ts';

/** Rows by id, of whichever store. */
export type Rows = ReadonlyMap<string, unknown>;

/** Event between a store and those who use it; `at`: after so many effects on the disk. */
export type Entry = { readonly at: number; readonly store: string } & (
  | { readonly is: 'opened'; readonly rows: Rows }
  | { readonly is: 'asked'; readonly commit: number; readonly changes: readonly Change<unknown>[] }
  | { readonly is: 'saved' | 'refused'; readonly commit: number }
);

interface Asked {
  readonly commit: number;
  readonly changes: readonly Change<unknown>[];
}

/**
 * The contents that a store must hold, as a model. It knows no files, only questions and answers.
 * Changes answered "saved" are there; those answered "not saved" are not; of the unanswered the first
 * few are there, whole and in order, or none. What was shown after an opening stays.
 */
export class Ledger {
  /** More than one where nobody has been told yet which it is. */
  #settled: readonly Rows[];
  #asked: readonly Asked[] = [];

  constructor(possible: readonly Rows[]) {
    this.#settled = possible;
  }

  take(entry: Entry): void {
    switch (entry.is) {
      case 'opened':
        this.#settled = [new Map(entry.rows)];
        break;
      case 'asked':
        this.#asked = [...this.#asked, entry];
        break;
      case 'saved':
        this.#settled = this.#settled.map((rows) => after(rows, this.#changesOf(entry.commit)));
        this.#forget(entry.commit);
        break;
      case 'refused':
        this.#forget(entry.commit);
        break;
    }
  }

  get possible(): readonly Rows[] {
    return this.#settled.flatMap((rows) => {
      const all = [rows];
      for (const { changes } of this.#asked) all.push(after(all.at(-1) ?? rows, changes));
      return all;
    });
  }

  #changesOf(commit: number): readonly Change<unknown>[] {
    return this.#asked.find((asked) => asked.commit === commit)?.changes ?? [];
  }

  #forget(commit: number): void {
    this.#asked = this.#asked.filter((asked) => asked.commit !== commit);
  }
}

export function after(rows: Rows, changes: readonly Change<unknown>[]): Rows {
  const result = new Map(rows);
  for (const change of changes) {
    if ('put' in change) result.set(change.put, change.row);
    else result.delete(change.remove);
  }
  return result;
}

/** The same for equal rows, in whichever order they came. */
export function written(rows: Rows): string {
  return JSON.stringify([...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
