import * as v from 'valibot';
import { ACCOUNT_TYPES, CONTEXTS, FIELDS, typeOfContext } from '../../../shared/account.ts';
import type { AccountType, FieldKey } from '../../../shared/account.ts';
import { remoteAccount } from './record-schema.ts';
import type { SameType } from './same-type.ts';

/** A downloaded account, and what tells how fresh it is. */
export type Mirrored = v.InferOutput<typeof mirrored>;

export const mirrored = v.object({
  account: v.object({ ...remoteAccount.entries, type: v.picklist(ACCOUNT_TYPES) }),
  /** SalesBinder's values beyond our fields: kept, never sent back. */
  rest: v.record(v.string(), v.unknown()),
  /** The local number of the request that brought it. */
  asked: v.number(),
});

/**
 * The stored form of a downloaded account since schema version 2: a list without names, which takes half the bytes of an
 * object with names and is parsed in half the time. The remote id stands in the row's id alone.
 *
 *     [number, context id, created, modified, asked, rest, value, value, …]
 */
export type StoredAccount = readonly [
  number: number | null,
  context: number,
  created: string | null,
  modified: string | null,
  asked: number,
  rest: Readonly<Record<string, unknown>>,
  ...values: readonly (string | typeof ABSENT)[],
];

/** In place of a value that no answer ever mentioned. */
const ABSENT = 0;
const VALUES = 6;

/**
 * The order of the values: another one would be another schema. A field that is added to the table goes to the end. Rows
 * from before are shorter, and have what SalesBinder said about it in `rest`.
 */
export const STORED_FIELDS = [
  ...(['name', 'email', 'phone', 'fax', 'url'] as const),
  ...(['billingAddress1', 'billingAddress2', 'billingCity'] as const),
  ...(['billingRegion', 'billingCountry', 'billingPostalCode'] as const),
  ...(['shippingAddress1', 'shippingAddress2', 'shippingCity'] as const),
  ...(['shippingRegion', 'shippingCountry', 'shippingPostalCode'] as const),
] as const satisfies readonly FieldKey[];

true satisfies SameType<(typeof STORED_FIELDS)[number], FieldKey>;

const LENGTH = VALUES + STORED_FIELDS.length;
/** Where in the list each field is, in the order of the field table: values are given in that order. */
const WIRE_NAMES: ReadonlySet<string> = new Set(FIELDS.map(({ wire }) => wire));
const PLACES = FIELDS.map(({ key, wire }) => ({ key, wire, at: VALUES + STORED_FIELDS.indexOf(key) }));

export function storedAccount({ account, rest, asked }: Mirrored): StoredAccount {
  const { number, type, values, created, modified } = account;
  const listed = STORED_FIELDS.map((key) => values[key] ?? ABSENT);
  return [number, CONTEXTS[type], created, modified, asked, rest, ...listed];
}

/** Whether it is what `storedAccount` makes. Written by hand, because a hundred thousand are checked at each opening. */
export function isStoredAccount(stored: unknown): stored is StoredAccount {
  if (!Array.isArray(stored) || stored.length < VALUES || stored.length > LENGTH) return false;
  const [number, context, created, modified, asked, rest] = stored as readonly unknown[];
  if (typeof number !== 'number' && number !== null) return false;
  if (typeof context !== 'number' || typeOfContext(context) === null) return false;
  if (typeof created !== 'string' && created !== null) return false;
  if (typeof modified !== 'string' && modified !== null) return false;
  if (typeof asked !== 'number') return false;
  if (typeof rest !== 'object' || rest === null || Array.isArray(rest)) return false;
  for (let at = VALUES; at < stored.length; at += 1) {
    if (typeof stored[at] !== 'string' && stored[at] !== ABSENT) return false;
  }
  return true;
}

/** @param id the remote id */
export function mirroredFrom(stored: StoredAccount, id: string): Mirrored {
  const [number, context, created, modified, asked, rest] = stored;
  const values: Partial<Record<FieldKey, string>> = {};
  for (const { key, wire, at } of PLACES) {
    const value = at < stored.length ? stored[at] : rest[wire];
    if (typeof value === 'string') values[key] = value;
  }
  const type = typeOf(context);
  const account = { id, number, type, values, created, modified };
  return { account, rest: stored.length < LENGTH ? withoutFields(rest) : rest, asked };
}

/** Of a row from before some of the fields were: their values have moved to the account. */
function withoutFields(rest: StoredAccount[5]): StoredAccount[5] {
  return Object.fromEntries(Object.entries(rest).filter(([name]) => !WIRE_NAMES.has(name)));
}

/** Whether SalesBinder said that it is archived there, in any way that PHP writes a yes. */
export function isArchivedThere({ archived }: Mirrored['rest']): boolean {
  return archived === true || archived === 1 || archived === '1' || archived === 'true';
}

/**
 * Its type and when it was changed, in one number to be kept beside it: the context id (one more where it is archived),
 * and 16 times the epoch seconds of `modified` (0 where there is no stamp).
 */
export function typeAndStamp(stored: unknown): number {
  if (!Array.isArray(stored)) return 0;
  const [, plain, , modified, , rest] = stored as unknown as StoredAccount;
  const context = isArchivedThere(rest) ? plain + ARCHIVED : plain;
  const seconds = modified === null ? NaN : Math.floor(Date.parse(modified) / 1_000);
  return context + STAMP * (seconds > 0 ? seconds : 0);
}

const STAMP = 16;
/** The context ids are even. */
const ARCHIVED = 1;

/** Of an account that is archived there, which no list has to show, it is none of the three. */
export function contextIn(number: number): number {
  return number % STAMP;
}

/** Whether there is an archived account behind this number, of that type where one is given. */
export function isArchivedIn(number: number, type?: AccountType): boolean {
  const context = contextIn(number);
  return type === undefined ? context % 2 === ARCHIVED : context === CONTEXTS[type] + ARCHIVED;
}

/** Epoch seconds. */
export function stampIn(number: number): number {
  return Math.floor(number / STAMP);
}

/** The number of the request that brought it; 0 for what is no account. */
export function askedOf(stored: unknown): number {
  return Array.isArray(stored) ? (stored as unknown as StoredAccount)[4] : 0;
}

function typeOf(context: number): AccountType {
  const type = typeOfContext(context);
  if (type === null) throw new Error(`No type has the context ${context}`);
  return type;
}
