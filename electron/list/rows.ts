import type { Input, Row } from '../../shared/contract/contract.ts';
import type { RowsChunk, RowsPage } from '../../shared/contract/rows.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Mirror } from '../mirror/mirror.ts';
import { RowOrder } from './row-order.ts';
import type { ChunkSizes, RowSequence } from './row-order.ts';
import { rowOf } from '../../shared/contract/projections.ts';

/**
 * The rows of the list: the outbox laid over the mirror. A window gets it in chunks of JSON text, what stands on top
 * first, and after that only what changed, each change under a number, so that one that missed something asks for that.
 * Nothing is kept for it here but ids: rows are built, a slice at a time, when they are asked for.
 */
export interface RowFeed {
  /** From the list's beginning (null), or what changed since; from the beginning also where that isn't known any more. */
  page(since: number | null): Promise<RowsPage>;
  /** Null: another list was begun since. */
  more(next: Input<'moreRows'>): Promise<RowsChunk | null>;
  /** Told of each change as a page that follows the one before it, and of the local ids that it is about. */
  subscribe(listener: RowsListener): () => void;
  close(): void;
}

type RowsListener = (page: RowsPage, localIds: readonly string[]) => void;

export interface RowsOptions {
  readonly random: () => number;
  /** Lets everything else run before the next slice. */
  readonly yieldToEventLoop: () => Promise<void>;
  /** Told whenever a window waits for rows. */
  readonly asked?: () => void;
  readonly sizes?: ChunkSizes;
}

/** Rows built in one go: about a millisecond. */
const SLICE = 100;
/** So many changes are remembered; who missed more gets the list anew. */
const REMEMBERED = 5_000;

/** The list that is on its way to the window; there is one window. */
interface Load {
  readonly id: number;
  readonly sequence: RowSequence;
}

export function openRowFeed(accounts: Accounts, mirror: Mirror, options: RowsOptions): RowFeed {
  return new LaidOver(accounts, mirror, options);
}

class LaidOver implements RowFeed {
  readonly #accounts: Accounts;
  readonly #mirror: Mirror;
  readonly #breathe: () => Promise<void>;
  readonly #asked: () => void;
  readonly #order: RowOrder;
  readonly #listeners = new Set<RowsListener>();
  readonly #stops: readonly (() => void)[];
  #seq: number;
  /** The changes after `#forgotten`, the latest last. */
  readonly #changedAt = new Map<string, number>();
  #forgotten: number;
  #load: Load | null = null;

  constructor(accounts: Accounts, mirror: Mirror, { random, yieldToEventLoop, asked, sizes }: RowsOptions) {
    this.#accounts = accounts;
    this.#mirror = mirror;
    this.#breathe = yieldToEventLoop;
    this.#asked = asked ?? (() => undefined);
    this.#order = new RowOrder(accounts, mirror, yieldToEventLoop, sizes);
    // Each opening counts from somewhere else, so that a place in another one's count is not taken for one of ours.
    this.#seq = Math.floor(random() * 2 ** 31) * 2 ** 20;
    this.#forgotten = this.#seq;
    const { identity } = accounts;
    const ofMirror = mirror.subscribe((remoteIds) =>
      this.#changed(remoteIds.map((remoteId) => identity.localIdOf(remoteId))),
    );
    this.#stops = [accounts.subscribe((localIds) => this.#changed(localIds)), ofMirror];
  }

  async page(since: number | null): Promise<RowsPage> {
    this.#asked();
    if (since === null || since < this.#forgotten || since > this.#seq) {
      this.#load = { id: (this.#load?.id ?? 0) + 1, sequence: this.#order.begin() };
      return { ...(await this.#chunk(this.#load, 0)), after: 0, full: true, removed: [] };
    }
    const seq = this.#seq;
    const missed = [...this.#changedAt].filter(([, at]) => at > since).map(([localId]) => localId);
    return { seq, after: since, full: false, ...(await this.#built(missed, this.#rowAt)), more: null };
  }

  async more({ load, from }: Input<'moreRows'>): Promise<RowsChunk | null> {
    this.#asked();
    return this.#load?.id === load ? this.#chunk(this.#load, from) : null;
  }

  subscribe(listener: RowsListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#order.close();
    for (const stop of this.#stops) stop();
  }

  async #chunk({ id, sequence }: Load, from: number): Promise<RowsChunk> {
    // Rows that change while the chunk is built may be newer than this, never older.
    const seq = this.#seq;
    const { are, ids, next, remaining } = await sequence.chunk(from);
    const rowAt = are === 'local' ? this.#rowAt : this.#downloadedRowAt;
    const { rows } = await this.#built(ids, rowAt);
    return { seq, rows, more: next === null ? null : { load: id, from: next, remaining } };
  }

  #changed(localIds: readonly string[]): void {
    if (localIds.length === 0) return;
    const after = this.#seq;
    this.#seq += 1;
    for (const localId of localIds) {
      this.#changedAt.delete(localId);
      this.#changedAt.set(localId, this.#seq);
    }
    this.#forget();
    const { texts, removed } = textsOf(localIds, this.#rowAt);
    const page = { seq: this.#seq, after, full: false, rows: jsonOf(texts), removed, more: null };
    for (const listener of this.#listeners) listener(page, localIds);
  }

  #forget(): void {
    for (const [localId, at] of this.#changedAt) {
      if (this.#changedAt.size <= REMEMBERED) return;
      this.#changedAt.delete(localId);
      this.#forgotten = at;
    }
  }

  async #built(ids: readonly string[], rowAt: RowAt): Promise<Pick<RowsPage, 'rows' | 'removed'>> {
    const texts: string[] = [];
    const removed: string[] = [];
    for (let from = 0; from < ids.length; from += SLICE) {
      if (from > 0) await this.#breathe();
      const slice = textsOf(ids.slice(from, from + SLICE), rowAt);
      texts.push(...slice.texts);
      removed.push(...slice.removed);
    }
    return { rows: jsonOf(texts), removed };
  }

  readonly #rowAt: RowAt = (localId) => rowOf(this.#accounts.accountAsItStands(localId));

  readonly #downloadedRowAt: RowAt = (remoteId) => this.#rowAt(this.#accounts.identity.localIdOf(remoteId));
}

type RowAt = (id: string) => Row | null;

function textsOf(
  ids: readonly string[],
  rowAt: RowAt,
): { readonly texts: readonly string[]; readonly removed: readonly string[] } {
  const texts: string[] = [];
  const removed: string[] = [];
  for (const id of ids) {
    const row = rowAt(id);
    if (row === null) removed.push(id);
    else texts.push(JSON.stringify(row));
  }
  return { texts, removed };
}

function jsonOf(rows: readonly string[]): string {
  return `[${rows.join(',')}]`;
}
