import { fold } from '../../shared/search.ts';
import type { Api, Row, RowsPage } from '../../shared/contract.ts';
import { sortRows, withRows } from './sort-rows.ts';
import type { Order, SortColumn } from './sort-rows.ts';

export const VIEWS = ['all', 'needs-you', 'waiting', 'sent', 'drafts', 'discarded'] as const;
export type View = (typeof VIEWS)[number];

/**
 * The list: the rows as the host lays them out, one view of them, searched and sorted. They are sorted once and kept
 * so; a keystroke in the search only scans.
 */
export class Rows {
  #api: Api;
  #byId = new Map<string, Row>();
  #seq: number | null = null;
  #view = $state<View>('all');
  #query = $state('');
  #order = $state.raw<Order>({ by: 'edited', descending: true });
  /** Every row, in the order that was chosen. */
  #sorted = $state.raw<readonly Row[]>([]);
  #counts = $state.raw<Readonly<Record<View, number>>>(NO_COUNTS);

  #visible = $derived.by(() => {
    const view = this.#view;
    const fits = fitting(this.#query);
    return this.#sorted.filter((row) => isIn(view, row) && fits(row));
  });

  constructor(api: Api) {
    this.#api = api;
  }

  get view(): View {
    return this.#view;
  }
  get query(): string {
    return this.#query;
  }
  get order(): Order {
    return this.#order;
  }
  get counts(): Readonly<Record<View, number>> {
    return this.#counts;
  }
  get visible(): readonly Row[] {
    return this.#visible;
  }

  /** The first few rows, of any view, that have every word of `query`. */
  matching(query: string, limit: number): readonly Row[] {
    const fits = fitting(query);
    const found: Row[] = [];
    for (const row of this.#sorted) {
      if (found.length === limit) break;
      if (fits(row)) found.push(row);
    }
    return found;
  }

  async load(): Promise<void> {
    this.#seq = null;
    const answer = await this.#api.rows({ since: null });
    if (answer.ok) this.#take(answer.value);
  }

  /** A page that came by itself. After a gap everything since the last known page is asked for. */
  async apply(page: RowsPage): Promise<void> {
    if (this.#seq === null || page.seq <= this.#seq) return;
    if (page.full || page.after === this.#seq) {
      this.#take(page);
      return;
    }
    const answer = await this.#api.rows({ since: this.#seq });
    if (answer.ok) this.#take(answer.value);
  }

  show(view: View): void {
    this.#view = view;
  }

  search(query: string): void {
    this.#query = query;
  }

  /** The same column again turns the order round. */
  sortBy(by: SortColumn): void {
    const same = this.#order.by === by;
    this.#order = { by, descending: same ? !this.#order.descending : false };
    this.#sorted = sortRows(this.#sorted, this.#order);
  }

  #take(page: RowsPage): void {
    const counts = page.full ? { ...NO_COUNTS } : { ...this.#counts };
    if (page.full) this.#byId.clear();
    const rows = [...new Map(page.rows.map((row) => [row.localId, row])).values()];
    const gone = new Set([...page.removed, ...rows.map((row) => row.localId)]);
    for (const localId of gone) {
      count(counts, this.#byId.get(localId), -1);
      this.#byId.delete(localId);
    }
    for (const row of rows) {
      this.#byId.set(row.localId, row);
      count(counts, row, 1);
    }
    this.#sorted = page.full
      ? sortRows([...this.#byId.values()], this.#order)
      : withRows(this.#sorted, gone, rows, this.#order);
    this.#counts = counts;
    this.#seq = page.seq;
  }
}

const NO_COUNTS = { all: 0, 'needs-you': 0, waiting: 0, sent: 0, drafts: 0, discarded: 0 };

function fitting(query: string): (row: Row) => boolean {
  const words = fold(query).split(' ');
  return (row) => words.every((word) => row.find.includes(word));
}

function isIn(view: View, row: Row): boolean {
  const { is } = row.standing;
  switch (view) {
    case 'all':
      return is !== 'discarded';
    case 'needs-you':
    case 'sent':
    case 'discarded':
      return is === view;
    case 'waiting':
      return is === 'waiting' || is === 'sending' || is === 'checking';
    case 'drafts':
      return row.draft || is === 'draft';
  }
}

function count(counts: Record<View, number>, row: Row | undefined, by: 1 | -1): void {
  if (row === undefined) return;
  for (const view of VIEWS) if (isIn(view, row)) counts[view] += by;
}
