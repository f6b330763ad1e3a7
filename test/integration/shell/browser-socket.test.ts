import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Entry } from '../../../electron/browser/entry.ts';
import { openWindow, startBrowserMode } from '../../support/browser-mode.ts';
import type { Running } from '../../support/browser-mode.ts';
import { FakeApp } from '../../support/fake-app.ts';
import { knock } from '../../support/knock.ts';

let running: Running;
beforeEach(async () => {
  running = await startBrowserMode();
});
afterEach(async () => {
  await running.stop();
});

describe('the socket', () => {
  it('carries calls and their answers, and events back', async () => {
    const window = openWindow(running, 'one');
    expect(await window.invoke('rows', { since: 3 })).toEqual({
      ok: true,
      value: { name: 'rows', input: { since: 3 } },
    });
    running.app.emit({ is: 'opened' });
    await window.event('opened');
  });

  it('answers what is no call with a refusal and goes on', async () => {
    const window = openWindow(running, 'one');
    expect(await window.invoke('__proto__', null)).toMatchObject({
      ok: false,
      problem: { what: 'bad-call' },
    });
    expect(await window.invoke('rows', { since: 'x' })).toMatchObject({
      ok: false,
      problem: { what: 'bad-call' },
    });
    expect(await window.invoke('open', null)).toMatchObject({ ok: true });
    expect(running.app.asked.map(({ name }) => name)).toEqual(['open']);
  });

  it.each([
    ['no token', { protocols: ['fieldbinder', 'x'.repeat(43), 'new.a'] }],
    ['a shorter token', { protocols: ['fieldbinder', 'x', 'new.a'] }],
    ['no subprotocol', { protocols: [] }],
    ['no claim', { claim: null }],
    ['a claim of no kind', { claim: 'first.a' }],
    ['another page’s origin', { origin: 'http://evil.example' }],
    ['no origin', { origin: null }],
    ['the origin "null" of a file', { origin: 'null' }],
    ['the origin of another port', { origin: 'http://127.0.0.1:1' }],
    ['another host name', { host: 'evil.example' }],
  ] as const)('is refused with %s', async (_why, fault) => {
    expect(await knock(running, fault)).toBe(403);
  });

  it('opens with everything in place', async () => {
    expect(await knock(running)).toBe(101);
  });

  it.each(['no json', '[]', '{"id":"1","call":"open"}', '{"id":1,"call":7}', 'null'])(
    'is closed on the message %s, and the app is asked nothing',
    async (message) => {
      const socket = new WebSocket(address(), ['fieldbinder', running.token, 'new.a'], { origin: own() });
      await once(socket, 'open');
      socket.send(message);
      const [code] = (await once(socket, 'close')) as [number];
      expect(code).toBe(1008);
      expect(running.app.asked).toEqual([]);
    },
  );

  it('is closed on a message over the limit, and the next window is served', async () => {
    const socket = new WebSocket(address(), ['fieldbinder', running.token, 'new.a'], { origin: own() });
    await once(socket, 'open');
    socket.send('x'.repeat(8_000_001));
    await once(socket, 'close');
    expect(await openWindow(running, 'two').invoke('open', null)).toMatchObject({ ok: true });
  });
});

describe('the window that is opened for the person', () => {
  const opening = async () => {
    const own = await startBrowserMode(new FakeApp(), true);
    const ticket = new URL(own.opened ?? '').hash.slice(1);
    return { own, ticket, asWindow: { port: own.port, token: ticket } };
  };

  it('gets an address that others may read, because its ticket is good once', async () => {
    const { own, ticket, asWindow } = await opening();
    expect(own.opened).not.toContain(own.token);
    const window = openWindow(asWindow, 'one');
    expect(await window.invoke('open', null)).toMatchObject({ ok: true });
    expect(await knock(own, { token: ticket })).toBe(403);
    await own.stop();
  });

  it('comes back after a lost connection with the token that the ticket was exchanged for', async () => {
    const { own, asWindow } = await opening();
    const window = openWindow(asWindow, 'one');
    await window.invoke('open', null);
    window.cut();
    await window.event('host-lost');
    window.tryAgain();
    await window.event('host-back');
    expect(await window.invoke('open', null)).toMatchObject({ ok: true });
    await own.stop();
  });

  it('still gets in after a page of another origin, or another host, has tried its ticket', async () => {
    const { own, ticket, asWindow } = await opening();
    expect(await knock(own, { token: ticket, origin: 'http://evil.example' })).toBe(403);
    expect(await knock(own, { token: ticket, host: 'evil.example' })).toBe(403);
    expect(await openWindow(asWindow, 'one').invoke('open', null)).toMatchObject({ ok: true });
    await own.stop();
  });

  it('leaves the printed address as good as before', async () => {
    const { own, asWindow } = await opening();
    await openWindow(asWindow, 'one').invoke('open', null);
    expect(await openWindow(own, 'two').invoke('open', null)).toMatchObject({ ok: true });
    await own.stop();
  });

  it('is not there with --no-open', () => {
    expect(running.opened).toBeNull();
  });
});

describe('a ticket', () => {
  it('waits two minutes for its window, and is void once there is another', () => {
    let now = 0;
    const entry = new Entry(() => now);
    const first = entry.ticket();
    const second = entry.ticket();
    expect(entry.admits(first)).toBeNull();
    now = 120_001;
    expect(entry.admits(second)).toBeNull();
    const third = entry.ticket();
    now += 119_000;
    expect(entry.admits(third)).toBe('ticket');
    expect(entry.admits(third)).toBeNull();
    expect(entry.admits(entry.token)).toBe('token');
    expect(entry.admits('')).toBeNull();
  });
});

function own(): string {
  return `http://127.0.0.1:${running.port}`;
}

function address(): string {
  return `ws://127.0.0.1:${running.port}/`;
}
