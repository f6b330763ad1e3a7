import type { Accounts } from '../accounts/accounts.ts';
import type { Mirror } from '../mirror/mirror.ts';
import { Newest } from './recently-changed.ts';

/** Rows in the first chunk, so that it is there at once, and in each that follows. */
export interface ChunkSizes {
  readonly first: number;
  readonly others: number;
}

const SIZES: ChunkSizes = { first: 500, others: 1_000 };
/** Downloaded accounts that go before the others. */
const NEWEST = 2_000;
/** Ids put in order in one go: about a millisecond. */
const SLICE = 2_000;

/** The order in which a window gets its rows: what was entered here, the newest of the downloaded ones, the others. */
export class RowOrder {
  readonly #accounts: Accounts;
  readonly #mirror: Mirror;
  readonly #newest: Newest;
  readonly #sizes: ChunkSizes;
  readonly #breathe: () => Promise<void>;

  constructor(
    accounts: Accounts,
    mirror: Mirror,
    yieldToEventLoop: () => Promise<void>,
    sizes: ChunkSizes = SIZES,
  ) {
    this.#sizes = sizes;
    this.#breathe = yieldToEventLoop;
    this.#accounts = accounts;
    this.#mirror = mirror;
    this.#newest = new Newest(mirror, NEWEST, yieldToEventLoop);
  }

  begin(): RowSequence {
    const { records, drafts } = this.#accounts;
    const editedAt = (localId: string): number =>
      records.get(localId)?.editedAt ?? drafts.get(localId)?.at ?? 0;
    const local = [...new Set([...records.keys(), ...drafts.keys()])].sort(
      (a, b) => editedAt(b) - editedAt(a),
    );
    const covered = local.map((localId) => {
      const { record, downloaded } = this.#accounts.accountAsItStands(localId);
      return record?.remoteId ?? downloaded?.id ?? null;
    });
    const overlaid = new Set(covered.filter((remoteId) => remoteId !== null));
    return new RowSequence(local, this.#sizes, {
      count: this.#mirror.accounts.size - this.#downloadedOf(overlaid),
      settle: async () => {
        await this.#newest.ready;
        return this.#remoteIds(overlaid);
      },
    });
  }

  close(): void {
    this.#newest.close();
  }

  #downloadedOf(remoteIds: ReadonlySet<string>): number {
    return [...remoteIds].filter((remoteId) => this.#mirror.accounts.has(remoteId)).length;
  }

  async #remoteIds(overlaid: ReadonlySet<string>): Promise<readonly string[]> {
    const taken = new Set(overlaid);
    const order = this.#newest.remoteIds.filter((remoteId) => !taken.has(remoteId));
    for (const remoteId of order) taken.add(remoteId);
    let looked = 0;
    for (const remoteId of this.#mirror.accounts.keys()) {
      if (!taken.has(remoteId)) order.push(remoteId);
      looked += 1;
      if (looked % SLICE === 0) await this.#breathe();
    }
    return order;
  }
}

interface Downloaded {
  /** How many they were at the beginning. */
  readonly count: number;
  /** Remote ids in their order. At the app's own start the newest may not be known at once. */
  settle(): Promise<readonly string[]>;
}

export interface ChunkOfIds {
  /** Accounts entered here go by their local ids, downloaded ones by their remote ids. */
  readonly are: 'local' | 'remote';
  readonly ids: readonly string[];
  /** Where the next one begins; null at the end. */
  readonly next: number | null;
  /** How many rows come after this chunk, as far as it is known. */
  readonly remaining: number;
}

/** The ids of one list, settled when it was begun: any chunk of it can be asked for again. */
export class RowSequence {
  readonly #local: readonly string[];
  readonly #sizes: ChunkSizes;
  readonly #downloaded: Downloaded;
  #remote: readonly string[] | null = null;

  constructor(local: readonly string[], sizes: ChunkSizes, downloaded: Downloaded) {
    this.#local = local;
    this.#sizes = sizes;
    this.#downloaded = downloaded;
  }

  async chunk(from: number): Promise<ChunkOfIds> {
    const { count, settle } = this.#downloaded;
    const { first, others } = this.#sizes;
    const to = from + (from === 0 ? first : others);
    // Accounts entered here don't wait until the order of the others is known.
    const early = this.#local.slice(from, to);
    if (early.length > 0) {
      const next = from + early.length;
      const remaining = this.#local.length - next + (this.#remote?.length ?? count);
      return { are: 'local', ids: early, next: remaining > 0 ? next : null, remaining };
    }
    this.#remote ??= await settle();
    const start = from - this.#local.length;
    const end = to - this.#local.length;
    const ids = this.#remote.slice(start, end);
    const remaining = Math.max(0, this.#remote.length - end);
    return { are: 'remote', ids, next: remaining > 0 ? to : null, remaining };
  }
}
