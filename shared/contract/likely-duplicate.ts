import type { AccountType } from '../account.ts';
import type { DuplicateReason } from '../duplicates/alike.ts';
import type { RecordStatus } from '../outbox/status.ts';

/** An account that may be the one being typed, most likely first. */
export interface LikelyDuplicate {
  readonly localId: string;
  readonly name: string;
  readonly city: string;
  readonly type: AccountType;
  /** SalesBinder's number; null when it has none yet. */
  readonly number: number | null;
  readonly status: RecordStatus;
  readonly reasons: readonly DuplicateReason[];
}
