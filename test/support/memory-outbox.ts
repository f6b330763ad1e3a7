import { failed, ok } from '../../shared/problem.ts';
import type { Problem, Result } from '../../shared/problem.ts';
import type { Change, Collection } from '../../electron/store/collection.ts';

/** How this disk behaves; all of it decided by whoever simulates. */
export interface DiskNature<Row> {
  after(ms: number, run: () => void): void;
  /** Ms that one commit takes. */
  latency(): number;
  /** Null: this commit is taken. */
  fails(changes: readonly Change<Row>[]): Problem | null;
  /** Whether an unacknowledged commit is found on the disk after a crash. */
  survives(): boolean;
  /** Told at each point at which a process could die: before a commit, and when it is on disk but not yet acknowledged. */
  point(name: string): void;
  /** Told of what has become durable. */
  durable?(changes: readonly Change<Row>[]): void;
  /** A defect to plant: commits are acknowledged this long before they are on the disk. */
  readonly acknowledgedEarly?: number;
}

/**
 * A disk in memory, with the promises of the store: what was acknowledged survives a crash, what was not may or may
 * not, and what failed may still turn up as long as nothing newer was written.
 */
export class MemoryDisk<Row> {
  readonly #name: string;
  readonly #nature: DiskNature<Row>;
  readonly #kept = new Map<string, Row>();
  #pending: (readonly Change<Row>[])[] = [];
  #failed: readonly Change<Row>[] | null = null;
  #generation = 0;

  constructor(name: string, nature: DiskNature<Row>) {
    this.#name = name;
    this.#nature = nature;
  }

  /** The rows that a process that starts now would find. */
  get kept(): ReadonlyMap<string, Row> {
    return this.#kept;
  }

  open(): Collection<Row> {
    this.#generation += 1;
    const rows = new Map(this.#kept);
    const generation = this.#generation;
    return {
      rows,
      commit: (changes) => this.#commit(changes, rows, generation),
      close: () => Promise.resolve(),
    };
  }

  /** The process died: what it was writing is there or not, in order; nothing of it is answered any more. */
  crash(): void {
    this.#generation += 1;
    const { survives } = this.#nature;
    if (this.#failed !== null && survives()) this.#keep(this.#failed);
    this.#failed = null;
    const lies = this.#nature.acknowledgedEarly !== undefined;
    for (const changes of this.#pending.splice(0)) {
      if (lies || !survives()) break;
      this.#keep(changes);
    }
  }

  #commit(
    changes: readonly Change<Row>[],
    rows: Map<string, Row>,
    generation: number,
  ): Promise<Result<null>> {
    return new Promise((resolve) => {
      const { after, latency, fails, survives, point, acknowledgedEarly } = this.#nature;
      const alive = (): boolean => generation === this.#generation;
      if (!alive()) return;
      point(`${this.#name}: before`);
      if (!alive()) return;
      const problem = fails(changes);
      this.#pending.push(changes);
      const done = (): void => {
        if (!alive()) return;
        this.#pending = this.#pending.filter((one) => one !== changes);
        if (problem !== null) {
          this.#failed = survives() ? changes : null;
          resolve(failed(problem));
          return;
        }
        this.#failed = null;
        this.#keep(changes);
        point(`${this.#name}: durable`);
        if (!alive()) return;
        apply(rows, changes);
        resolve(ok(null));
      };
      if (acknowledgedEarly === undefined || problem !== null) {
        after(latency(), done);
        return;
      }
      apply(rows, changes);
      resolve(ok(null));
      after(acknowledgedEarly, () => {
        if (!alive()) return;
        this.#pending = this.#pending.filter((one) => one !== changes);
        this.#keep(changes);
      });
    });
  }

  #keep(changes: readonly Change<Row>[]): void {
    apply(this.#kept, changes);
    this.#nature.durable?.(changes);
  }
}

function apply<Row>(rows: Map<string, Row>, changes: readonly Change<Row>[]): void {
  for (const change of changes) {
    if ('put' in change) rows.set(change.put, change.row);
    else rows.delete(change.remove);
  }
}
