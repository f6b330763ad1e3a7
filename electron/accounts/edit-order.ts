import { ACCOUNT_TYPES } from '../../shared/account.ts';
import type { OutboxRecord } from '../../shared/outbox/record.ts';
import type { Mirror } from '../mirror/mirror.ts';

/**
 * The list shows what was edited last on top. Where the clock was set back, or runs behind SalesBinder's, what is edited
 * now gets a stamp after all others; everything else about a record keeps the clock's own time.
 */
export class EditOrder {
  readonly #mirror: Mirror;
  #latest = 0;

  constructor(mirror: Mirror) {
    this.#mirror = mirror;
  }

  /** Something here was edited then, ms. */
  note(at: number): void {
    this.#latest = Math.max(this.#latest, at);
  }

  /** The stamp of an edit that is made now, ms. */
  next(now: number): number {
    const latest = this.#latestOfAll();
    return now < latest ? latest + 1 : now;
  }

  /** @param before the record as it was; undefined where there was none */
  onTop(record: OutboxRecord, before: OutboxRecord | undefined): OutboxRecord {
    if (record.editedAt === before?.editedAt) return record;
    const editedAt = this.next(record.editedAt);
    return editedAt === record.editedAt ? record : { ...record, editedAt };
  }

  #latestOfAll(): number {
    const stamps = ACCOUNT_TYPES.map(
      (type) => this.#mirror.accounts.lastChanged(type, Infinity)?.modified ?? 0,
    );
    return Math.max(this.#latest, ...stamps.map((seconds) => seconds * 1_000));
  }
}
