import { Low } from 'lowdb';
import type { Notice } from '../../../shared/contract/session.ts';
import { failed, ok } from '../../../shared/problem.ts';
import type { Result } from '../../../shared/problem.ts';
import { serialQueue } from '../../../shared/sync/serial-queue.ts';
import { encodeChange } from '../rows/changes.ts';
import type { EncodedChange } from '../rows/changes.ts';
import type { Change, Collection } from '../collection.ts';
import { storageProblem } from '../disk/disk-error.ts';
import { JournalAdapter } from './journal-adapter.ts';
import type { StoredRows } from '../rows/rows.ts';
import type { CollectionSchema } from '../collection-schema.ts';
import type { StoreFolder } from '../disk/folder.ts';
import { rowsFor } from './table.ts';

export interface OpenedCollection<Row> {
  readonly collection: Collection<Row>;
  /** Rows that this opening or an earlier one could not read; told again until the person dismisses it. */
  readonly notice: Omit<Notice, 'id'> | null;
}

export interface Tuning {
  /** Bytes of journal from which on it is folded into a snapshot. */
  readonly foldAt?: number;
}

/**
 * Opens a collection in its folder, which is made if need be. Damaged files are quarantined and told in the
 * notice; all rows that can be read are there. Fails with a storage problem (`newer`: nothing was touched). The caller holds the
 * folder's lock.
 */
export async function openCollection<Row>(
  order: StoreFolder & CollectionSchema<Row> & Tuning,
): Promise<Result<OpenedCollection<Row>>> {
  const adapter = new JournalAdapter<Row>(order, order, order.foldAt);
  const low = new Low<StoredRows<Row>>(adapter, rowsFor(order));
  try {
    await low.read();
  } catch (error) {
    await adapter.close();
    return failedOnDisk(error);
  }
  const { report } = adapter;
  return ok({
    collection: new JournaledCollection(low, adapter, order),
    notice: report === null ? null : { store: order.name, ...report },
  });
}

class JournaledCollection<Row> implements Collection<Row> {
  readonly #low: Low<StoredRows<Row>>;
  readonly #adapter: JournalAdapter<Row>;
  readonly #schema: CollectionSchema<Row>;
  readonly #oneByOne = serialQueue();
  #folding: Promise<void> | null = null;
  #closed = false;

  constructor(low: Low<StoredRows<Row>>, adapter: JournalAdapter<Row>, schema: CollectionSchema<Row>) {
    this.#low = low;
    this.#adapter = adapter;
    this.#schema = schema;
  }

  get rows(): ReadonlyMap<string, Row> {
    return this.#low.data.view;
  }

  commit(changes: readonly Change<Row>[]): Promise<Result<null>> {
    if (this.#closed) return Promise.resolve(this.#refused('closed'));
    return this.#oneByOne(async () => {
      if (changes.length === 0) return ok(null);
      const encoded = changes.map((change) => encodeChange(change, this.#schema));
      // A row that could not be read again must not be written: better a failed save now than a lost one later.
      if (!encoded.every((change) => this.#fits(change))) return this.#refused('schema');
      try {
        await this.#adapter.append(encoded);
      } catch (error) {
        return failedOnDisk(error);
      }
      this.#apply(encoded);
      if (this.#adapter.isOutgrown) this.#folding ??= this.#fold();
      return ok(null);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    // A commit that was before us in the queue may still begin a folding.
    await this.#oneByOne(() => Promise.resolve());
    await this.#folding;
    await this.#oneByOne(() => this.#adapter.close());
  }

  #apply(changes: readonly EncodedChange<Row>[]): void {
    for (const change of changes) {
      if ('put' in change) this.#low.data.put(change.put, change.row, change.stored, change.json);
      else this.#low.data.delete(change.remove);
    }
  }

  #fits(change: EncodedChange<Row>): boolean {
    return !('put' in change) || this.#low.data.fits(change.put, change.stored);
  }

  /** Into a snapshot, in the background. If the disk won't, the journal is complete and simply grows on. */
  async #fold(): Promise<void> {
    try {
      const finish = await this.#oneByOne(() => this.#adapter.turnOver(this.#low.data));
      await finish();
    } catch (error) {
      if (storageProblem(error) === null) throw error;
    } finally {
      this.#folding = null;
    }
  }

  #refused(detail: string): Result<null> {
    return failed({ what: 'storage', reason: 'io', detail: `${this.#schema.name} ${detail}` });
  }
}

function failedOnDisk(error: unknown): ReturnType<typeof failed> {
  const problem = storageProblem(error);
  if (problem === null) throw error;
  return failed(problem);
}
