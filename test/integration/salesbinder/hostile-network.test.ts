import { gzipSync } from 'node:zlib';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { HTML_TYPE, hostileRig, ID, JSON_TYPE, KEY, PAGE, SAVED } from '../../support/hostile-rig.ts';
import { answer, dripping, head, startHostileServer } from '../../support/hostile-server.ts';
import type { HostileServer } from '../../support/hostile-server.ts';
import { aWrite } from '../../support/a-write.ts';

const { on, gatewayTo, everyAnswer, expectEverywhere } = hostileRig();

describe('on the wire', () => {
  test('a create is one POST with a length, the key in its header alone', async () => {
    expect(await gatewayTo(on().origin).create(aWrite('customer', { name: 'Zoë' }))).toMatchObject({
      ok: true,
    });
    expect(on().heard).toHaveLength(1);
    const [heard] = on().heard;
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
    expect(on().heard.map((heard) => heard.headers.has('cookie'))).toEqual([false, false, false, false]);
  });
});

describe('a portal or a proxy', () => {
  test('a sign-in page where JSON was due', () =>
    expectEverywhere(answer(200, HTML_TYPE, PAGE), { what: 'portal', status: 200 }, true));

  test('a sign-in page that calls itself JSON', () =>
    expectEverywhere(answer(200, JSON_TYPE, PAGE), { what: 'portal', status: 200 }, true));

  test('Network Authentication Required', () =>
    expectEverywhere(answer(511, HTML_TYPE, PAGE), { what: 'portal', status: 511 }, true));

  test('a proxy’s own 404 stops a write, and tells a reading that the address may be wrong', async () => {
    const { create, update, view, list } = await everyAnswer(answer(404, HTML_TYPE, PAGE));
    const blocked = { problem: { what: 'blocked', status: 404 }, mayHaveActed: true };
    const wrong = { problem: { what: 'wrong-address', status: 404 }, mayHaveActed: false };
    expect([create, update]).toMatchObject([blocked, blocked]);
    expect([view, list]).toMatchObject([wrong, wrong]);
  });

  test('a gateway’s page of trouble', () =>
    expectEverywhere(answer(502, HTML_TYPE, PAGE), { what: 'trouble', status: 502 }, true));

  test('JSON that means something else', () =>
    expectEverywhere(
      answer(200, JSON_TYPE, '{"status":"ok","customer":true}'),
      { what: 'unclear', status: 200 },
      true,
    ));
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
    await eventually(() => expect(gone).toBe(on().heard.length));
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
    const told = await gatewayTo(await closedOrigin()).create(aWrite('customer', { name: 'Acme' }));
    expect(told).toMatchObject({
      problem: { what: 'unreachable', detail: 'ECONNREFUSED' },
      mayHaveActed: false,
    });
  });

  test('a kept connection that dies under a create: lost, and not sent twice', async () => {
    const kept = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${SAVED.length}\r\n\r\n`;
    const used = new Set<object>();
    on().behave((socket) => {
      if (used.has(socket)) socket.resetAndDestroy();
      else socket.write(kept + SAVED);
      used.add(socket);
    });
    const gateway = gatewayTo(on().origin);
    const told: boolean[] = [];
    // Node decides when it uses a connection again; it does within a few requests.
    while (told.at(-1) !== false && told.length < 50) {
      const answered = await gateway.create(aWrite('customer', { name: `Account ${told.length}` }));
      told.push(answered.ok);
      if (!answered.ok) expect(answered).toMatchObject({ problem: { what: 'lost' }, mayHaveActed: true });
    }
    expect(told.at(-1)).toBe(false);
    expect(on().heard).toHaveLength(told.length);
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
