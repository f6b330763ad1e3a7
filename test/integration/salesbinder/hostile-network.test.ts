import { gzipSync } from 'node:zlib';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Gateway } from '../../../electron/salesbinder/gateway.ts';
import { httpGateway } from '../../../electron/salesbinder/http-gateway.ts';
import { eventually } from '../../support/eventually.ts';
import { answer, dripping, head, startHostileServer } from '../../support/hostile-server.ts';
import type { Behaviour, HostileServer } from '../../support/hostile-server.ts';

const KEY = 'q7v2m9x4k1c8z5b3n6l0j7h4g1f8d5s2a9p6o3i';
const ID = '19d367c8-97c7-409f-bf67-2ad543493648';
const SAVED = JSON.stringify({ message: 'Saved', customer: { id: ID, name: 'Acme' } });
const JSON_TYPE = { 'Content-Type': 'application/json' };
const HTML_TYPE = { 'Content-Type': 'text/html; charset=utf-8' };
const PAGE = '<!doctype html><title>Hotel</title><form action="/login">Room number?</form>';

/** Long enough that a slow machine is through with an answer that does come. */
const ROOM = { answer: 120_000 };

let server: HostileServer;

beforeEach(async () => {
  server = await startHostileServer(answer(200, JSON_TYPE, SAVED));
});

afterEach(() => server.stop());

function gatewayTo(origin: string, changes: { timeouts?: { answer: number } } = {}): Gateway {
  const maxBytes = { one: 200_000, list: 1_000_000 };
  return httpGateway({ origin, key: KEY, fetch: globalThis.fetch, timeouts: ROOM, maxBytes, ...changes });
}

/** The same behaviour to all four questions. */
async function everyAnswer(behaviour: Behaviour, changes: { timeouts?: { answer: number } } = {}) {
  server.behave(behaviour);
  const gateway = gatewayTo(server.origin, changes);
  return {
    create: await gateway.create('customer', { name: 'Acme' }),
    update: await gateway.update(ID, 'customer', { name: 'Acme' }),
    view: await gateway.view(ID, 'customer'),
    list: await gateway.list({ type: 'customer', page: 1, pageLimit: 1 }),
  };
}

async function expectEverywhere(behaviour: Behaviour, problem: object, mayHaveActed: boolean): Promise<void> {
  const answers = await everyAnswer(behaviour);
  for (const [question, told] of Object.entries(answers)) {
    expect(told, question).toMatchObject({ ok: false, problem, mayHaveActed });
  }
  // One request a question, whatever happened to it.
  expect(server.heard).toHaveLength(4);
}

describe('on the wire', () => {
  test('a create is one POST with a length, the key in its header alone', async () => {
    expect(await gatewayTo(server.origin).create('customer', { name: 'Zoë' })).toMatchObject({ ok: true });
    expect(server.heard).toHaveLength(1);
    const [heard] = server.heard;
    expect(heard).toMatchObject({
      method: 'POST',
      path: '/api/2.0/customers.json',
      body: '{"customer":{"context_id":"2","name":"Zoë"}}',
    });
    expect(Object.fromEntries(heard?.headers ?? [])).toMatchObject({
      authorization: `Basic ${Buffer.from(`${KEY}:x`).toString('base64')}`,
      accept: 'application/json',
      'content-type': 'application/json',
      'content-length': '45',
    });
    expect(heard?.headers.has('transfer-encoding')).toBe(false);
    expect(heard?.headers.has('cookie')).toBe(false);
  });

  test('compressed answers are read', async () => {
    const zipped = gzipSync(SAVED);
    const { create } = await everyAnswer(answer(200, { ...JSON_TYPE, 'Content-Encoding': 'gzip' }, zipped));
    expect(create).toMatchObject({ ok: true, value: { id: ID } });
  });

  test('cookies are neither kept nor sent', async () => {
    await everyAnswer(answer(200, { ...JSON_TYPE, 'Set-Cookie': 'portal=1; Path=/' }, SAVED));
    expect(server.heard.map((heard) => heard.headers.has('cookie'))).toEqual([false, false, false, false]);
  });
});

