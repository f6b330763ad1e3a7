import { request } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { ACCOUNTS, call, create, customer, halfRequest, KEY, startSite, until } from './site.ts';

const REQUIRED = { _required: 'This field is required' };

describe('values that are refused', () => {
  test.each<[string, object, object]>([
    ['no name', { context_id: '2' }, { name: REQUIRED }],
    ['a blank name', { context_id: '2', name: ' ' }, { name: { _empty: 'This field cannot be left empty' } }],
    ['no type', { name: 'A' }, { context_id: REQUIRED }],
    [
      'an unknown type',
      { name: 'A', context_id: 6 },
      { context_id: { inList: 'The provided value is invalid' } },
    ],
    ['neither', {}, { name: REQUIRED, context_id: REQUIRED }],
    [
      'a list for a text',
      { context_id: 2, name: ['A'] },
      { name: { scalar: 'The provided value is invalid' } },
    ],
  ])('%s', async (_, fields, errors) => {
    const practice = await startSite();
    const heard = await call(practice, ACCOUNTS, { body: { customer: fields } });
    expect(heard.status).toBe(422);
    expect(heard.json).toEqual({ message: { errors } });
    expect(practice.accounts()).toEqual([]);
  });

  test.each(['sales', 'sales@', '@acme.example', 'a b@acme.example', 'sales@acme', 'sales@acme..example'])(
    'the e-mail %s, on adding and on editing',
    async (office_email) => {
      const practice = await startSite();
      const id = await create(practice, { office_email: '' });
      const errors = { office_email: { email: 'The provided value is invalid' } };
      const added = await call(practice, ACCOUNTS, { body: customer({ office_email }) });
      const edited = await call(practice, `/api/2.0/customers/${id}.json`, {
        method: 'PUT',
        body: { customer: { office_email, url: 'new' } },
      });
      expect([added.status, added.json]).toEqual([422, { message: { errors } }]);
      expect([edited.status, edited.json]).toEqual([422, { message: { errors } }]);
      expect(practice.accounts()).toMatchObject([{ id, values: { office_email: '', url: '' } }]);
    },
  );

  test('in XML as well', async () => {
    const practice = await startSite();
    const heard = await call(practice, '/api/2.0/customers.xml', {
      body: '<customer><context_id>2</context_id></customer>',
    });
    expect(heard.status).toBe(422);
    expect(heard.text.replace(/\s+</g, '<')).toContain(
      '<message><errors><name><_required>This field is required</_required></name></errors></message>',
    );
  });
});

describe('the key', () => {
  test('a wrong one, or none, is 401 for every call, and nothing is done', async () => {
    const practice = await startSite();
    for (const key of ['wrong', '', null]) {
      expect((await call(practice, ACCOUNTS, { key, body: customer({}) })).status).toBe(401);
      expect((await call(practice, `${ACCOUNTS}?contextId=2`, { key })).status).toBe(401);
    }
    expect(practice.accounts()).toEqual([]);
  });

  test('is in no line of the log, which tells only whether it was right', async () => {
    const practice = await startSite();
    await call(practice, ACCOUNTS, { body: customer({}) });
    await call(practice, ACCOUNTS, { key: 'another-secret' });
    await call(practice, ACCOUNTS, { key: null });
    expect(practice.log().map((entry) => entry.auth)).toEqual(['right', 'wrong', 'missing']);
    const written = JSON.stringify(practice.log());
    for (const key of [KEY, 'another-secret']) {
      expect(written).not.toContain(key);
      expect(written).not.toContain(Buffer.from(`${key}:x`).toString('base64'));
    }
  });

  test('a newly generated one shuts the old one out', async () => {
    const practice = await startSite();
    practice.setKey('the-next-key');
    expect((await call(practice, ACCOUNTS)).status).toBe(401);
    expect((await call(practice, ACCOUNTS, { key: 'the-next-key' })).status).toBe(200);
  });
});

