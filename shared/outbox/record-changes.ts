import { afterUndoing } from './absorb.ts';
import type { AccountEdit, RecordEvent } from './event.ts';
import type { OutboxRecord } from './record.ts';
import { disprovedBy, joined, secondRecordOf, withDownloaded } from './same-account.ts';
import type { KnownRecords, Records } from './same-account.ts';
import { createRecord, step } from './step.ts';

/** Everything that becomes of the records by one change of one of them: it is made durable in one step, or not at all. */
export interface RecordChanges {
  readonly put: readonly OutboxRecord[];
  /** Records that are now part of another. */
  readonly absorbed: readonly OutboxRecord[];
}

/**
 * An account is saved: its record as it was typed, and what its typing takes out of another one.
 *
 * @param before the account as it stands; undefined for a new one
 * @param at local ms
 */
export function changesOfSave(
  edit: AccountEdit,
  before: OutboxRecord | undefined,
  known: KnownRecords,
  at: number,
): RecordChanges & { readonly after: OutboxRecord } {
  const after =
    before === undefined ? createRecord(edit.localId, edit, at) : step(before, { ...edit, is: 'edited', at });
  if (after === before) return { after, put: [], absorbed: [] };
  return { after, put: afterUndoing(after, before, known.recordOf, at), absorbed: [] };
}

/**
 * Something happened to a record: what follows for it and for the others.
 *
 * @param at local ms
 */
export function changesOfEvents(
  before: OutboxRecord,
  events: readonly RecordEvent[],
  known: KnownRecords,
  at: number,
): RecordChanges & { readonly after: OutboxRecord } {
  const moved = events.reduce(step, before);
  if (moved === before) return { after: before, put: [], absorbed: [] };
  const alone = withDownloaded(moved, before, known, at);
  // It was edited as a downloaded account before it was known to be what this record created.
  const second = secondRecordOf(alone, before, known);
  const whole = second === null ? alone : joined(alone, second, at);
  const others = disprovedBy(whole, before, known, at);
  const [after, ...too] = afterUndoing(whole, before, known.recordOf, at);
  return { after, put: [after, ...too, ...others], absorbed: second === null ? [] : [second] };
}

/** Records with changes that were decided one after the other and are not durable yet. */
export class PendingRecords implements Records {
  readonly #records: Records;
  readonly #put = new Map<string, OutboxRecord>();
  readonly #absorbed = new Map<string, OutboxRecord>();

  constructor(records: Records) {
    this.#records = records;
  }

  get changes(): RecordChanges {
    return { put: [...this.#put.values()], absorbed: [...this.#absorbed.values()] };
  }

  get(localId: string): OutboxRecord | undefined {
    if (this.#absorbed.has(localId)) return undefined;
    return this.#put.get(localId) ?? this.#records.get(localId);
  }

  *values(): MapIterator<OutboxRecord> {
    for (const { localId } of this.#records.values()) {
      const record = this.#put.has(localId) ? undefined : this.get(localId);
      if (record !== undefined) yield record;
    }
    yield* this.#put.values();
  }

  add({ put, absorbed }: RecordChanges): void {
    for (const record of put) {
      this.#absorbed.delete(record.localId);
      this.#put.set(record.localId, record);
    }
    for (const record of absorbed) {
      this.#put.delete(record.localId);
      this.#absorbed.set(record.localId, record);
    }
  }
}
