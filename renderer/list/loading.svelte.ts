import type { Api, Row } from '../../shared/contract/contract.ts';
import type { MoreRows, RowsChunk, RowsPage } from '../../shared/contract/rows.ts';
import type { Result } from '../../shared/problem.ts';

/** Where the rows go. */
interface Receiver {
  readonly take: (rows: readonly Row[]) => void;
  /** The host knows nothing of this list any more. */
  readonly stale: () => Promise<void>;
}

/**
 * The rows of a list that are still to come, chunk by chunk: one is put in its place while the next is on its way.
 * A row that changed meanwhile is not put back by a chunk that is older.
 */
export class RowLoader {
  readonly #api: Pick<Api, 'moreRows'>;
  readonly #receiver: Receiver;
  /** How many rows are still to come; null: the beginning itself is. */
  #remaining = $state<number | null>(null);
  #more: MoreRows | null = null;
  /** By which change a row was last brought or taken away. */
  readonly #touched = new Map<string, number>();
  /** Another object each time the list begins anew: answers to an earlier generation are dropped. */
  #generation = {};

  constructor(api: Pick<Api, 'moreRows'>, receiver: Receiver) {
    this.#api = api;
    this.#receiver = receiver;
  }

  get remaining(): number | null {
    return this.#remaining;
  }
  get generation(): object {
    return this.#generation;
  }

  /** Drops the answers to all earlier requests. @returns the new generation */
  restart(): object {
    this.#generation = {};
    return this.#generation;
  }

  /** The list begins with this page. */
  begin({ more }: Pick<RowsPage, 'more'>): void {
    this.#touched.clear();
    this.#goOn(more);
    this.resume();
  }

  /** Asks again for what had not come yet. */
  resume(): void {
    void this.#fetch(this.restart());
  }

  /** These have changed: chunks older than that have nothing to say of them. */
  touch(localIds: Iterable<string>, seq: number): void {
    if (this.#more !== null) for (const localId of localIds) this.#touched.set(localId, seq);
  }

  async #fetch(generation: object): Promise<void> {
    let coming = this.#ask(this.#more);
    while (coming !== null) {
      const answer = await coming;
      if (generation !== this.#generation) return;
      if (!answer.ok) {
        // Another reason: the host is away, and this goes on when it is back.
        if (answer.problem.what === 'stale') await this.#receiver.stale();
        return;
      }
      const chunk = answer.value;
      coming = this.#ask(chunk.more);
      this.#receiver.take(
        rowsIn(chunk).filter(({ localId }) => (this.#touched.get(localId) ?? 0) <= chunk.seq),
      );
      this.#goOn(chunk.more);
    }
  }

  #ask(more: MoreRows | null): Promise<Result<RowsChunk>> | null {
    return more === null ? null : this.#api.moreRows({ load: more.load, from: more.from });
  }

  #goOn(more: MoreRows | null): void {
    this.#more = more;
    this.#remaining = more?.remaining ?? 0;
    if (more === null) this.#touched.clear();
  }
}

/** Our own host wrote it: its rows are what the contract says. */
export function rowsIn({ rows }: Pick<RowsPage, 'rows'>): readonly Row[] {
  return JSON.parse(rows) as readonly Row[];
}
