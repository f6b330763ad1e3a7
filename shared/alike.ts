import type { AccountType } from './account.ts';
import type { Standing } from './standing.ts';

/** Why two accounts are likely one firm. */
export type DuplicateReason = 'email' | 'phone' | 'site' | 'name';

/** An account that a new one looked like when it was sent, as it was then. */
export interface Alike {
  readonly name: string;
  /** SalesBinder's number; null when it had none yet. */
  readonly number: number | null;
  readonly reasons: readonly DuplicateReason[];
}

/** An account that may be the one being typed, most likely first. */
export interface LikelyDuplicate {
  readonly localId: string;
  readonly name: string;
  readonly city: string;
  readonly type: AccountType;
  /** SalesBinder's number; null when it has none yet. */
  readonly number: number | null;
  readonly standing: Standing;
  readonly reasons: readonly DuplicateReason[];
}
