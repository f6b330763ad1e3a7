import { ACCOUNT_TYPES, CONTEXTS, FIELDS } from '../../shared/account.ts';
import type { AccountType, FieldKey, Values } from '../../shared/account.ts';
import type { Mirrored } from '../../electron/store/schemas/mirror-store.ts';
import { rngOf } from '../support/rng.ts';
import type { Rng } from '../support/rng.ts';

/** Printed with the results: the same seed makes the same accounts. */
export const SEED = 20_261_122;

/** So many invented accounts, as a download brings them: about 550 bytes of JSON each, some fields empty, some accented. */
export function mirroredAccounts(count: number): readonly Mirrored[] {
  const rng = rngOf(SEED, 'accounts');
  return Array.from({ length: count }, (_, index) => mirroredAccount(rng, index));
}

/** A typed account, `index` telling it from all others. */
export function typedAccount(index: number): Values {
  return valuesOf(rngOf(SEED, `typed/${index}`), 500_000 + index);
}

/** A page of SalesBinder's list as it travels: nested, its counters text. */
export function listBody(all: readonly Mirrored[], page: number, limit: number): string {
  const rows = all.slice((page - 1) * limit, page * limit).map(wireRow);
  const pages = Math.ceil(all.length / limit);
  return JSON.stringify({
    ...{ count: String(all.length), page: String(page), pages: String(pages) },
    customers: [rows],
  });
}

function wireRow({ account }: Mirrored): object {
  const { id, number, type, values, created, modified } = account;
  const fields = FIELDS.map(({ key, wire }) => [wire, values[key] ?? ''] as const);
  return {
    ...Object.fromEntries<string>(fields),
    ...{ customer_number: number, context_id: CONTEXTS[type] },
    ...{ id, created, modified },
  };
}

function mirroredAccount(rng: Rng, index: number): Mirrored {
  const made = Date.UTC(2019, 0, 1) + index * 2_000_000 + rng.whole(0, 1_000_000);
  const account = {
    id: uuid(rng),
    number: index + 1,
    type: typeOf(rng),
    values: valuesOf(rng, index),
    created: stamp(made),
    modified: stamp(made + rng.whole(0, 400) * 86_400_000),
  };
  return { account, rest: {}, asked: 1 + Math.floor(index / 200) };
}

function typeOf(rng: Rng): AccountType {
  return rng.chance(0.7) ? 'customer' : rng.pick(ACCOUNT_TYPES);
}

function valuesOf(rng: Rng, index: number): Values {
  const name = `${rng.pick(FIRST)} ${rng.pick(SECOND)} ${rng.pick(KIND)} ${index}`;
  const domain = `${plain(name)}.example`;
  const billing = address(rng);
  const shipping = rng.chance(0.15) ? billing : rng.chance(0.1) ? address(rng) : NOWHERE;
  const values: Record<FieldKey, string> = {
    name,
    email: rng.chance(0.9) ? `${rng.pick(MAILBOX)}@${domain}` : '',
    phone: phone(rng),
    fax: rng.chance(0.2) ? phone(rng) : '',
    url: rng.chance(0.5) ? `https://www.${domain}` : '',
    ...keyed('billing', billing),
    ...keyed('shipping', shipping),
  };
  return values;
}

type Address = readonly [
  line1: string,
  line2: string,
  city: string,
  region: string,
  post: string,
  country: string,
];

const NOWHERE: Address = ['', '', '', '', '', ''];

function address(rng: Rng): Address {
  const [city, region, country] = rng.pick(PLACES);
  const street = `${rng.whole(1, 999)} ${rng.pick(STREETS)}`;
  const line2 = rng.chance(0.25) ? `Unit ${rng.whole(1, 60)}` : '';
  return [street, line2, city, region, String(rng.whole(10_000, 99_999)), country];
}

function keyed<Place extends 'billing' | 'shipping'>(
  place: Place,
  [line1, line2, city, region, post, country]: Address,
) {
  return {
    [`${place}Address1`]: line1,
    [`${place}Address2`]: line2,
    [`${place}City`]: city,
    [`${place}Region`]: region,
    [`${place}PostalCode`]: post,
    [`${place}Country`]: country,
  } as Record<Extract<FieldKey, `${Place}${string}`>, string>;
}

function phone(rng: Rng): string {
  const digits = (count: number): string => String(rng.whole(10 ** (count - 1), 10 ** count - 1));
  return rng.pick([
    `(${digits(3)}) 555-${digits(4)}`,
    `+49 ${digits(2)} ${digits(6)}`,
    `0${digits(3)} 496 ${digits(4)}`,
  ]);
}

function uuid(rng: Rng): string {
  const hex = (length: number): string =>
    Array.from({ length }, () => rng.whole(0, 15).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}

function stamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+00:00`;
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]+/g, '')
    .toLowerCase();
}

const FIRST = [
  'Harbour',
  'Café',
  'Grünwald',
  'Thistle',
  'Mesa',
  'Fjord',
  'Molière',
  'Łódź',
  'Nordic',
  'Acme',
];
const SECOND = [
  'Pine',
  'Loom',
  'Supply',
  'Hardware',
  'Belysning',
  'Optik',
  'Trading',
  'Werkzeug',
  'Foods',
  'Tools',
];
const KIND = ['Ltd', 'GmbH', 'Inc', 'AS', 'SARL', 'Sp. z o.o.', 'LLC', '& Sons'];
const MAILBOX = ['orders', 'info', 'bonjour', 'einkauf', 'post', 'accounts.payable'];
const STREETS = [
  'Water Street',
  'rue des Tanneurs',
  'Schönhauser Straße',
  'Candlemaker Row',
  'Strandgaten',
  'Main Street',
];
const PLACES = [
  ['Vancouver', 'BC', 'Canada'],
  ['Lyon', 'Auvergne-Rhône-Alpes', 'France'],
  ['Berlin', '', 'Germany'],
  ['Edinburgh', 'Scotland', 'United Kingdom'],
  ['Santa Fe', 'NM', 'USA'],
  ['Bergen', 'Vestland', 'Norway'],
  ['Kraków', 'Małopolskie', 'Poland'],
] as const;
