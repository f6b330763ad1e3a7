import { CONTEXTS, FIELDS, typeOfContext } from '../../../shared/account.ts';
import type { AccountType, FieldKey, RemoteAccount, Values } from '../../../shared/account.ts';
import type { DeletedPage, DeletedQuery, Listed, ListPage, ListQuery } from '../gateway.ts';

/**
 * Our fields as SalesBinder writes them, and back. Pure; what an answer means is in answers.ts.
 * Sources: the official pages "Add Account", "Edit Account", "List Accounts", "View Account".
 */

export interface CustomerBody {
  readonly customer: Readonly<Record<string, string>>;
}

/** The body of "Add Account": `context_id` as a string and first, then the given fields, as its example has them. */
export function createBody(type: AccountType, values: Values): CustomerBody {
  return { customer: { context_id: String(CONTEXTS[type]), ...wireFields(values) } };
}

/** The body of "Edit Account": only what is to change. '' clears a field. */
export function updateBody(values: Values): CustomerBody {
  return { customer: wireFields(values) };
}

function wireFields(values: Values): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { key, wire } of FIELDS) {
    const value = values[key];
    if (value !== undefined) fields[wire] = value;
  }
  return fields;
}

/** The parameters of "List Accounts". Always with a context and a page length: what their absence means is not documented. */
export function listSearch(query: ListQuery): string {
  const search = new URLSearchParams({
    contextId: String(CONTEXTS[query.type]),
    page: String(query.page),
    pageLimit: String(query.pageLimit),
    ...filterParameters(query.filter),
  });
  // A space as %20, as the documentation writes it; a typed + is %2B by now.
  return search.toString().replaceAll('+', '%20');
}

/** The parameters of the "Deleted Log". */
export function deletedSearch(query: DeletedQuery): string {
  return new URLSearchParams({
    contextId: String(CONTEXTS[query.type]),
    deletedSince: String(Math.floor(query.since)),
    page: String(query.page),
    pageLimit: String(query.pageLimit),
  }).toString();
}

function filterParameters(filter: ListQuery['filter']): Record<string, string> {
  switch (filter?.by) {
    case undefined:
      return {};
    case 'modifiedSince':
      return { modifiedSince: String(Math.floor(filter.epochSeconds)) };
    case 'email':
      return { emailAddress: filter.email };
    case 'name':
      return { s: filter.name, field: 'name', exact: 'true' };
  }
}

/** `{"customer": {...}}` of an add, edit or view; null without a usable id, which is the proof of success. */
export function readCustomer(json: unknown): RemoteAccount | null {
  return isObject(json) ? readAccount(json['customer']) : null;
}

/** As readCustomer, and it must be that very account: another's values must never pass for this one's. */
export function readCustomerWithId(remoteId: string): (json: unknown) => RemoteAccount | null {
  return (json) => {
    const account = readCustomer(json);
    if (account?.id.toLowerCase() !== remoteId.toLowerCase()) return null;
    return { ...account, id: remoteId };
  };
}

/** As readCustomerWithId, with what a view says beyond our fields. */
export function readViewedWithId(remoteId: string): (json: unknown) => Listed | null {
  const read = readCustomerWithId(remoteId);
  return (json) => {
    const account = read(json);
    return account === null || !isObject(json) ? null : withExtra(account, json['customer']);
  };
}

/**
 * A page of "List Accounts". The official sample nests the rows (`[[{...}]]`) and has counters as strings;
 * flat rows, numbered objects and numbers are read too. Rows may shift between pages, so an id counts once.
 */
export function readListPage(query: ListQuery): (json: unknown) => ListPage | null {
  return (json) => {
    if (!isObject(json)) return null;
    const count = readNumber(json['count']);
    const rows = rowsIn(json['customers'], count);
    if (count === null || rows === null) return null;
    const accounts = rows.map(readListed).filter((account) => account !== null);
    return {
      count,
      page: readNumber(json['page']) ?? query.page,
      pages: readNumber(json['pages']) ?? Math.ceil(count / query.pageLimit),
      accounts: [...new Map(accounts.map((account) => [account.id, account])).values()],
    };
  };
}

