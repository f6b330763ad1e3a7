import { describe, expect, test } from 'vitest';
import { FIELDS } from '../../../../shared/account.ts';
import type { FieldKey, Values } from '../../../../shared/account.ts';
import {
  createBody,
  listSearch,
  readCustomer,
  readCustomerWithId,
  readViewedWithId,
  readListPage,
  updateBody,
} from '../../../../electron/salesbinder/v2/wire.ts';
import { ID, QUERY } from './asked.ts';
import {
  ADD_ANSWER_JSON,
  ADD_REQUEST_JSON,
  EDIT_ANSWER_JSON,
  EDIT_REQUEST_JSON,
} from '../../../support/official-examples.ts';

/** The page "List Accounts" as far as it is on record (cut after the fax): counters as text, rows nested. */
const LIST_ANSWER = `{"count":"99","page":"32","pages":"33",
 "customers":[[{"name":"Widgets Emporium","customer_number":516,"office_email":"widgets@testing.com",
   "office_phone":"604-968-9588","office_fax":"","id":"5d3f2a10-0000-4000-8000-000000000516"}]]}`;

const ACME: Values = {
  name: 'API Created Customer',
  email: 'sales@acme-company.com',
  phone: '(604) 555-5555',
  fax: '',
  url: 'acme-company.com',
  billingAddress1: 'Suite 100 - 1234 West 4th Avenue',
  billingCity: 'Vancouver',
  billingRegion: 'BC',
  billingCountry: 'Canada',
  billingPostalCode: 'V6P 6W5',
  shippingAddress1: 'Suite 100 - 1234 West 4th Avenue',
  shippingCity: 'Vancouver',
  shippingRegion: 'BC',
  shippingCountry: 'Canada',
  shippingPostalCode: 'V6P 6W5',
};

describe('what is sent', () => {
  test('a create is the official example, key for key and in its order', () => {
    const example: unknown = JSON.parse(ADD_REQUEST_JSON);
    expect(JSON.stringify(createBody('customer', ACME))).toBe(JSON.stringify(example));
  });

  test('the order is the table’s, whatever the order of typing', () => {
    const backwards = Object.fromEntries(Object.entries(ACME).reverse()) as Values;
    expect(JSON.stringify(createBody('customer', backwards))).toBe(
      JSON.stringify(createBody('customer', ACME)),
    );
  });

  test('an edit is the official example: only what changed, and no type', () => {
    const example: unknown = JSON.parse(EDIT_REQUEST_JSON);
    expect(JSON.stringify(updateBody({ name: 'API Renamed Customer' }))).toBe(JSON.stringify(example));
  });

  test.each([
    ['customer', '2'],
    ['prospect', '8'],
    ['supplier', '10'],
  ] as const)('a %s is context %s', (type, context) => {
    expect(createBody(type, { name: 'A' }).customer).toEqual({ context_id: context, name: 'A' });
  });

  test('every documented field can be sent, the phone as office_phone', () => {
    const all = Object.fromEntries(FIELDS.map((field) => [field.key, `<${field.key}>`])) as Values;
    const sent = updateBody(all).customer;
    expect(Object.keys(sent)).toEqual([
      'name',
      'office_email',
      'office_phone',
      'office_fax',
      'url',
      ...['address_1', 'address_2', 'city', 'region', 'country', 'postal_code'].map(
        (end) => `billing_${end}`,
      ),
      ...['address_1', 'address_2', 'city', 'region', 'country', 'postal_code'].map(
        (end) => `shipping_${end}`,
      ),
    ]);
    expect(sent['office_phone']).toBe('<phone>');
  });

  test('clearing a field sends an empty text', () => {
    expect(updateBody({ fax: '' })).toEqual({ customer: { office_fax: '' } });
  });
});

