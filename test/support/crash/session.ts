import type { Change, Collection } from '../../../electron/store/collection.ts';
import type { Files } from '../../../electron/store/disk/files.ts';
import type { OpenedCollection } from '../../../electron/store/journal/open-collection.ts';
import type { Problem, Result } from '../../../shared/problem.ts';
import type { Entry } from './ledger.ts';

/** A store as its users see it. */
export interface Kept {
  readonly name: string;
  readonly folder: string;
  open(files: Files): Promise<Result<OpenedCollection<unknown>>>;
  /** A change that no scenario makes. */
  readonly extra: Change<unknown>;
}

type Notice = OpenedCollection<unknown>['notice'];

/** Uses stores as the app does, and keeps a record of what was asked and answered. */
export class Session {
  readonly entries: Entry[] = [];
  readonly #files: Files;
  readonly #now: () => number;
  readonly #stores: ReadonlyMap<string, Kept>;
  readonly #open = new Map<string, Collection<unknown>>();
  #commits = 0;

  /** `now`: how many effects the disk has seen. */
  constructor(stores: readonly Kept[], files: Files, now: () => number) {
    this.#stores = new Map(stores.map((store) => [store.name, store]));
    this.#files = files;
    this.#now = now;
  }

  /** The loss that it told of, or why it would not open. */
  async open(store: string): Promise<Result<Notice>> {
    const kept = this.#stores.get(store);
    if (kept === undefined) throw new Error(`No store ${store}`);
    const opened = await kept.open(this.#files);
    if (!opened.ok) return opened;
    const { collection, notice } = opened.value;
    this.#open.set(store, collection);
    this.entries.push({ at: this.#now(), store, is: 'opened', rows: new Map(collection.rows) });
    return { ok: true, value: notice };
  }

  rows(store: string): ReadonlyMap<string, unknown> {
    return this.#collection(store).rows;
  }

  /** Null: saved. */
  async commit(store: string, changes: readonly Change<unknown>[]): Promise<Problem | null> {
    const commit = (this.#commits += 1);
    this.entries.push({ at: this.#now(), store, is: 'asked', commit, changes });
    const answer = await this.#collection(store).commit(changes);
    this.entries.push({ at: this.#now(), store, is: answer.ok ? 'saved' : 'refused', commit });
    // A row that its own store would not read is a mistake of the scenario.
    if (!answer.ok && answer.problem.what === 'storage' && answer.problem.detail.endsWith('schema')) {
      throw new Error(`${store} does not take ${JSON.stringify(changes)}`);
    }
    return answer.ok ? null : answer.problem;
  }

  close(store: string): Promise<void> {
    return this.#collection(store).close();
  }

  #collection(store: string): Collection<unknown> {
    const open = this.#open.get(store);
    if (open === undefined) throw new Error(`${store} is not open`);
    return open;
  }
}
