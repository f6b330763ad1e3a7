import { FIELD_KEYS } from '../../../../shared/account.ts';
import type { AccountType, AllValues, FieldKey, Values } from '../../../../shared/account.ts';
import type { DeletedQuery, ListQuery } from '../../../../electron/salesbinder/gateway.ts';
import type { FaultPlan } from '../fault-plan.ts';

/** An account in the modelled SalesBinder, with everything that ever happened to it. Times are true ms. */
export interface ServerAccount {
  readonly id: string;
  readonly number: number;
  type: AccountType;
  readonly versions: Version[];
  deletedAt: number | null;
  /** When a prospect became a customer. */
  turnedAt: number | null;
  /** Lists leave it out from then on. */
  archivedAt: number | null;
}

export interface Version {
  readonly at: number;
  /** Which request wrote it; null: a colleague did. */
  readonly request: number | null;
  readonly values: AllValues;
  /** What the answer to that request said of values that were kept otherwise. */
  readonly said: Values;
}

export type Row = Pick<ServerAccount, 'id' | 'number' | 'type'> & { readonly versions: readonly Version[] };

/** The accounts that SalesBinder keeps, by id, each with its versions. */
export class ServerAccounts {
  readonly byId = new Map<string, ServerAccount>();
  readonly #log: { readonly id: string; readonly type: AccountType; readonly at: number }[] = [];
  readonly #faultPlan: Pick<FaultPlan, 'normalises' | 'truncates' | 'unique' | 'oddities'>;
  #number = 600;

  constructor(faultPlan: Pick<FaultPlan, 'normalises' | 'truncates' | 'unique' | 'oddities'>) {
    this.#faultPlan = faultPlan;
  }

  create(type: AccountType, values: Values, at: number, request: number | null): ServerAccount {
    this.#number += 1;
    const id = `there-${this.#number}`;
    const account: ServerAccount = {
      id,
      number: this.#number,
      type,
      versions: [],
      deletedAt: null,
      turnedAt: null,
      archivedAt: null,
    };
    this.byId.set(id, account);
    this.#write(account, values, at, request);
    return account;
  }

  update(account: ServerAccount, values: Values, at: number, request: number | null): void {
    this.#write(account, values, at, request);
  }

  delete(account: ServerAccount, at: number): void {
    account.deletedAt = at;
    this.#log.push({ id: account.id, type: account.type, at });
  }

  /** The log then names it, though it is not gone. */
  archive(account: ServerAccount, at: number): void {
    account.archivedAt = at;
    this.#log.push({ id: account.id, type: account.type, at });
  }

  restore(account: ServerAccount, at: number): void {
    account.archivedAt = null;
    this.#write(account, {}, at, null);
  }

  /** The log then says of the prospect that it was deleted. */
  turn(account: ServerAccount, at: number): void {
    this.#log.push({ id: account.id, type: 'prospect', at });
    account.type = 'customer';
    account.turnedAt = at;
    this.#write(account, {}, at, null);
  }

  deletedSince({ type, since }: DeletedQuery, asOf: number, ahead: number): readonly string[] {
    return this.#log
      .filter((one) => one.type === type && one.at <= asOf)
      .filter(({ at }) => Math.floor((EPOCH + at + ahead) / 1_000) >= since)
      .map(({ id }) => id);
  }

  /** The reason against these values; null: none. */
  refuses(
    values: Values,
    self: string | null,
  ): { readonly field: FieldKey; readonly unique: boolean } | null {
    if (values.email?.includes('@@') === true) return { field: 'email', unique: false };
    if (!this.#faultPlan.unique || values.name === undefined) return null;
    const kept = this.keeps('name', values.name).toLowerCase();
    const taken = [...this.byId.values()].some(
      (one) => one.deletedAt === null && one.id !== self && latest(one).values.name.toLowerCase() === kept,
    );
    return taken ? { field: 'name', unique: true } : null;
  }

  /** A typed value, as SalesBinder keeps it. */
  keeps(field: FieldKey, typed: string): string {
    const { oddities } = this.#faultPlan;
    let value = oddities.has('composes') ? typed.normalize('NFC') : typed;
    if (oddities.has('cuts-at-emoji')) value = value.replace(/[\u{10000}-\u{10ffff}].*$/su, '').trimEnd();
    if (oddities.has('escapes')) value = value.replace(/&(?!amp;)/g, '&amp;').replace(/"/g, '&quot;');
    if (this.#faultPlan.normalises) {
      value = value.trim().replace(/ +/g, ' ');
      if (field === 'email') value = value.toLowerCase();
      if (field === 'phone') value = value.replace(/[^0-9+]/g, '');
    }
    return this.#faultPlan.truncates && field !== 'email' ? value.slice(0, 14) : value;
  }

  /** As the server was at that moment. Stamps are in its own seconds. */
  find({ type, filter }: ListQuery, asOf: number, ahead: number): readonly Row[] {
    const rows = [...this.byId.values()]
      .map((one) => ({ ...one, versions: one.versions.filter((version) => version.at <= asOf) }))
      .filter((one) => one.versions.length > 0 && (one.deletedAt === null || one.deletedAt > asOf))
      .map((one) => ({
        ...one,
        type: one.turnedAt !== null && asOf < one.turnedAt ? ('prospect' as const) : one.type,
      }))
      .filter((one) => one.type === type && (one.archivedAt === null || one.archivedAt > asOf))
      // The last changed comes first: while they are read, accounts move between pages.
      .toSorted((a, b) => latest(b).at - latest(a).at);
    return rows.filter((one) => {
      const { values, at } = latest(one);
      if (filter === undefined) return true;
      if (filter.by === 'email') return values.email.toLowerCase() === filter.email.trim().toLowerCase();
      if (filter.by === 'name') return values.name.toLowerCase() === filter.name.trim().toLowerCase();
      return Math.floor((EPOCH + at + ahead) / 1_000) >= filter.epochSeconds;
    });
  }

  #write(account: ServerAccount, values: Values, at: number, request: number | null): void {
    const before = account.versions.at(-1)?.values;
    const after = FIELD_KEYS.map((key): [FieldKey, string] => {
      const typed = values[key];
      return [key, typed === undefined ? (before?.[key] ?? '') : this.keeps(key, typed)];
    });
    const kept = Object.fromEntries(after) as Record<FieldKey, string>;
    const said = this.#faultPlan.oddities.has('says-more') && request !== null ? values : {};
    account.versions.push({ at, request, values: kept, said });
  }
}

export function latest(account: Pick<Row, 'versions'>): Version {
  const version = account.versions.at(-1);
  if (version === undefined) throw new Error('An account without a version');
  return version;
}

/** A stamp of the server, to the second. */
export function stamp(at: number, ahead: number): string {
  return new Date(Math.floor((EPOCH + at + ahead) / 1_000) * 1_000).toISOString();
}

/** The date of the true time 0: 22 November 2026, 08:00. */
export const EPOCH = Date.UTC(2026, 10, 22, 8);