describe('what a list asks', () => {
  const parameters = (search: string) => [...new URLSearchParams(search)];

  test('always a context, a page and a length', () => {
    expect(listSearch({ type: 'prospect', page: 3, pageLimit: 50 })).toBe('contextId=8&page=3&pageLimit=50');
  });

  test('changes since a moment, in whole seconds', () => {
    const search = listSearch({ ...QUERY, filter: { by: 'modifiedSince', epochSeconds: 1478826780.9 } });
    expect(search).toBe('contextId=2&page=1&pageLimit=200&modifiedSince=1478826780');
  });

  test('an e-mail, escaped', () => {
    const search = listSearch({ ...QUERY, filter: { by: 'email', email: 'a+b@acme.com' } });
    expect(search).toContain('&emailAddress=a%2Bb%40acme.com');
  });

  test('an exact name, spaces as the documentation writes them', () => {
    const search = listSearch({ ...QUERY, filter: { by: 'name', name: 'Müller & Söhne + Co' } });
    expect(search).toContain('&s=M%C3%BCller%20%26%20S%C3%B6hne%20%2B%20Co&field=name&exact=true');
    expect(parameters(search)).toContainEqual(['s', 'Müller & Söhne + Co']);
  });

  test('half a surrogate pair is no reason to throw', () => {
    expect(listSearch({ ...QUERY, filter: { by: 'name', name: 'a\ud800' } })).toContain('&s=a%EF%BF%BD');
  });
});

describe('what an answer says about an account', () => {
  test('the official add answer, field by field', () => {
    expect(readCustomer(JSON.parse(ADD_ANSWER_JSON))).toEqual({
      id: ID,
      number: 641,
      type: 'customer',
      values: ACME,
      created: '2016-11-11T01:13:09+00:00',
      modified: '2016-11-11T01:13:09+00:00',
    });
  });

  test('the official edit answer, field by field', () => {
    expect(readCustomerWithId(ID)(JSON.parse(EDIT_ANSWER_JSON))).toEqual({
      id: ID,
      number: 641,
      type: 'customer',
      values: { ...ACME, name: 'API Renamed Customer', billingAddress2: '', shippingAddress2: '' },
      created: '2016-11-11T01:13:09+00:00',
      modified: '2016-11-11T01:16:55+00:00',
    });
  });

  const valuesOf = (customer: object) => readCustomer({ customer: { id: ID, ...customer } })?.values;

  test('what it does not mention stays absent, what is null is empty', () => {
    expect(valuesOf({ name: 'A', url: null })).toEqual({ name: 'A', url: '' });
  });

  test('a number where a text is due is that number in digits', () => {
    expect(valuesOf({ billing_postal_code: 10115 })).toEqual({ billingPostalCode: '10115' });
  });

  test('a value of no sensible kind, and a field nobody knows, count as not mentioned', () => {
    expect(valuesOf({ name: ['A'], office_fax: {}, url: true, vat_number: 'GB1', toString: 'x' })).toEqual(
      {},
    );
  });

  test('office_number is the phone only where there is no office_phone', () => {
    expect(valuesOf({ office_number: '1' })).toEqual({ phone: '1' });
    expect(valuesOf({ office_number: '1', office_phone: '2' })).toEqual({ phone: '2' });
    expect(valuesOf({ office_number: '1', office_phone: '' })).toEqual({ phone: '' });
  });

  test.each([
    ['a number as text', { customer_number: '641', context_id: '8' }, 641, 'prospect'],
    ['none at all', {}, null, null],
    ['nonsense', { customer_number: -3, context_id: 6 }, null, null],
    ['the wrong kind', { customer_number: [641], context_id: { id: 2 } }, null, null],
  ])('account number and type: %s', (_, customer, number, type) => {
    expect(readCustomer({ customer: { id: ID, ...customer } })).toMatchObject({ number, type });
  });

  test.each([
    null,
    [],
    'customer',
    {},
    { customer: null },
    { customer: [{ id: ID }] },
    { customer: {} },
    { customer: { id: '' } },
    { customer: { id: 7 } },
    { customer: { id: null } },
    { customer: { id: 'a b' } },
    { customer: { id: 'a\ud800' } },
    { customer: { id: 'x'.repeat(101) } },
  ])('%j has no usable id, so it is no account', (json) => {
    expect(readCustomer(json)).toBeNull();
  });

  test('a view keeps what is beyond our fields: whether it is archived', () => {
    const read = readViewedWithId(ID);
    expect(read({ customer: { id: ID, name: 'Acme', archived: true } })).toMatchObject({
      values: { name: 'Acme' },
      extra: { archived: true },
    });
  });

  test('another account’s answer never passes for this one’s', () => {
    const read = readViewedWithId(ID);
    expect(read({ customer: { id: '56da277f-afac-4e44-a6bd-6c8e3f71d8bf' } })).toBeNull();
    // In whichever case it is written, it is the account that was asked for.
    expect(read({ customer: { id: ID.toUpperCase() } })?.id).toBe(ID);
  });
});

