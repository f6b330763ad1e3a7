import { describe, expect, test } from 'vitest';
import type { Gateway } from '../../../../electron/salesbinder/gateway.ts';
import { httpGateway } from '../../../../electron/salesbinder/v2/http-gateway.ts';
import type { HttpGatewayOptions } from '../../../../electron/salesbinder/v2/http-gateway.ts';
import { NetworkFailure } from '../../../../electron/salesbinder/network-failure.ts';
import { CUSTOMER_JSON, ID, KEY, QUERY } from './asked.ts';
import { aWrite } from '../../../support/a-write.ts';

const ORIGIN = 'https://acme.salesbinder.com';

/** A fetch that keeps what it was asked and answers as it is told. */
function fetchThat(answer: (request: Request) => Response | Promise<Response>) {
  const requests: Request[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    requests.push(request.clone());
    return answer(request);
  };
  return { requests, fetch };
}

function saved(): Response {
  return new Response(CUSTOMER_JSON, { headers: { 'Content-Type': 'application/json' } });
}

function gatewayWith(fetch: typeof globalThis.fetch, changes: Partial<HttpGatewayOptions> = {}): Gateway {
  return httpGateway({ origin: ORIGIN, key: KEY, fetch, ...changes });
}

const EVERY_QUESTION: readonly (readonly [string, (gateway: Gateway) => Promise<unknown>])[] = [
  ['create', (gateway) => gateway.create(aWrite('customer', { name: 'A' }))],
  ['update', (gateway) => gateway.update(ID, aWrite('customer', { name: 'A' }))],
  ['view', (gateway) => gateway.view(ID, 'customer')],
  ['list', (gateway) => gateway.list(QUERY)],
];

describe('the request', () => {
  test('a create: POST to customers.json', async () => {
    const { requests, fetch } = fetchThat(saved);
    await gatewayWith(fetch).create(aWrite('supplier', { name: 'Ä' }));
    const [request] = requests;
    expect(request?.method).toBe('POST');
    expect(request?.url).toBe(`${ORIGIN}/api/2.0/customers.json`);
    expect(request?.headers.get('content-type')).toBe('application/json');
    expect(await request?.text()).toBe('{"customer":{"context_id":"10","name":"Ä"}}');
  });

  test('an edit: PUT to the account, nothing but the change', async () => {
    const { requests, fetch } = fetchThat(saved);
    await gatewayWith(fetch).update(ID, aWrite('customer', { fax: '' }));
    const [request] = requests;
    expect(request?.method).toBe('PUT');
    expect(request?.url).toBe(`${ORIGIN}/api/2.0/customers/${ID}.json`);
    expect(request?.headers.get('content-type')).toBe('application/json');
    expect(await request?.text()).toBe('{"customer":{"office_fax":""}}');
  });

  test('a view and a list: GET without a body', async () => {
    const { requests, fetch } = fetchThat(saved);
    const gateway = gatewayWith(fetch);
    await gateway.view(ID, 'customer');
    await gateway.list({ type: 'customer', page: 1, pageLimit: 1 });
    expect(requests.map((request) => [request.method, request.url, request.body])).toEqual([
      ['GET', `${ORIGIN}/api/2.0/customers/${ID}.json`, null],
      ['GET', `${ORIGIN}/api/2.0/customers.json?contextId=2&page=1&pageLimit=1`, null],
    ]);
  });

  test.each(EVERY_QUESTION)(
    '%s: the key in one header, no cookies, no cache, no redirects',
    async (_, ask) => {
      const { requests, fetch } = fetchThat(saved);
      await ask(gatewayWith(fetch, { key: 'schlüssel' }));
      const [request] = requests;
      // HTTP Basic: the key as the user name, x as the password, in UTF-8.
      const authorization = `Basic ${Buffer.from('schlüssel:x', 'utf8').toString('base64')}`;
      expect(request?.headers.get('authorization')).toBe(authorization);
      expect(request?.headers.get('accept')).toBe('application/json');
      expect(request).toMatchObject({ credentials: 'omit', cache: 'no-store', redirect: 'manual' });
      expect(request?.url).not.toContain('schl');
    },
  );

  test('an id that is no uuid stays one part of the path', async () => {
    const { requests, fetch } = fetchThat(saved);
    const gateway = gatewayWith(fetch);
    for (const id of ['..', '../items', 'a/b?c#d', '%2e%2e']) await gateway.view(id, 'customer');
    for (const request of requests) {
      const { pathname, search } = new URL(request.url);
      expect(pathname).toMatch(/^\/api\/2\.0\/customers\/[^/]+\.json$/);
      expect(search).toBe('');
    }
  });

  test.each([
    ['a failure', () => new Response('', { status: 500 })],
    ['a limit', () => new Response('', { status: 429, headers: { 'Retry-After': '0' } })],
    ['a missing page', () => new Response('', { status: 404 })],
    ['silence', () => Promise.reject(new TypeError('fetch failed'))],
  ])('is never repeated after %s', async (_, answer) => {
    for (const [, ask] of EVERY_QUESTION) {
      const { requests, fetch } = fetchThat(answer);
      await ask(gatewayWith(fetch));
      expect(requests).toHaveLength(1);
    }
  });
});

