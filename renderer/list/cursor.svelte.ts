import type { Row } from '../../shared/contract/contract.ts';
import type { LoadedRows } from './rows.svelte.ts';
import { MOST_SELECTED } from './selection.svelte.ts';
import type { Selection } from './selection.svelte.ts';

/** Which row of the list has the focus, and the stretch of rows that is being selected from it. */
export class Cursor {
  readonly #rows: () => LoadedRows;
  readonly #selection: () => Selection;
  #focused = $state<string | null>(null);
  /** Where a stretch begins; null: where the focus is when Shift goes down. */
  #anchor: string | null = null;
  #index = $derived.by(() => (this.#focused === null ? 0 : Math.max(0, this.#rows().indexOf(this.#focused))));

  constructor(rows: () => LoadedRows, selection: () => Selection) {
    this.#rows = rows;
    this.#selection = selection;
  }

  /** The first row, until one was chosen. */
  get index(): number {
    return this.#index;
  }

  /** @param to beyond an end is brought back to it. @returns the row, where there is any */
  move(to: number, stretching: boolean): number | null {
    const rows = this.#rows();
    if (to >= rows.count) rows.settle();
    const index = Math.min(Math.max(to, 0), rows.count - 1);
    const row = rows.at(index);
    if (row === undefined) return null;
    if (stretching) this.#stretchTo(index);
    else this.#anchor = null;
    this.#focused = row.localId;
    return index;
  }

  /** The focus came to a row, by our own doing or by somebody else's. */
  cameTo({ localId }: Row): void {
    if (this.#focused !== localId) this.#anchor = null;
    this.#focused = localId;
  }

  /** A click: the next stretch begins here. */
  put({ localId }: Row): void {
    this.#focused = localId;
    this.#anchor = localId;
  }

  toggle(row: Row): void {
    this.put(row);
    this.#selection().toggle(row.localId);
  }

  selectAll(): void {
    const rows = this.#rows();
    rows.settle();
    this.#anchor = rows.at(0)?.localId ?? null;
    this.#stretchTo(rows.count - 1);
  }

  /** Selects what is between the row where it began and this one, the nearest to that first. */
  #stretchTo(index: number): void {
    const rows = this.#rows();
    this.#anchor ??= rows.at(this.index)?.localId ?? null;
    const begun = this.#anchor === null ? -1 : rows.indexOf(this.#anchor);
    const from = begun === -1 ? index : begun;
    const step = index < from ? -1 : 1;
    const count = Math.min(MOST_SELECTED, Math.abs(index - from) + 1);
    const stretch = Array.from({ length: count }, (_, at) => rows.at(from + at * step)?.localId);
    this.#selection().stretch(stretch.filter((localId) => localId !== undefined));
  }
}

/** Where a key takes the focus in the list, counted in rows; null: nowhere. */
export function moveOf(key: string, from: number, page: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return from + 1;
    case 'ArrowUp':
      return from - 1;
    case 'Home':
      return 0;
    case 'End':
      return Infinity;
    case 'PageDown':
      return from + page;
    case 'PageUp':
      return from - page;
    default:
      return null;
  }
}
