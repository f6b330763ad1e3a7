import type { ComparedAccount, ComparedAccounts } from '../../electron/duplicates/finder.ts';
import type { Values } from '../../shared/account.ts';

/** Accounts to compare with, that come, change and go as a test says. */
export class ComparedFake implements ComparedAccounts {
  readonly #accounts: Map<string, Values>;
  readonly #listeners = new Set<(localIds: readonly string[]) => void>();

  constructor(accounts: Readonly<Record<string, Values>>) {
    this.#accounts = new Map(Object.entries(accounts));
  }

  localIds(): Iterable<string> {
    return this.#accounts.keys();
  }

  get(localId: string): ComparedAccount | null {
    const values = this.#accounts.get(localId);
    if (values === undefined) return null;
    return { localId, type: 'customer', number: 641, values, status: { is: 'sent', at: 0, number: 641 } };
  }

  subscribe(listener: (localIds: readonly string[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Null: it is gone. */
  put(localId: string, values: Values | null): void {
    if (values === null) this.#accounts.delete(localId);
    else this.#accounts.set(localId, values);
    this.#publish([localId]);
  }

  putAll(accounts: readonly (readonly [localId: string, values: Values])[]): void {
    for (const [localId, values] of accounts) this.#accounts.set(localId, values);
    this.#publish(accounts.map(([localId]) => localId));
  }

  #publish(localIds: readonly string[]): void {
    for (const listener of this.#listeners) listener(localIds);
  }
}
