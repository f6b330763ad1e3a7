import type { Api, Row } from '../../shared/contract/contract.ts';
import type { MoreRows, RowsChunk, RowsPage } from '../../shared/contract/rows.ts';
import type { Result } from '../../shared/problem.ts';

/** Who puts the rows in their places. */
interface Taker {
  readonly take: (rows: readonly Row[]) => void;
  /** The host knows nothing of this list any more. */
  readonly stale: () => Promise<void>;
}

/**
 * The rows of a list that are still to come, chunk by chunk: one is put in its place while the next is on its way.
 * A row that changed meanwhile is not put back by a chunk that is older.
 */
export class Incoming {
  readonly #api: Pick<Api, 'moreRows'>;
  readonly #taker: Taker;
  /** How many rows are still to come; null: the beginning itself is. */
  #remaining = $state<number | null>(null);
  #more: MoreRows | null = null;
  /** By which change a row was last brought or taken away. */
  readonly #touched = new Map<string, number>();
  /** Another object each time the list begins anew: answers to an earlier turn are of no use. */
  #turn = {};

  constructor(api: Pick<Api, 'moreRows'>, taker: Taker) {
    this.#api = api;
    this.#taker = taker;
  }

  get remaining(): number | null {
    return this.#remaining;
  }
  get turn(): object {
    return this.#turn;
  }

  /** Nothing that was asked for counts any more. @returns what `turn` is from here on */
  newTurn(): object {
    this.#turn = {};
    return this.#turn;
  }

  /** The list begins with this page. */
  begin({ more }: Pick<RowsPage, 'more'>): void {
    this.#touched.clear();
    this.#goOn(more);
    this.resume();
  }

  /** Asks again for what had not come yet. */
  resume(): void {
    void this.#fetch(this.newTurn());
  }

  /** These have changed: chunks older than that have nothing to say of them. */
  touch(localIds: Iterable<string>, seq: number): void {
    if (this.#more !== null) for (const localId of localIds) this.#touched.set(localId, seq);
  }

  async #fetch(turn: object): Promise<void> {
    let coming = this.#ask(this.#more);
    while (coming !== null) {
      const answer = await coming;
      if (turn !== this.#turn) return;
      if (!answer.ok) {
        // Another reason: the host is away, and this goes on when it is back.
        if (answer.problem.what === 'stale') await this.#taker.stale();
        return;
      }
      const chunk = answer.value;
      coming = this.#ask(chunk.more);
      this.#taker.take(rowsIn(chunk).filter(({ localId }) => (this.#touched.get(localId) ?? 0) <= chunk.seq));
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