describe('bad requests', () => {
  test.each([
    '{"customer":',
    '[]',
    'null',
    '{"customer":[]}',
    '{"customer":null}',
    '"x"',
    '\u0000',
    '[['.repeat(50_000),
  ])('a body of %.20s is 400', async (body) => {
    const practice = await startSite();
    expect((await call(practice, ACCOUNTS, { body })).status).toBe(400);
  });

  test('a body that is not UTF-8 is 400', async () => {
    const practice = await startSite();
    expect(
      await statusOf(practice.origin, Buffer.from('{"customer":{"context_id":2,"name":"\u00ff"}}', 'latin1')),
    ).toBe(400);
  });

  test('no body is 400, on adding and on editing', async () => {
    const practice = await startSite();
    const id = await create(practice, {});
    expect((await call(practice, ACCOUNTS, { method: 'POST' })).status).toBe(400);
    expect((await call(practice, `/api/2.0/customers/${id}.json`, { method: 'PUT' })).status).toBe(400);
  });

  test('a body over the cap is 413 and the line stays good', async () => {
    const practice = await startSite({ maxBytes: 1_000 });
    const heard = await call(practice, ACCOUNTS, { body: customer({ name: 'x'.repeat(200_000) }) });
    expect(heard.status).toBe(413);
    expect((await call(practice, ACCOUNTS)).status).toBe(200);
  });

  test.each([
    '/',
    '/api/',
    '/api/2.0/contacts.json',
    '/api/customers.json',
    '/api/2.0/customers',
    '/api/2.0/customers/..json',
  ])('nothing is at %s', async (path) => {
    const practice = await startSite();
    expect((await call(practice, path)).status).toBe(404);
  });

  test('an unknown id is 404', async () => {
    const practice = await startSite();
    expect(
      (await call(practice, '/api/2.0/customers/19d367c8-97c7-409f-bf67-2ad543493648.json')).status,
    ).toBe(404);
  });

  test.each([
    ['DELETE', ACCOUNTS],
    ['PATCH', ACCOUNTS],
    ['POST', '/api/2.0/customers/1.json'],
    ['POST', '/api/2.0/deleted_log.json'],
    ['GET', '/api/2.0/customers.xml'],
    ['GET', '/api/2.0/customers/1.xml'],
  ])('%s %s is not a way to ask', async (method, path) => {
    const practice = await startSite();
    const heard = await call(practice, path, { method });
    expect(heard.status).toBe(405);
    expect(heard.headers.get('allow')).not.toContain(method);
  });

  test('what is no HTTP is hung up on, and a client that leaves in the middle hurts nobody', async () => {
    const practice = await startSite();
    const port = Number(new URL(practice.origin).port);
    const noise = connect(port, '127.0.0.1', () => noise.write('\u0016\u0003\u0001 hello\r\n\r\n'));
    noise.resume();
    await once(noise, 'close');
    const leaver = await halfRequest(practice);
    leaver.destroy();
    await until(() => practice.log().length === 1);
    expect(practice.log()).toMatchObject([{ unreadable: 'cut-short', status: 'dropped' }]);
    expect(await create(practice, {})).toMatch(/^[0-9a-f-]{36}$/);
    expect(practice.accounts()).toHaveLength(1);
  });
});

describe('a page in a browser', () => {
  const form = { 'Content-Type': 'text/plain', Origin: 'https://evil.example' };
  test.each<[string, Record<string, string>, number]>([
    ['of another site, by a form', form, 403],
    ['of a sandboxed frame', { 'Content-Type': 'text/plain', Origin: 'null' }, 403],
    ['that says by itself that it is from elsewhere', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['of another port of this computer', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['under a name that somebody pointed here', { Host: 'evil.example' }, 421],
    ['of this server itself', { Origin: 'http://127.0.0.1' }, 403],
  ])('%s creates nothing, with the right key too', async (_, headers, status) => {
    const practice = await startSite();
    const body = Buffer.from(JSON.stringify(customer({})));
    expect(await statusOf(practice.origin, body, headers)).toBe(status);
    expect(practice.accounts()).toEqual([]);
    expect(practice.log()).toEqual([]);
  });

  test('a program that was given the address is let in, under either name of this computer', async () => {
    const practice = await startSite();
    const body = Buffer.from(JSON.stringify(customer({})));
    const { port } = new URL(practice.origin);
    expect(await statusOf(practice.origin, body, { 'Sec-Fetch-Site': 'none' })).toBe(200);
    expect(await statusOf(practice.origin, body, { Host: `localhost:${port}` })).toBe(200);
    expect(practice.accounts()).toHaveLength(2);
  });
});

/** Bytes as they are: fetch's string bodies are always UTF-8. */
async function statusOf(
  origin: string,
  body: Buffer,
  more: Readonly<Record<string, string>> = {},
): Promise<number | undefined> {
  const headers = { Authorization: `Basic ${Buffer.from(`${KEY}:x`).toString('base64')}`, ...more };
  const sent = request(`${origin}${ACCOUNTS}`, { method: 'POST', headers, agent: false });
  const answered = new Promise<number | undefined>((resolve, reject) => {
    sent.on('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
  });
  sent.end(body);
  return answered;
}