describe('without an answer', () => {
  const failing = (error: Error) => gatewayWith(() => Promise.reject(error)).create(aWrite('customer', {}));
  const silent = { ok: false, serverDate: null, retryAfter: null };

  test('no such host: nothing left', async () => {
    const cause = Object.assign(new Error('getaddrinfo ENOTFOUND nonexistent.invalid'), {
      code: 'ENOTFOUND',
      syscall: 'getaddrinfo',
    });
    expect(await failing(new TypeError('fetch failed', { cause }))).toEqual({
      ...silent,
      problem: { what: 'unreachable', detail: 'ENOTFOUND' },
      mayHaveActed: false,
    });
  });

  test('anything that nobody recognises: lost', async () => {
    expect(await failing(new TypeError('fetch failed'))).toEqual({
      ...silent,
      problem: { what: 'lost', detail: 'NO_ANSWER' },
      mayHaveActed: true,
    });
  });

  test('what the Host’s own fetch tells apart', async () => {
    expect(await failing(new NetworkFailure('ERR_INTERNET_DISCONNECTED', { left: false }))).toEqual({
      ...silent,
      problem: { what: 'unreachable', detail: 'ERR_INTERNET_DISCONNECTED' },
      mayHaveActed: false,
    });
    expect(await failing(new NetworkFailure('ERR_CONNECTION_RESET', { left: true }))).toEqual({
      ...silent,
      problem: { what: 'lost', detail: 'ERR_CONNECTION_RESET' },
      mayHaveActed: true,
    });
  });

  test.each([
    [301, true],
    [302, false],
    [308, true],
  ])('a redirect that the Host’s fetch would not hand over: %i', async (status, permanent) => {
    expect(await failing(new NetworkFailure('REDIRECTED', { left: true, redirected: { status } }))).toEqual({
      ...silent,
      problem: { what: 'redirected', status, permanent },
      mayHaveActed: true,
    });
  });

  test('a fetch that ignores its deadline is not waited for', async () => {
    const gateway = gatewayWith(() => new Promise<Response>(() => undefined), { timeouts: { answer: 1 } });
    expect(await gateway.view(ID, 'customer')).toMatchObject({
      problem: { what: 'lost', detail: 'TIMEOUT' },
      mayHaveActed: true,
    });
  });

  test('without a key nothing is sent', async () => {
    for (const [, ask] of EVERY_QUESTION) {
      const { requests, fetch } = fetchThat(saved);
      expect(await ask(gatewayWith(fetch, { key: '' }))).toMatchObject({
        problem: { what: 'key', reason: 'missing' },
        mayHaveActed: false,
      });
      expect(requests).toEqual([]);
    }
  });
});

test.each(['http://acme.salesbinder.com', 'https://key:x@acme.salesbinder.com', 'nonsense'])(
  'there is no gateway to %s, and the complaint repeats nothing',
  (origin) => {
    expect(() => httpGateway({ origin, key: KEY, fetch })).toThrow('The API key goes over https');
  },
);

test('whatever goes wrong, the key is in nothing that comes back', async () => {
  const token = Buffer.from(`${KEY}:x`).toString('base64');
  const troubles: (() => Promise<Response>)[] = [
    ...[200, 301, 400, 401, 403, 404, 405, 422, 429, 500].map(
      (status) => async () =>
        new Response(JSON.stringify({ message: `You sent ${KEY}`, errors: { name: [token] } }), {
          status,
          headers: { Location: `https://${KEY}:x@evil.example/`, Date: KEY, 'Retry-After': KEY },
        }),
    ),
    () => Promise.reject(Object.assign(new Error(KEY), { code: KEY, syscall: KEY, cause: KEY })),
    () => Promise.reject(new TypeError(`Failed: ${KEY}`)),
  ];
  for (const trouble of troubles) {
    for (const [, ask] of EVERY_QUESTION) {
      const told = JSON.stringify(await ask(gatewayWith(trouble)));
      expect(told).not.toContain(KEY);
      expect(told).not.toContain(token);
    }
  }
});
