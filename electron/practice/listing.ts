import { isSearchable, SEARCHABLE } from './fields.ts';
import type { Searchable } from './fields.ts';
import type { PracticeAccount, Site, Tombstone } from './site.ts';

/** The list's filters and pages (the official "List Accounts" and "Deleted Log" pages). */
export type Query = Readonly<Record<string, string>>;

export type Found<T> =
  | {
      readonly is: 'page';
      readonly rows: readonly T[];
      readonly count: number;
      readonly page: number;
      readonly pages: number;
    }
  /** Live sites answer 404 there, not an empty page. */
  | { readonly is: 'past-the-end' }
  /** A parameter that can only be a client's mistake; said aloud because this server is there to catch them. */
  | { readonly is: 'bad-parameter'; readonly name: string };

export function findAccounts(site: Site, query: Query): Found<PracticeAccount> {
  const bad = ['accountNumber', 'modifiedSince', 'contextId'].find((name) => !isWhole(query[name] ?? ''));
  if (bad !== undefined) return { is: 'bad-parameter', name: bad };
  const field = query['field'] ?? '';
  if (field !== '' && !isSearchable(field)) return { is: 'bad-parameter', name: 'field' };
  const matches = filtersOf(query, field === '' ? SEARCHABLE : [field]);
  return pageOf(
    site.accounts.filter((account) => matches.every((match) => match(account))),
    query,
  );
}

export function findDeleted(site: Site, query: Query): Found<Tombstone> {
  const bad = ['contextId', 'deletedSince'].find((name) => !isWhole(query[name] ?? ''));
  if (bad !== undefined) return { is: 'bad-parameter', name: bad };
  const since = query['deletedSince'] ?? '';
  const context = query['contextId'] ?? '';
  const rows = site.tombstones
    .filter((tombstone) => context === '' || tombstone.contextId === Number(context))
    .filter((tombstone) => since === '' || tombstone.at > Number(since));
  return pageOf(rows, query);
}

type Match = (account: PracticeAccount) => boolean;

/** A blank parameter filters nothing. Without a context all three types are listed, as clients in the field rely on. */
function filtersOf(query: Query, fields: readonly Searchable[]): readonly Match[] {
  const { contextId = '', emailAddress = '', accountNumber = '', modifiedSince = '', s = '' } = query;
  const wanted = fold(s);
  const hit = (value: string) =>
    query['exact'] === 'true' ? fold(value) === wanted : fold(value).includes(wanted);
  const filters: (Match | false)[] = [
    contextId !== '' && ((account) => account.contextId === Number(contextId)),
    emailAddress !== '' && ((account) => fold(account.values.office_email) === fold(emailAddress)),
    accountNumber !== '' && ((account) => account.number === Number(accountNumber)),
    // Whether the bound itself is included is not known. It isn't here: who relies on it being so finds out.
    modifiedSince !== '' && ((account) => account.modified > Number(modifiedSince)),
    wanted !== '' && ((account) => fields.some((field) => hit(searched(account, field)))),
  ];
  return filters.filter((filter) => filter !== false);
}

function searched(account: PracticeAccount, field: Searchable): string {
  return field === 'customer_number' ? String(account.number) : account.values[field];
}

const MAX_PAGE = 200;
/** Not documented for accounts; the items page says 20. */
const DEFAULT_PAGE = 20;

function pageOf<T>(all: readonly T[], query: Query): Found<T> {
  const limit = Math.min(wholeOr(query['pageLimit'], DEFAULT_PAGE), MAX_PAGE);
  const page = wholeOr(query['page'], 1);
  const pages = Math.ceil(all.length / limit);
  if (page > Math.max(pages, 1)) return { is: 'past-the-end' };
  return { is: 'page', rows: all.slice((page - 1) * limit, page * limit), count: all.length, page, pages };
}

function wholeOr(text: string | undefined, fallback: number): number {
  const number = Number(text ?? '');
  return Number.isSafeInteger(number) && number >= 1 ? number : fallback;
}

function isWhole(text: string): boolean {
  return /^\d{0,15}$/.test(text);
}

/** As a MySQL site compares: neither case nor accents count, nor space at the ends. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .trim();
}
