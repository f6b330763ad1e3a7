import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { dropAfter } from '../../../electron/practice/faults.ts';
import { startPractice } from '../../../electron/practice/practice.ts';
import { DeskPage, KEY } from '../../support/desk-page.ts';
import { callIn, realElectron } from '../../support/real-electron.ts';

// Chromium sends a request again by itself when a reused connection dies before the answer's first byte. POST too.

const real = realElectron();
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** Answers the first request on a connection, and takes every later one without an answer. */
async function dyingServer(): Promise<{ readonly origin: string; readonly seen: readonly string[] }> {
  const seen: string[] = [];
  const onIt = new WeakMap<Socket, number>();
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      seen.push(`${String(request.method)} ${String(request.url)}`);
      const count = (onIt.get(request.socket) ?? 0) + 1;
      onIt.set(request.socket, count);
      if (count > 1) request.socket.destroy();
      else response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  );
  return { origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, seen };
}

describe('a POST on a reused connection that dies', () => {
  it('is sent twice by a plain session (so that the fault is known to be there)', async () => {
    const { origin, seen } = await dyingServer();
    const { electron } = await real.open();
    await electron.evaluate(async ({ session }, base) => {
      const plain = session.fromPartition('control');
      for (const path of ['first', 'second']) {
        await plain.fetch(`${base}/${path}`, { method: 'POST', body: '{}' }).catch(() => undefined);
      }
    }, origin);
    expect(seen).toEqual(['POST /first', 'POST /second', 'POST /second']);
  });

  it('is sent once by the app, which then looks what became of it', async () => {
    const site = await startPractice({ key: KEY, seeded: false, limits: null });
    ends.push(() => site.stop());
    const { page } = await real.open({ salesbinder: site.origin });
    const app = new DeskPage({ page, address: '', said: () => '', quit: nothing, kill: nothing });
    await callIn(page, 'connect', { address: 'acme', key: KEY, keepKey: false });
    await app.button('New account').waitFor();
    await app.capture({ type: 'Customer', main: { 'Business name': 'First' } });
    await app.reads('First', 'Sent');
    site.plan((request) => (request.method === 'POST' ? dropAfter : null));
    await app.capture({ type: 'Customer', main: { 'Business name': 'Second' } });
    await app.reads('Second', 'Sent');
    expect(site.log().filter(({ method }) => method === 'POST')).toHaveLength(2);
    expect(site.accounts().map(({ values }) => values.name)).toEqual(['First', 'Second']);
  });
});

const nothing = (): Promise<never> => Promise.reject(new Error('The rig ends it'));
