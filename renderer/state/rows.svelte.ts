import { fold } from '../../shared/search.ts';
import type { Api, Row, RowsPage } from '../../shared/contract.ts';
import { sortRows } from './sort-rows.ts';
import type { Order, SortColumn } from './sort-rows.ts';

export const VIEWS = ['all', 'needs-you', 'waiting', 'sent', 'drafts', 'discarded'] as const;
export type View = (typeof VIEWS)[number];

/** The list: the rows as the host lays them out, one view of them, searched and sorted. */
export class Rows {
  #api: Api;
  #byId = new Map<string, Row>();
  #seq: number | null = null;
  // The map is not reactive: one number stands for "something in it changed".
  #version = $state(0);
  #view = $state<View>('all');
  #query = $state('');
  #order = $state.raw<Order>({ by: 'edited', descending: true });

  #all = $derived.by(() => {
    void this.#version;
    return [...this.#byId.values()];
  });
  #counts = $derived(countViews(this.#all));
  #visible = $derived.by(() => {
    const words = fold(this.#query).split(' ');
    const found = this.#all.filter(
      (row) => isIn(this.#view, row) && words.every((word) => row.find.includes(word)),
    );
    return sortRows(found, this.#order);
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
  get all(): readonly Row[] {
    return this.#all;
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
  }

  #take(page: RowsPage): void {
    if (page.full) this.#byId.clear();
    for (const row of page.rows) this.#byId.set(row.localId, row);
    for (const localId of page.removed) this.#byId.delete(localId);
    this.#seq = page.seq;
    this.#version += 1;
  }
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

function countViews(rows: readonly Row[]): Readonly<Record<View, number>> {
  const counts = { all: 0, 'needs-you': 0, waiting: 0, sent: 0, drafts: 0, discarded: 0 };
  for (const row of rows) {
    for (const view of VIEWS) if (isIn(view, row)) counts[view] += 1;
  }
  return counts;
}
