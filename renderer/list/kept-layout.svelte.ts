import type { Api } from '../../shared/contract/contract.ts';
import { FIRST_LAYOUT } from '../../shared/contract/list-layout.ts';
import type { LayoutChange, ListLayout, SortColumn, View } from '../../shared/contract/list-layout.ts';
import type { AccountType } from '../../shared/account.ts';
import type { LoadedRows } from './rows.svelte.ts';

/** How the list of the open workspace is laid out. Each change goes to the host, so that it is there after a restart. */
export class KeptLayout {
  readonly #api: () => Pick<Api, 'keepLayout'>;
  readonly #rows: LoadedRows;
  #now = $state.raw<ListLayout>(FIRST_LAYOUT);

  /** @param api asked at each change: the calls of the workspace that is open then */
  constructor(api: () => Pick<Api, 'keepLayout'>, rows: LoadedRows) {
    this.#api = api;
    this.#rows = rows;
  }

  get newType(): AccountType {
    return this.#now.newType;
  }

  /** As the host kept it. */
  begin(layout: ListLayout): void {
    this.#now = layout;
    this.#rows.show(layout.view);
    this.#rows.orderBy(layout.order);
  }

  show(view: View): void {
    this.#rows.show(view);
    if (view !== this.#now.view) this.#keep({ view });
  }

  sortBy(by: SortColumn): void {
    this.#keep({ order: this.#rows.sortBy(by) });
  }

  setNewType(newType: AccountType): void {
    if (newType !== this.#now.newType) this.#keep({ newType });
  }

  #keep(change: LayoutChange): void {
    this.#now = { ...this.#now, ...change };
    // Best effort: where the disk refuses, the list is as it was set until the window goes.
    void this.#api().keepLayout(change);
  }
}
