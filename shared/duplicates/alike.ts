/** Why two accounts are likely one firm. */
export type DuplicateReason = 'email' | 'phone' | 'site' | 'name';

/** An account that a new one looked like when it was sent, as it was then. */
export interface Alike {
  readonly name: string;
  /** SalesBinder's number; null when it had none yet. */
  readonly number: number | null;
  readonly reasons: readonly DuplicateReason[];
}

/** Such an account, and where it is here. */
export interface Lookalike {
  readonly localId: string;
  readonly alike: Alike;
}
