import { recordAsItStands } from '../../shared/outbox/account-as-it-stands.ts';
import type { AccountAsItStands } from '../../shared/outbox/account-as-it-stands.ts';
import type { Draft } from '../../shared/outbox/event.ts';
import type { OutboxRecord } from '../../shared/outbox/record.ts';
import type { KnownRecords, Records } from '../../shared/outbox/same-account.ts';
import { assertNever } from '../../shared/exhaustive.ts';
import { isDownloaded } from '../mirror/derived-id.ts';
import type { Mirror } from '../mirror/mirror.ts';
import type { Collection } from '../store/collection.ts';
import type { Archived } from '../store/schemas/archive-store.ts';
import { isArchivedThere } from '../store/schemas/mirror-form.ts';
import type { OutboxRow } from '../store/schemas/outbox-store.ts';
import { EditOrder } from './edit-order.ts';
import { Identity } from './identity.ts';

/** The records and drafts as they are on the disk, and the one reading of an account. It writes nothing. */
export class KeptAccounts {
  readonly identity: Identity;
  readonly order: EditOrder;
  readonly #records = new Map<string, OutboxRecord>();
  readonly #drafts = new Map<string, Draft>();
  readonly #mirror: Mirror;
  readonly #archive: Collection<Archived> | null;

  constructor(rows: Iterable<OutboxRow>, mirror: Mirror, archive: Collection<Archived> | null) {
    this.identity = new Identity(mirror);
    this.order = new EditOrder(mirror);
    this.#mirror = mirror;
    this.#archive = archive;
    for (const row of rows) this.#takeUp(row);
  }

  get records(): ReadonlyMap<string, OutboxRecord> {
    return this.#records;
  }

  get drafts(): ReadonlyMap<string, Draft> {
    return this.#drafts;
  }

  keep(record: OutboxRecord): void {
    this.identity.note(this.#records.get(record.localId), record);
    this.#records.set(record.localId, record);
    this.order.note(record.editedAt);
  }

  keepDraft(draft: Draft): void {
    this.#drafts.set(draft.localId, draft);
    this.order.note(draft.at);
  }

  /** It is part of another record now. */
  forget({ localId }: OutboxRecord): void {
    this.#records.delete(localId);
  }

  /** Its account is in SalesBinder and in the mirror. */
  settle(record: OutboxRecord): void {
    this.identity.note(record, undefined);
    this.#records.delete(record.localId);
  }

  dropDraft(localId: string): void {
    this.#drafts.delete(localId);
  }

  /** @param from the records, where some of them are changed and not durable yet */
  accountAsItStands(localId: string, from: Records = this.#records): AccountAsItStands {
    const record = from.get(localId);
    const covered = record !== undefined && (!record.discarded || record.remoteId === null);
    const row = this.#mirror.accounts.get(record?.remoteId ?? '') ?? this.identity.mirrored(localId);
    const downloaded = covered ? null : (row?.account ?? null);
    const archivedThere = row !== null && isArchivedThere(row.rest);
    return { localId, record, draft: this.#drafts.get(localId), downloaded, archivedThere };
  }

  /**
   * @param now local ms
   * @param from as above
   */
  account(localId: string, now: number, from?: Records): OutboxRecord | undefined {
    return recordAsItStands(this.accountAsItStands(localId, from), this.#archive?.rows.get(localId), now);
  }

  /** @param records some of which may be changed and not durable yet */
  known(records: Records): KnownRecords {
    return {
      records,
      recordOf: (localId) => records.get(this.identity.resolve(localId)),
      isDownloaded,
      downloaded: (remoteId) => {
        const row = this.#mirror.accounts.get(remoteId);
        return row && { account: row.account, archivedThere: isArchivedThere(row.rest) };
      },
    };
  }

  #takeUp(row: OutboxRow): void {
    switch (row.kind) {
      case 'record':
        return this.keep(row.record);
      case 'alias':
        return this.identity.alias(row.remoteId, row.localId);
      case 'draft':
        return this.keepDraft(row.draft);
      default:
        return assertNever(row);
    }
  }
}
