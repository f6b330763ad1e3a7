import type { AccountType } from '../../shared/account.ts';
import type { Mirrored } from '../../electron/store/mirror-store.ts';

/** Invented accounts as SalesBinder's lists bring them: about 700 bytes of JSON, each field filled in several ways. */
export function hostAccounts(count: number): readonly Mirrored[] {
  return Array.from({ length: count }, (_, index) => hostAccount(index, 0));
}

/** @param version another one differs in its phone and its stamp */
export function hostAccount(index: number, version: number): Mirrored {
  const [city, region, country, postal] = pick(PLACES, index, 1);
  const name = `${pick(FIRST, index, 7)} ${pick(SECOND, index, 3)} ${pick(KIND, index, 5)} ${index}`;
  const domain = `${plain(name)}.example`;
  const street = `${1 + (index % 997)} ${pick(STREETS, index, 11)}`;
  const ships = index % 5 < 2;
  return {
    account: {
      id: uuid(index),
      number: index % 50 === 0 ? null : index + 1,
      type: pick(TYPES, index, 1),
      values: {
        name,
        email: index % 10 === 0 ? '' : `${pick(MAILBOX, index, 2)}@${domain}`,
        phone: `+1 604 555 ${String(((index * 7_919) % 10_000) + version).padStart(4, '0')}`,
        fax: index % 5 === 0 ? `+49 30 ${100_000 + index}` : '',
        url: index % 2 === 0 ? `https://www.${domain}` : '',
        billingAddress1: street,
        billingAddress2: index % 4 === 0 ? `Unit ${index % 60}` : '',
        billingCity: city,
        billingRegion: region,
        billingCountry: country,
        billingPostalCode: postal,
        shippingAddress1: ships ? street : '',
        shippingAddress2: '',
        shippingCity: ships ? city : '',
        shippingRegion: ships ? region : '',
        shippingCountry: ships ? country : '',
        shippingPostalCode: ships ? postal : '',
      },
      created: stamp(index),
      modified: stamp(index + version + 86_400),
    },
    // What an edit's answer has beyond the lists: nulls, as a rule.
    rest: index % 3 === 0 ? { vat_number: null, archived: false, pricing_tier_id: '' } : {},
    asked: 1 + Math.floor(index / 200),
  };
}

function pick<T>(of: readonly T[], index: number, step: number): T {
  const found = of[Math.floor(index / step) % of.length];
  if (found === undefined) throw new Error('Nothing to pick from');
  return found;
}

/** Mixed so that ids don't follow each other, as random ones wouldn't. */
function uuid(index: number): string {
  const hex = (salt: number): string =>
    (Math.imul(index + salt, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  const [a, b, c] = [hex(1), hex(2_000_003), hex(4_000_037)];
  return `${a}-${b.slice(0, 4)}-4${b.slice(4, 7)}-a${c.slice(0, 3)}-${c.slice(3)}${hex(77).slice(0, 7)}`;
}

function stamp(seconds: number): string {
  return `${new Date((1_500_000_000 + seconds) * 1_000).toISOString().slice(0, 19)}+00:00`;
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]+/g, '')
    .toLowerCase();
}

const TYPES: readonly AccountType[] = ['customer', 'customer', 'prospect', 'supplier'];
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
const SECOND = ['Pine', 'Loom', 'Supply', 'Hardware', 'Belysning', 'Optik', 'Werkzeug', 'Foods', 'Tools'];
const KIND = ['Ltd', 'GmbH', 'Inc', 'AS', 'SARL', 'Sp. z o.o.', 'LLC', '& Sons'];
const MAILBOX = ['orders', 'info', 'bonjour', 'einkauf', 'post', 'accounts.payable'];
const STREETS = ['Water Street', 'rue des Tanneurs', 'Schönhauser Straße', 'Strandgaten', 'Main Street'];
const PLACES = [
  ['Vancouver', 'BC', 'Canada', 'V6B 1B2'],
  ['Lyon', 'Auvergne-Rhône-Alpes', 'France', '69002'],
  ['Berlin', '', 'Germany', '10435'],
  ['Edinburgh', 'Scotland', 'United Kingdom', 'EH1 2QG'],
  ['Kraków', 'małopolskie', 'Poland', '31-019'],
] as const;