describe('what a list says', () => {
  const read = readListPage(QUERY);
  const row = (id: string, name = id) => ({ id, name });
  const ids = (json: unknown) => read(json)?.accounts.map((account) => account.id);

  test('the official sample: counters as text, rows nested', () => {
    const page = read(JSON.parse(LIST_ANSWER));
    expect(page).toMatchObject({ count: 99, page: 32, pages: 33 });
    expect(page?.accounts).toEqual([
      {
        id: '5d3f2a10-0000-4000-8000-000000000516',
        number: 516,
        type: null,
        values: { name: 'Widgets Emporium', email: 'widgets@testing.com', phone: '604-968-9588', fax: '' },
        created: null,
        modified: null,
      },
    ]);
  });

  test.each([
    ['nested', [[row('a'), row('b')]]],
    ['nested one by one', [[row('a')], [row('b')]]],
    ['flat', [row('a'), row('b')]],
  ])('rows %s', (_, customers) => {
    expect(ids({ count: 2, page: 1, pages: 1, customers })).toEqual(['a', 'b']);
  });

  test.each([[[]], [[[]]], [{}], [null], [undefined]])('an empty list may be %j', (customers) => {
    expect(read({ count: '0', page: '1', pages: '0', customers })).toEqual({
      count: 0,
      page: 1,
      pages: 0,
      accounts: [],
    });
  });

  test('rows may be in an object with their numbers', () => {
    const page = read({ count: 2, customers: { 0: row('a'), 2: row('b') } });
    expect(page?.accounts.map((account) => account.id)).toEqual(['a', 'b']);
  });

  test('a uuid in capitals is the same one, and its account counts once', () => {
    const page = read({ count: 2, customers: [row(ID.toUpperCase(), 'old'), row(ID, 'new')] });
    expect(page?.accounts).toMatchObject([{ id: ID, values: { name: 'new' } }]);
  });

  test.each(['2026-11-30 02:49:00', '2026-11-30T02:49:00', '2026-11-30', 'yesterday', '0000-00-00 00:00:00'])(
    'the stamp %j is none, because it may mean any of 24 hours',
    (stamp) => {
      const page = read({ count: 1, customers: [{ ...row('a'), created: stamp, modified: stamp }] });
      expect(page?.accounts).toMatchObject([{ created: null, modified: null }]);
    },
  );

  test.each(['2026-11-30T02:49:00Z', '2026-11-30T02:49:00+00:00', '2026-11-30T02:49:00.000-0800'])(
    'the stamp %j is kept as it is',
    (stamp) => {
      const page = read({ count: 1, customers: [{ ...row('a'), created: stamp, modified: stamp }] });
      expect(page?.accounts).toMatchObject([{ created: stamp, modified: stamp }]);
    },
  );

  test('an id counts once, as it was told last', () => {
    const page = read({ count: 2, customers: [[row('a', 'old'), row('b'), row('a', 'new')]] });
    expect(page?.accounts.map((account) => account.values.name)).toEqual(['new', 'b']);
  });

  test('rows without a usable id are left out, and the count shows that some are missing', () => {
    const page = read({ count: 4, customers: [[row('a'), null, { name: 'B' }, 7, ['deep', row('c')]]] });
    expect(page?.accounts.map((account) => account.id)).toEqual(['a']);
    expect(page?.count).toBe(4);
  });

  test('without counters of its own, page and pages follow from the question', () => {
    expect(read({ count: 401, customers: [] })).toMatchObject({ page: 1, pages: 3 });
  });

  test.each([
    null,
    [],
    {},
    { customers: [] },
    { count: 1 },
    { count: 1, customers: {} },
    { count: 1, customers: null },
    { count: 1, customers: { error: 'no' } },
    { count: 0, customers: 'none' },
    { count: 'many', customers: [] },
    { count: -1, customers: [] },
    { count: 1.5, customers: [] },
    { count: null, customers: [] },
  ])('%j is no list', (json) => {
    expect(read(json)).toBeNull();
  });
});

test('reading what was written gives back what was typed, for every field', () => {
  const typed = Object.fromEntries(FIELDS.map((field): [FieldKey, string] => [field.key, `ü ${field.key}`]));
  const sent = createBody('supplier', typed).customer;
  const back = readCustomer(JSON.parse(JSON.stringify({ customer: { ...sent, id: ID } })));
  expect(back).toMatchObject({ type: 'supplier', values: typed });
});