describe('a portal or a proxy', () => {
  test('a sign-in page where JSON was due', () =>
    expectEverywhere(answer(200, HTML_TYPE, PAGE), { what: 'portal', status: 200 }, true));

  test('a sign-in page that calls itself JSON', () =>
    expectEverywhere(answer(200, JSON_TYPE, PAGE), { what: 'portal', status: 200 }, true));

  test('Network Authentication Required', () =>
    expectEverywhere(answer(511, HTML_TYPE, PAGE), { what: 'portal', status: 511 }, true));

  test('a proxy’s own 404', () =>
    expectEverywhere(answer(404, HTML_TYPE, PAGE), { what: 'wrong-address', status: 404 }, false));

  test('a gateway’s page of trouble', () =>
    expectEverywhere(answer(502, HTML_TYPE, PAGE), { what: 'trouble', status: 502 }, true));

  test('JSON that means something else', () =>
    expectEverywhere(
      answer(200, JSON_TYPE, '{"status":"ok","customer":true}'),
      { what: 'portal', status: 200 },
      true,
    ));
});

describe('a body that is not what it should be', () => {
  const portal = { what: 'portal', status: 200 };

  test('JSON that ends too soon though all that was promised came', () =>
    expectEverywhere(answer(200, JSON_TYPE, SAVED.slice(0, -2)), portal, true));

  test('a warning before the JSON', () =>
    expectEverywhere(answer(200, JSON_TYPE, `<b>Notice</b>: x${SAVED}`), portal, true));

  test('a BOM before the JSON is none', async () => {
    const { create, update } = await everyAnswer(answer(200, JSON_TYPE, `\uFEFF${SAVED}`));
    expect([create.ok, update.ok]).toEqual([true, true]);
  });

  test('JSON nested a hundred thousand deep', async () => {
    const depth = 100_000;
    const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    await expectEverywhere(
      answer(200, JSON_TYPE, `{"count":"1","customer":{"id":${nested}},"customers":{"a":${nested}}}`),
      portal,
      true,
    );
  });

  test('nested rows and reasons', async () => {
    const nested = `${'[{"errors":'.repeat(10_000)}1${'}]'.repeat(10_000)}`;
    const { list } = await everyAnswer(answer(200, JSON_TYPE, `{"count":"1","customers":${nested}}`));
    expect(list).toMatchObject({ ok: true, value: { count: 1, accounts: [] } });
    const { create } = await everyAnswer(answer(422, JSON_TYPE, `{"message":${nested}}`));
    expect(create).toMatchObject({ ok: false, problem: { what: 'refused', fields: {} } });
  });

  test('wrong types everywhere are not mentioned rather than believed', async () => {
    const customer = {
      ...{ id: ID, name: { a: 1 }, office_email: ['x'], office_phone: true, url: 7, customer_number: 'x' },
      ...{ context_id: 'supplier', created: 5, modified: {} },
    };
    const { create } = await everyAnswer(
      answer(200, JSON_TYPE, JSON.stringify({ message: 'Saved', customer })),
    );
    expect(create).toMatchObject({
      ok: true,
      value: { id: ID, number: null, type: null, values: { url: '7' }, created: null, modified: null },
    });
  });

  test('bytes that are not UTF-8', () =>
    expectEverywhere(
      answer(200, JSON_TYPE, Buffer.from(SAVED.replace('Acme', 'Acm\xe9'), 'latin1')),
      portal,
      true,
    ));

  test('compressed bytes that end too soon', () =>
    expectEverywhere(
      answer(200, { ...JSON_TYPE, 'Content-Encoding': 'gzip' }, gzipSync(SAVED).subarray(0, 40)),
      portal,
      true,
    ));

  test('more than any answer has, promised', () =>
    expectEverywhere(answer(200, JSON_TYPE, `${SAVED}${' '.repeat(2_000_000)}`), portal, true));

  test('more than any answer has, unpacked', () =>
    expectEverywhere(
      answer(200, { ...JSON_TYPE, 'Content-Encoding': 'gzip' }, gzipSync(`${SAVED}${' '.repeat(5_000_000)}`)),
      portal,
      true,
    ));

  test('a body without end is left, and what the status said still counts', async () => {
    const gone: string[] = [];
    const endless = dripping(
      head(500, JSON_TYPE, 1_000_000_000),
      'x'.repeat(300_000),
      1,
      () => void gone.push('gone'),
    );
    await expectEverywhere(endless, { what: 'trouble', status: 500 }, true);
    await eventually(() => expect(gone).toHaveLength(4));
  });
});

