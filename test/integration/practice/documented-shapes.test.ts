import { describe, expect, test } from 'vitest';
import {
  ADD_ANSWER_JSON,
  ADD_REQUEST_JSON,
  ADD_REQUEST_XML,
  EDIT_ANSWER_JSON,
  EDIT_REQUEST_JSON,
  EDIT_REQUEST_XML,
} from '../../support/official-examples.ts';
import { ACCOUNTS, call, clockAt, create, shelf, siteWithNumber, startSite } from './site.ts';

const ID = '19d367c8-97c7-409f-bf67-2ad543493648';

/** The site of the official examples, a moment before their account is added. */
async function exampleSite() {
  const clock = clockAt('2016-11-11T01:13:09.400Z');
  const practice = await startSite({ now: clock.now, newId: () => ID, saved: shelf(siteWithNumber(641)) });
  return { practice, clock };
}

/** Without the spaces between tokens: names, values and order. */
function tight(json: string): string {
  return JSON.stringify(JSON.parse(json));
}

describe('the official examples', () => {
  test('adding the example account is answered as printed, to the letter and in that order', async () => {
    const { practice } = await exampleSite();
    const heard = await call(practice, ACCOUNTS, { body: ADD_REQUEST_JSON });
    expect(heard.status).toBe(200);
    expect(tight(heard.text)).toBe(tight(ADD_ANSWER_JSON));
    expect(heard.headers.get('content-type')).toContain('application/json');
  });

  test('renaming it is answered with the whole record as printed, to the letter and in that order', async () => {
    const { practice, clock } = await exampleSite();
    await call(practice, ACCOUNTS, { body: ADD_REQUEST_JSON });
    clock.pass(226_000);
    const heard = await call(practice, `/api/2.0/customers/${ID}.json`, {
      method: 'PUT',
      body: EDIT_REQUEST_JSON,
    });
    expect(heard.status).toBe(200);
    expect(tight(heard.text)).toBe(tight(EDIT_ANSWER_JSON));
  });

  test('the XML examples are answered with the same members, in XML', async () => {
    const { practice, clock } = await exampleSite();
    const added = await call(practice, '/api/2.0/customers.xml', { body: ADD_REQUEST_XML });
    clock.pass(226_000);
    const edited = await call(practice, `/api/2.0/customers/${ID}.xml`, {
      method: 'PUT',
      body: EDIT_REQUEST_XML,
    });
    expect(added.headers.get('content-type')).toContain('application/xml');
    expect(membersOf(added.text)).toEqual(membersAsXml(ADD_ANSWER_JSON));
    expect(membersOf(edited.text)).toEqual(membersAsXml(EDIT_ANSWER_JSON));
  });
});

