import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { desktopFetch, keepToHttp1 } from '../../../electron/desktop/fetch.ts';
import { NetworkFailure } from '../../../electron/salesbinder/network-failure.ts';
import { StandInSession } from '../../support/stand-in-session.ts';

const electron = vi.hoisted(() => ({
  sessions: [] as { readonly name: string; readonly session: unknown; readonly options: unknown }[],
  switches: [] as string[],
}));
vi.mock('electron', () => ({
  app: { commandLine: { appendSwitch: (name: string) => electron.switches.push(name) } },
  session: {
    fromPartition: (name: string, options: unknown) => {
      const session = new StandInSession(name);
      electron.sessions.push({ name, session, options });
      return session;
    },
  },
}));

let server: Server;
let origin = '';
/** Each request's method and path, as the server saw it. */
let seen: string[] = [];
/** The server's behaviour, besides answering 200. */
let behaves: (
  request: IncomingMessage,
  requestsOnThisConnection: number,
) => 'answer' | 'hang up' | 'redirect';

beforeEach(async () => {
  electron.sessions.length = 0;
  seen = [];
  behaves = () => 'answer';
  const counts = new WeakMap<Socket, number>();
  server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      seen.push(`${request.method ?? ''} ${request.url ?? ''}`);
      const count = (counts.get(request.socket) ?? 0) + 1;
      counts.set(request.socket, count);
      const how = behaves(request, count);
      if (how === 'hang up') request.socket.destroy();
      else if (how === 'redirect')
        response.writeHead(301, { location: 'http://127.0.0.1:1/elsewhere' }).end();
      else response.end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('the desktop’s fetch', () => {
  it('never lets a create go out twice when a kept connection dies under it', async () => {
    const fetch = desktopFetch();
    await fetch(`${origin}/first`, { method: 'POST', body: '{}' });
    behaves = (_request, count) => (count > 1 ? 'hang up' : 'answer');
    await fetch(`${origin}/second`, { method: 'POST', body: '{}' });
    expect(seen).toEqual(['POST /first', 'POST /second']);
  });

  it('would, without a new connection for each (so the fake can show the fault)', async () => {
    const session = new StandInSession('bare');
    const post = (path: string) =>
      session.fetch(new Request(`${origin}${path}`, { method: 'POST', body: '{}', credentials: 'omit' }));
    await post('/first');
    behaves = (_request, count) => (count > 1 ? 'hang up' : 'answer');
    await post('/second');
    expect(seen).toEqual(['POST /first', 'POST /second', 'POST /second']);
  });

  it('sends one create after the other, each over a new connection, apart from everything else', async () => {
    const fetch = desktopFetch();
    await Promise.all([
      fetch(`${origin}/a`, { method: 'POST', body: '1' }),
      fetch(`${origin}/list`),
      fetch(`${origin}/b`, { method: 'POST', body: '2' }),
      fetch(`${origin}/c`, { method: 'PUT', body: '3' }),
    ]);
    const logs = Object.fromEntries(
      electron.sessions.map(({ name, session }) => [name, (session as StandInSession).log]),
    );
    expect(logs['salesbinder-creates']).toEqual(['close', 'fetch POST', 'close', 'fetch POST']);
    expect(logs['salesbinder']).toEqual(['fetch GET', 'fetch PUT']);
  });

  it('asks whether a request may leave when it is handed over: after all that a create waits for', async () => {
    const fetch = desktopFetch();
    const logOf = (name: string): string[] =>
      (electron.sessions.find((one) => one.name === name)?.session as StandInSession).log;
    const asks = (name: string) => () => void logOf(name).push('asked');
    await fetch(`${origin}/a`, { method: 'POST', body: '1' }, asks('salesbinder-creates'));
    await fetch(`${origin}/c`, { method: 'PUT', body: '3' }, asks('salesbinder'));
    expect(logOf('salesbinder-creates')).toEqual(['close', 'asked', 'fetch POST']);
    expect(logOf('salesbinder')).toEqual(['asked', 'fetch PUT']);
  });

  it.each(['POST', 'PUT', 'GET'])('sends no %s that may no longer leave, and goes on', async (method) => {
    const fetch = desktopFetch();
    const taken = new NetworkFailure('FOLDER_TAKEN', { left: false });
    const refused = fetch(`${origin}/a`, { method }, () => {
      throw taken;
    });
    await expect(refused).rejects.toBe(taken);
    await fetch(`${origin}/b`, { method });
    expect(seen).toEqual([`${method} /b`]);
  });

  it('goes on after a create that failed', async () => {
    const fetch = desktopFetch();
    behaves = () => 'hang up';
    await expect(fetch(`${origin}/a`, { method: 'POST', body: '1' })).rejects.toMatchObject({ left: true });
    behaves = () => 'answer';
    expect((await fetch(`${origin}/b`, { method: 'POST', body: '1' })).status).toBe(200);
  });

  it('keeps nothing of its own on disk', () => {
    desktopFetch();
    for (const { name, options } of electron.sessions) {
      expect(name).not.toMatch(/^persist:/);
      expect(options).toEqual({ cache: false });
    }
  });

  it('says that nothing left when there was no connection', async () => {
    server.close();
    await once(server, 'close');
    const failure: unknown = await desktopFetch()(origin).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NetworkFailure);
    expect(failure).toMatchObject({ left: false, code: 'ERR_CONNECTION_REFUSED' });
  });

  it('says that it may have left when the answer did not come', async () => {
    behaves = () => 'hang up';
    await expect(desktopFetch()(origin)).rejects.toMatchObject({ left: true, code: 'ERR_EMPTY_RESPONSE' });
  });

  it('follows no redirect and says with which status it was sent elsewhere', async () => {
    behaves = () => 'redirect';
    const failure = desktopFetch()(origin, { redirect: 'manual' });
    await expect(failure).rejects.toMatchObject({ redirected: { status: 301 } });
  });

  it('speaks HTTP/1.1, where nothing is sent over again behind its back', () => {
    electron.switches.length = 0;
    keepToHttp1();
    expect(electron.switches).toEqual(['disable-http2', 'disable-quic']);
  });
});