/** A page of the "Deleted Log"; only lines of the type that was asked for. */
export function readDeletedPage(query: DeletedQuery): (json: unknown) => DeletedPage | null {
  return (json) => {
    if (!isObject(json)) return null;
    const count = readNumber(json['count']);
    const lines = rowsIn(json['deletedlog'], count);
    if (count === null || lines === null) return null;
    const deleted = lines
      .filter(isObject)
      .filter((line) => (readNumber(line['context_id']) ?? CONTEXTS[query.type]) === CONTEXTS[query.type])
      .map((line) => readId(line['record_id']))
      .filter((id) => id !== null);
    return {
      count,
      page: readNumber(json['page']) ?? query.page,
      pages: readNumber(json['pages']) ?? Math.ceil(count / query.pageLimit),
      deleted: [...new Set(deleted)],
    };
  };
}

/**
 * The rows of a list, flat or nested. PHP writes an array whose numbers have a gap as an object, and an empty one in any
 * way; what is no list proves nothing where there should be rows.
 */
function rowsIn(value: unknown, count: number | null): readonly unknown[] | null {
  if (Array.isArray(value)) return (value as readonly unknown[]).flat();
  if (isObject(value) && Object.keys(value).every((key) => /^\d+$/.test(key))) {
    const rows = Object.values(value).flat();
    return rows.length > 0 || count === 0 ? rows : null;
  }
  return count === 0 && (value === null || value === undefined) ? [] : null;
}

const OURS: ReadonlySet<string> = new Set([
  ...FIELDS.map(({ wire }): string => wire),
  ...['id', 'customer_number', 'context_id', 'created', 'modified', 'office_number'],
]);

function readListed(row: unknown): Listed | null {
  const account = readAccount(row);
  return account === null ? null : withExtra(account, row);
}

function withExtra(account: RemoteAccount, row: unknown): Listed {
  if (!isObject(row)) return account;
  const extra = Object.fromEntries(Object.entries(row).filter(([name]) => !OURS.has(name)));
  return Object.keys(extra).length === 0 ? account : { ...account, extra };
}

function readAccount(row: unknown): RemoteAccount | null {
  if (!isObject(row)) return null;
  const id = readId(row['id']);
  if (id === null) return null;
  return {
    id,
    number: readNumber(row['customer_number']),
    type: typeOfContext(readNumber(row['context_id']) ?? -1),
    values: readValues(row),
    created: readStamp(row['created']),
    modified: readStamp(row['modified']),
  };
}

function readValues(row: Readonly<Record<string, unknown>>): Values {
  const values: Partial<Record<FieldKey, string>> = {};
  for (const { key, wire } of FIELDS) {
    // The field table says `office_number` where every example says `office_phone`.
    const name = wire === 'office_phone' && !Object.hasOwn(row, wire) ? 'office_number' : wire;
    const value = Object.hasOwn(row, name) ? readValue(row[name]) : null;
    if (value !== null) values[key] = value;
  }
  return values;
}

/** Null is how an empty field can come back; a value of no sensible kind counts as not mentioned. */
function readValue(value: unknown): string | null {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : null;
}

/** A whole number from 0, as a number or in digits. */
function readNumber(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** Without a zone nobody can tell which moment is meant: then there is no stamp. */
function readStamp(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 40) return null;
  return /\d(?:Z|[+-]\d{2}:?\d{2})\s*$/i.test(value) && !Number.isNaN(Date.parse(value)) ? value : null;
}

/** Uuids in capitals are the same ones; what is no uuid stays as it is. */
function readId(value: unknown): string | null {
  // Printable and short: it goes into a path and is kept for good. SalesBinder's are uuids.
  if (typeof value !== 'string' || !/^[!-~]{1,100}$/.test(value)) return null;
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value) ? value.toLowerCase() : value;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
