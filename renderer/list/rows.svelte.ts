import type { Handlers, Row } from '../../shared/contract/contract.ts';
import type { RowsPage } from '../../shared/contract/rows.ts';
import type { Today } from '../../shared/words/en/list.ts';
import { RowLoader, rowsIn } from './loading.svelte.ts';
import { Listing } from './listing.ts';
import type { Order, SortColumn, View } from '../../shared/contract/list-layout.ts';
import type { Counts } from './views.ts';

/** Which rows changed, so that an open one is read again. */
export type Changed = ReadonlySet<string> | 'all';

const NONE: Changed = new Set();

/**
 * The list, as the host lays it out. It comes in chunks, what stands on top first, and is in use from the first one;
 * changes that come meanwhile count more than chunks that are older. Changes have numbers: after a gap, and when the
 * host was away, what was missed is asked for.
 */
export class LoadedRows {
  readonly #api: Pick<Handlers, 'rows' | 'moreRows'>;
  readonly #listing = new Listing((what) => {
    if (what === 'found') this.#shown = { listing: this.#listing };
    else this.#laid = { listing: this.#listing };
  });
  /** Wrapped anew when other rows are found, so that whoever looks is told. */
  #shown = $state.raw({ listing: this.#listing });
  /** And when the view, the order or a count changed: a key in the search touches none of these. */
  #laid = $state.raw({ listing: this.#listing });
  #query = $state('');
  readonly #loader: RowLoader;
  /** The change that this list is at; null before the first answer. */
  #seq: number | null = null;
  /** The latest change that was told of since the host was last asked. */
  #heard = 0;
  #asking: Promise<Changed> | null = null;

  constructor(api: Pick<Handlers, 'rows' | 'moreRows'>) {
    this.#api = api;
    this.#loader = new RowLoader(api, {
      take: (rows) => this.#listing.take(rows, []),
      stale: () => this.load(),
    });
  }

  get view(): View {
    return this.#laid.listing.view;
  }
  get query(): string {
    return this.#query;
  }
  get order(): Order {
    return this.#laid.listing.order;
  }
  /** Exact while the list still comes: what was entered here comes first, so whatever is to come is in SalesBinder. */
  get counts(): Counts {
    const { counts } = this.#laid.listing;
    return { ...counts, all: counts.all + (this.#loader.remaining ?? 0) };
  }
  /** What was entered or changed here since that moment, local ms. */
  since(moment: number): Today {
    return this.#laid.listing.since(moment);
  }
  /** How many rows there are to show. */
  get count(): number {
    return this.#now.count;
  }
  /** All of the list is here, and `count` is all that there is to show. */
  get complete(): boolean {
    return this.#loader.remaining === 0 && this.#now.complete;
  }
  /** How much of the list is here; null when all of it is. */
  get progress(): { readonly here: number; readonly of: number } | null {
    const here = this.#laid.listing.size;
    const { remaining } = this.#loader;
    return remaining === null || remaining === 0 ? null : { here, of: here + remaining };
  }

  /** Of those, so many were entered here and come first; null in any other order than the first. */
  get entered(): number | null {
    return this.#now.entered;
  }

  at(index: number): Row | undefined {
    return this.#now.at(index);
  }

  indexOf(localId: string): number {
    return this.#now.indexOf(localId);
  }

  /** The row after this one, in the list's order, of those in a view, around the end; null: there is none. */
  nextIn(view: View, after: string | null): string | null {
    return this.#laid.listing.nextIn(view, after);
  }

  /** The first few rows of a view, whatever is searched for. */
  firstIn(view: View, limit: number): readonly Row[] {
    return this.#laid.listing.firstIn(view, limit);
  }

  matching(query: string, limit: number): readonly Row[] {
    return this.#now.matching(query, limit);
  }

  show(view: View): void {
    this.#listing.show(view);
  }

  search(query: string): void {
    this.#query = query;
    this.#listing.search(query);
  }

  /** Whatever is left of a search is found here and now. */
  settle(): void {
    this.#listing.settle();
  }

  /** @returns the order that the rows come into */
  sortBy(by: SortColumn): Order {
    return this.#listing.sortBy(by);
  }

  orderBy(order: Order): void {
    this.#listing.orderBy(order);
  }

  /** Begins anew. Resolves with the first chunk; the others follow by themselves. */
  async load(): Promise<void> {
    const generation = this.#loader.restart();
    this.#seq = null;
    this.#heard = 0;
    const answer = await this.#api.rows({ since: null });
    if (generation !== this.#loader.generation || !answer.ok) return;
    this.#begin(answer.value);
    if (this.#heard > answer.value.seq) await this.#catchUp();
  }

  /** The host was away: what changed meanwhile is asked for, and then the chunks that had not come yet. */
  async resume(): Promise<Changed> {
    if (this.#seq === null) {
      await this.load();
      return 'all';
    }
    // A request that was under way when the host went away is made again.
    await this.#asking;
    const changed = await this.#catchUp();
    if (changed !== 'all') this.#loader.resume();
    return changed;
  }

  /** A page that came by itself. @returns what changed by it, and by what was missed before it */
  async apply(page: RowsPage): Promise<Changed> {
    this.#heard = page.seq;
    if (this.#seq === null || page.seq <= this.#seq) return NONE;
    if (page.after === this.#seq && this.#asking === null) return this.#take(page);
    return this.#catchUp();
  }

  get #now(): Listing {
    return this.#shown.listing;
  }

  #catchUp(): Promise<Changed> {
    this.#asking ??= this.#askForMissed().finally(() => (this.#asking = null));
    return this.#asking;
  }

  /** Until there is nothing that was told of and is not here. */
  async #askForMissed(): Promise<Changed> {
    const changed = new Set<string>();
    let anew = false;
    do {
      const { generation } = this.#loader;
      const heard = this.#heard;
      this.#heard = 0;
      const answer = await this.#api.rows({ since: this.#seq });
      if (!answer.ok) {
        this.#heard = Math.max(heard, this.#heard);
        break;
      }
      if (generation !== this.#loader.generation) continue;
      anew ||= answer.value.full;
      if (answer.value.full) this.#begin(answer.value);
      else for (const localId of this.#take(answer.value)) changed.add(localId);
    } while (this.#seq !== null && this.#heard > this.#seq);
    return anew ? 'all' : changed;
  }

  #take(page: RowsPage): ReadonlySet<string> {
    const rows = rowsIn(page);
    const changed = new Set([...rows.map(({ localId }) => localId), ...page.removed]);
    this.#loader.touch(changed, page.seq);
    this.#listing.take(rows, page.removed);
    this.#seq = page.seq;
    return changed;
  }

  #begin(page: RowsPage): void {
    this.#listing.clear();
    this.#listing.take(rowsIn(page), []);
    this.#seq = page.seq;
    this.#loader.begin(page);
  }
}
