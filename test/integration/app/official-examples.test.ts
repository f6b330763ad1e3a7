import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Values } from '../../../shared/account.ts';
import * as official from '../../support/official-examples.ts';
import { rig } from '../../support/rig.ts';
import { connected } from '../../support/running-app.ts';

const { running } = rig();
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Got {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** A server that answers with the official pages' own examples, word for word. */
async function officialPages(): Promise<{ readonly origin: string; readonly got: Got[] }> {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const { method = '', url = '' } = request;
      got.push({ method, url, body });
      response.setHeader('Content-Type', 'application/json; charset=UTF-8');
      response.end(answerTo(method, url));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));
  return { origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, got };
}

function answerTo(method: string, url: string): string {
  if (method === 'POST') return official.ADD_ANSWER_JSON;
  if (method === 'PUT') return official.EDIT_ANSWER_JSON;
  if (url.includes('/customers/')) return JSON.stringify({ customer: accountOf(official.ADD_ANSWER_JSON) });
  return JSON.stringify({ count: '0', page: '1', pages: '0', customers: [[]] });
}

function accountOf(answer: string): unknown {
  return (JSON.parse(answer) as { customer: unknown }).customer;
}

const TYPED: Values = {
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

describe('the examples of the two official pages', () => {
  it('are what is sent, member for member, and their answers are taken in field by field', async () => {
    const { origin, got } = await officialPages();
    const run = await running({ origin });
    await connected(run);
    await run.save('local-official', 'customer', TYPED);
    const made = await run.reads('local-official', 'Sent');
    const post = got.find((one) => one.method === 'POST');
    expect(post?.url).toBe('/api/2.0/customers.json');
    // As text: the order of the members is the example's too.
    expect(JSON.stringify(JSON.parse(post?.body ?? ''))).toBe(
      JSON.stringify(JSON.parse(official.ADD_REQUEST_JSON)),
    );
    expect(made).toMatchObject({
      remoteId: '19d367c8-97c7-409f-bf67-2ad543493648',
      number: 641,
      type: 'customer',
      values: TYPED,
    });

    await run.save('local-official', 'customer', { name: 'API Renamed Customer' });
    await run.until('it is sent', () => Promise.resolve(got.some((one) => one.method === 'PUT')));
    const renamed = await run.reads('local-official', 'Sent');
    const put = got.find((one) => one.method === 'PUT');
    expect(put?.url).toBe('/api/2.0/customers/19d367c8-97c7-409f-bf67-2ad543493648.json');
    expect(JSON.parse(put?.body ?? '')).toEqual(JSON.parse(official.EDIT_REQUEST_JSON));
    expect(renamed.values).toEqual({ ...renamed.values, ...TYPED, name: 'API Renamed Customer' });
    expect(renamed.values.billingAddress2).toBe('');
  });
});