describe('an answer that does not come', () => {
  test('a slow drip ends at the deadline, and the connection with it', async () => {
    let gone = 0;
    const drip = dripping(head(200, JSON_TYPE, 1_000_000), ' ', 20, () => (gone += 1));
    const answers = await everyAnswer(drip, { timeouts: { answer: 300 } });
    for (const told of Object.values(answers)) {
      expect(told).toMatchObject({ problem: { what: 'lost', detail: 'TIMEOUT' }, mayHaveActed: true });
    }
    // A machine that was busy for the whole time may not have heard each of them.
    await eventually(() => expect(gone).toBe(server.heard.length));
    expect(gone).toBeGreaterThan(0);
  });

  test('silence ends at the deadline', async () => {
    const answers = await everyAnswer(() => undefined, { timeouts: { answer: 300 } });
    for (const told of Object.values(answers)) {
      expect(told).toMatchObject({ problem: { what: 'lost', detail: 'TIMEOUT' }, mayHaveActed: true });
    }
  });

  const lost = { what: 'lost' };

  test('a reset before the first byte', () =>
    expectEverywhere((socket) => socket.resetAndDestroy(), lost, true));

  test('a closed connection before the first byte', () =>
    expectEverywhere((socket) => socket.end(), lost, true));

  test('a reset within the head', () =>
    expectEverywhere((socket) => socket.write('HTTP/1.1 200 O', () => socket.resetAndDestroy()), lost, true));

  test('a reset within the body', () =>
    expectEverywhere(
      (socket) =>
        socket.write(Buffer.concat([head(200, JSON_TYPE, 10_000), Buffer.from(SAVED)]), () =>
          socket.resetAndDestroy(),
        ),
      lost,
      true,
    ));

  test('fewer bytes than were promised, though they look whole', () =>
    expectEverywhere(
      (socket) => socket.end(Buffer.concat([head(200, JSON_TYPE, SAVED.length + 1), Buffer.from(SAVED)])),
      lost,
      true,
    ));

  test('a chunked answer without its last chunk, though it looks whole', () =>
    expectEverywhere(
      (socket) =>
        socket.end(
          `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n` +
            `${SAVED.length.toString(16)}\r\n${SAVED}\r\n`,
        ),
      lost,
      true,
    ));

  test('something that is not HTTP', () =>
    expectEverywhere((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'), lost, true));

  test('nobody listens: nothing left', async () => {
    const told = await gatewayTo(await closedOrigin()).create('customer', { name: 'Acme' });
    expect(told).toMatchObject({
      problem: { what: 'unreachable', detail: 'ECONNREFUSED' },
      mayHaveActed: false,
    });
  });

  test('a kept connection that dies under a create: lost, and not sent twice', async () => {
    const kept = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${SAVED.length}\r\n\r\n`;
    const used = new Set<object>();
    server.behave((socket) => {
      if (used.has(socket)) socket.resetAndDestroy();
      else socket.write(kept + SAVED);
      used.add(socket);
    });
    const gateway = gatewayTo(server.origin);
    const told: boolean[] = [];
    // Node decides when it uses a connection again; it does within a few requests.
    while (told.at(-1) !== false && told.length < 50) {
      const answered = await gateway.create('customer', { name: `Account ${told.length}` });
      told.push(answered.ok);
      if (!answered.ok) expect(answered).toMatchObject({ problem: { what: 'lost' }, mayHaveActed: true });
    }
    expect(told.at(-1)).toBe(false);
    expect(server.heard).toHaveLength(told.length);
  });
});

describe('a redirect', () => {
  let elsewhere: HostileServer;

  beforeEach(async () => {
    elsewhere = await startHostileServer(answer(200, JSON_TYPE, SAVED));
  });

  afterEach(() => elsewhere.stop());

  test.each([
    [301, true],
    [302, false],
    [303, false],
    [307, false],
    [308, true],
  ])('%i is not followed, and nothing is heard where it points', async (status, permanent) => {
    const away = answer(status, { Location: `${elsewhere.origin}/api/2.0/customers.json` }, '');
    await expectEverywhere(away, { what: 'redirected', status, permanent }, true);
    expect(elsewhere.connections()).toBe(0);
  });

  test('not within the same origin either', async () => {
    await expectEverywhere(
      answer(307, { Location: '/api/2.0/customers.json' }, ''),
      { what: 'redirected', status: 307, permanent: false },
      true,
    );
  });
});

/** A port that was free a moment ago. */
async function closedOrigin(): Promise<string> {
  const listener = createServer();
  await new Promise<void>((ready) => listener.listen(0, '127.0.0.1', ready));
  const { port } = listener.address() as AddressInfo;
  await new Promise((closed) => listener.close(closed));
  return `http://127.0.0.1:${port}`;
}
