import { blankValues } from './fields.ts';
import type { ContextId, WireField, WireValues } from './fields.ts';

/** One SalesBinder site as plain, serialisable rows. Each verb returns a new site and leaves the old one alone. */
export interface Site {
  readonly accounts: readonly PracticeAccount[];
  readonly tombstones: readonly Tombstone[];
  readonly nextNumber: number;
  readonly nextTombstone: number;
}

export interface PracticeAccount {
  readonly id: string;
  readonly number: number;
  readonly contextId: ContextId;
  readonly values: WireValues;
  /** Epoch seconds: SalesBinder's stamps have no finer grain. */
  readonly created: number;
  readonly modified: number;
}

/** A line of the deleted log. `at` in epoch seconds. */
export interface Tombstone {
  readonly id: number;
  readonly recordId: string;
  readonly contextId: ContextId;
  readonly at: number;
}

export type SomeValues = Readonly<Partial<Record<WireField, string>>>;

export const EMPTY_SITE: Site = { accounts: [], tombstones: [], nextNumber: 1, nextTombstone: 1 };

export function find(site: Site, id: string): PracticeAccount | undefined {
  return site.accounts.find((account) => account.id === id);
}

export function add(
  site: Site,
  entry: {
    readonly id: string;
    readonly contextId: ContextId;
    readonly values: SomeValues;
    readonly at: number;
  },
): { readonly site: Site; readonly account: PracticeAccount } {
  const account: PracticeAccount = {
    id: entry.id,
    number: site.nextNumber,
    contextId: entry.contextId,
    values: { ...blankValues(), ...entry.values },
    created: entry.at,
    modified: entry.at,
  };
  return {
    site: { ...site, accounts: [...site.accounts, account], nextNumber: site.nextNumber + 1 },
    account,
  };
}

/** Changes only the given values; stamps the account as modified even when nothing differs. */
export function edit(site: Site, account: PracticeAccount, values: SomeValues, at: number) {
  return replace(site, { ...account, values: { ...account.values, ...values }, modified: at });
}

export function remove(site: Site, account: PracticeAccount, at: number): Site {
  const accounts = site.accounts.filter((other) => other.id !== account.id);
  return bury({ ...site, accounts }, account, at);
}

/** Invoicing a prospect makes it a customer: same id, and a tombstone of its old type. */
export function makeCustomer(site: Site, account: PracticeAccount, at: number): Site {
  const converted = replace(site, { ...account, contextId: 2, modified: at });
  return bury(converted.site, account, at);
}

function replace(site: Site, account: PracticeAccount) {
  const accounts = site.accounts.map((other) => (other.id === account.id ? account : other));
  return { site: { ...site, accounts }, account };
}

function bury(site: Site, account: PracticeAccount, at: number): Site {
  const tombstone = { id: site.nextTombstone, recordId: account.id, contextId: account.contextId, at };
  return { ...site, tombstones: [...site.tombstones, tombstone], nextTombstone: site.nextTombstone + 1 };
}
