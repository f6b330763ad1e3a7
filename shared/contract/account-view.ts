import type { AccountType, AllValues, FieldKey, RemoteAccount } from '../account.ts';
import type { ConflictField } from '../outbox/merge.ts';
import type { Draft } from '../outbox/event.ts';
import type { Attempt, HistoryEntry } from '../outbox/record.ts';
import type { RecordStatus } from '../outbox/status.ts';

/** One account between window and host: how it is shown, and what is typed into it. */

export interface AccountView {
  readonly localId: string;
  readonly revision: number;
  readonly type: AccountType;
  /** SalesBinder's edit call takes no type: fixed once it has the account, or may have it. */
  readonly typeFixed: boolean;
  readonly remoteId: string | null;
  readonly number: number | null;
  readonly values: AllValues;
  readonly note: string;
  readonly status: RecordStatus;
  /** Sentences that SalesBinder said about fields. */
  readonly refusals: Readonly<Partial<Record<FieldKey, string>>>;
  readonly conflict: readonly ConflictField[];
  /** When looks can't tell: the accounts it may be. */
  readonly candidates: readonly RemoteAccount[];
  /** The values sent in attempts whose outcome nobody saw. */
  readonly attempts: readonly Attempt[];
  readonly draft: Draft | null;
  readonly can: {
    readonly discard: boolean;
    readonly undo: boolean;
    readonly tryAgain: boolean;
    readonly sendNow: boolean;
  };
  readonly history: readonly HistoryEntry[];
}

export interface Saved {
  readonly localId: string;
  readonly revision: number;
  /** Local ms of the moment the bytes were flushed. */
  readonly savedAt: number;
}
