import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { nodeFetch } from '../../../electron/browser/fetch.ts';
import { NetworkFailure, networkFailureOf } from '../../../electron/salesbinder/network-failure.ts';

let server: Server;
let origin = '';
let seen: string[] = [];

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''}`);
    request.resume().on('end', () => response.end('{}'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const POST = { method: 'POST', body: '{}' };
const taken = new NetworkFailure('FOLDER_TAKEN', { left: false });

async function post(path: string, assertMayLeave: () => void): Promise<unknown> {
  const answer = await nodeFetch(`${origin}${path}`, POST, assertMayLeave);
  return answer.text();
}

describe('browser mode’s fetch', () => {
  it('asks whether the request may leave once it is connected, and before the server has seen anything', async () => {
    const connected = (): void => void seen.push('connected');
    const asked = (): void => void seen.push('asked');
    subscribe('undici:client:connected', connected);
    onTestFinished(() => void unsubscribe('undici:client:connected', connected));
    await post('/first', asked);
    await post('/second', asked);
    expect(seen.slice(0, 3)).toEqual(['connected', 'asked', 'POST /first']);
    expect(seen.slice(-2)).toEqual(['asked', 'POST /second']);
  });

  it.each([
    ['a new connection', async (): Promise<void> => undefined],
    [
      'a kept one',
      async (): Promise<void> => {
        await post('/first', () => undefined);
      },
    ],
  ])('sends nothing over %s when it may no longer leave, and says so', async (_, before) => {
    await before();
    const had = seen.length;
    const failure: unknown = await post('/late', () => {
      throw taken;
    }).catch((error: unknown) => error);
    expect(networkFailureOf(failure)).toBe(taken);
    // The server has been through everything that came before this one.
    await post('/next', () => undefined);
    expect(seen.slice(had)).toEqual(['POST /next']);
  });

  it('asks for each request by itself, whichever connection it takes', async () => {
    const refuse = (): void => {
      throw taken;
    };
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, at) => post(`/${at}`, at % 3 === 0 ? refuse : () => undefined)),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(
      Array.from({ length: 12 }, (_, at) => (at % 3 === 0 ? 'rejected' : 'fulfilled')),
    );
    expect(seen.toSorted()).toEqual(
      Array.from({ length: 12 }, (_, at) => `POST /${at}`)
        .filter((_, at) => at % 3 !== 0)
        .toSorted(),
    );
  });
});