function membersOf(xml: string): readonly string[] {
  const inside =
    /<response>\s*<message>Saved<\/message>\s*<customer>([^]*)<\/customer>\s*<\/response>\s*$/.exec(xml)?.[1];
  return (inside ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Nothing in the examples needs escaping. */
function membersAsXml(answer: string): readonly string[] {
  const { customer } = JSON.parse(answer) as { customer: Record<string, unknown> };
  return Object.entries(customer).map(([name, value]) =>
    value === null ? `<${name}/>` : `<${name}>${JSON.stringify(value).replaceAll('"', '')}</${name}>`,
  );
}

describe('what an add echoes', () => {
  test('only what was sent, in the order sent', async () => {
    const practice = await startSite();
    const heard = await call(practice, ACCOUNTS, {
      body: { customer: { url: 'a.example', name: 'A', context_id: 8 } },
    });
    const { customer } = heard.json as { customer: Record<string, unknown> };
    expect(Object.keys(customer)).toEqual([
      'url',
      'name',
      'context_id',
      'customer_number',
      'created',
      'modified',
      'id',
    ]);
    expect(customer['context_id']).toBe(8);
  });

  test('the phone is office_phone; office_number, as the tables call it, is read by nobody', async () => {
    const practice = await startSite();
    const body = { customer: { context_id: '2', name: 'A', office_number: 'by nobody', unheard_of: 'x' } };
    const heard = await call(practice, ACCOUNTS, { body });
    expect(heard.status).toBe(200);
    expect(heard.text).not.toContain('by nobody');
    expect(heard.text).not.toContain('unheard_of');
    expect(practice.accounts()[0]?.values.office_phone).toBe('');
  });

  test('text of any script comes back as it was sent', async () => {
    const practice = await startSite();
    const name = 'Łódź & <Søn> "東京" 🧵 \u0000 ';
    const heard = await call(practice, ACCOUNTS, { body: { customer: { context_id: '2', name } } });
    expect(heard.json).toMatchObject({ customer: { name } });
  });

  test('numbers rise by one and ids differ', async () => {
    const practice = await startSite();
    const ids = [await create(practice, {}), await create(practice, {}), await create(practice, {})];
    expect(practice.accounts().map((account) => account.number)).toEqual([1, 2, 3]);
    expect(new Set(ids).size).toBe(3);
  });
});

describe('an edit', () => {
  test('changes only what it names, and leaves the type alone', async () => {
    const practice = await startSite();
    const id = await create(practice, { office_phone: '1', office_fax: '2' });
    const body = { customer: { office_phone: '', context_id: 10 } };
    const heard = await call(practice, `/api/2.0/customers/${id}.json`, { method: 'PUT', body });
    expect(heard.json).toMatchObject({
      customer: { office_phone: '', office_fax: '2', name: 'Acme', context_id: 2 },
    });
  });

  test('moves modified and not created', async () => {
    const clock = clockAt('2026-05-04T10:00:00Z');
    const practice = await startSite({ now: clock.now });
    const id = await create(practice, {});
    clock.pass(90_000);
    await call(practice, `/api/2.0/customers/${id}.json`, {
      method: 'PUT',
      body: { customer: { url: 'x' } },
    });
    const heard = await call(practice, `/api/2.0/customers/${id}.json`);
    expect(heard.json).toMatchObject({
      customer: { created: '2026-05-04T10:00:00+00:00', modified: '2026-05-04T10:01:30+00:00' },
    });
  });
});

describe('viewing and deleting', () => {
  test('a view has the documented members and no context_id', async () => {
    const practice = await startSite();
    const heard = await call(practice, `/api/2.0/customers/${await create(practice, {})}.json`);
    const { customer } = heard.json as { customer: object };
    expect(Object.keys(customer)).toEqual([
      ...['name', 'customer_number', 'office_email', 'office_phone', 'office_fax', 'url'],
      ...['billing_address_1', 'billing_address_2', 'billing_city'],
      ...['billing_region', 'billing_postal_code', 'billing_country'],
      ...['shipping_address_1', 'shipping_address_2', 'shipping_city'],
      ...['shipping_region', 'shipping_postal_code', 'shipping_country'],
      ...['id', 'created', 'modified'],
    ]);
  });

  test('a deleted account is 404 from then on and stands in the deleted log', async () => {
    const practice = await startSite({ now: clockAt('2026-05-04T10:00:00Z').now });
    const id = await create(practice, { context_id: 8 });
    const path = `/api/2.0/customers/${id}.json`;
    expect((await call(practice, path, { method: 'DELETE' })).status).toBe(200);
    expect((await call(practice, path)).status).toBe(404);
    expect((await call(practice, path, { method: 'PUT', body: customerNamed('B') })).status).toBe(404);
    expect((await call(practice, path, { method: 'DELETE' })).status).toBe(404);
    expect((await call(practice, '/api/2.0/deleted_log.json?contextId=8')).json).toEqual({
      count: '1',
      page: '1',
      pages: '1',
      deletedlog: [[{ id: 1, context_id: 8, record_id: id, created: '2026-05-04T10:00:00+00:00' }]],
    });
  });

  test('an invoiced prospect keeps its id as a customer and leaves a tombstone as a prospect', async () => {
    const practice = await startSite();
    const id = await create(practice, { context_id: 8 });
    await practice.makeCustomer(id);
    expect(practice.accounts()).toMatchObject([{ id, contextId: 2 }]);
    const log = await call(practice, '/api/2.0/deleted_log.json?contextId=8');
    expect(log.json).toMatchObject({ deletedlog: [[{ record_id: id, context_id: 8 }]] });
    expect((await call(practice, `/api/2.0/customers/${id}.json`)).status).toBe(200);
  });
});

function customerNamed(name: string): object {
  return { customer: { name } };
}
