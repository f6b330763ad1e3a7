import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openWindow, startBrowserMode } from '../../support/browser-mode.ts';
import type { Running } from '../../support/browser-mode.ts';
import { ok } from '../../../shared/problem.ts';
import { resolvable } from '../../support/resolvable.ts';

let running: Running;
beforeEach(async () => {
  running = await startBrowserMode();
});
afterEach(async () => {
  await running.stop();
});

describe('browser mode serves', () => {
  it('the window’s files with the strict headers, without any token', async () => {
    const page = await fetch(`http://127.0.0.1:${running.port}/`);
    expect(await page.text()).toBe('<p>Fieldbinder</p>');
    expect(page.headers.get('content-security-policy')).toContain(
      `connect-src 'self' ws://127.0.0.1:${running.port};`,
    );
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  });

  it.each([
    '/nothing',
    '/../package.json',
    '/assets/../index.html',
    '/%2e%2e/package.json',
    '//index.html',
    '/assets',
  ])('nothing at %s', async (path) => {
    expect((await ask({ path })).status).toBe(404);
  });

  it('nothing under a name that somebody pointed at this computer', async () => {
    expect((await ask({ host: 'evil.example' })).status).toBe(421);
    expect((await ask({ host: `evil.example:${running.port}` })).status).toBe(421);
    expect((await ask({ host: `127.0.0.1:${running.port + 1}` })).status).toBe(421);
    expect((await ask({ host: `localhost:${running.port}` })).status).toBe(200);
  });

  it('to GET and HEAD only', async () => {
    expect((await ask({ method: 'POST' })).status).toBe(405);
    expect((await ask({ method: 'HEAD' })).status).toBe(200);
  });

  it('not on any other address of this computer', async () => {
    const addresses = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .filter(({ scopeid }) => scopeid === undefined || scopeid === 0)
      .map(({ address }) => address);
    // Only Linux answers on all of 127.0.0.0/8.
    const others = [...addresses, ...(process.platform === 'linux' ? ['127.0.0.2'] : [])];
    expect(await connects('127.0.0.1')).toBe(true);
    for (const other of others.filter((each) => each !== '127.0.0.1')) {
      expect(await connects(other), other).toBe(false);
    }
  });
});

describe('a second window', () => {
  // The first one's time never passes: what it does decides, not how quick the machine is.
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => vi.useRealTimers());

  it('takes over; the first says so and may not call', async () => {
    const first = openWindow(running, 'one');
    await first.invoke('open', null);
    const second = openWindow(running, 'two');
    await first.event('superseded');
    expect(await first.invoke('open', null)).toMatchObject({ ok: false, problem: { detail: 'superseded' } });
    expect(await second.invoke('open', null)).toMatchObject({ ok: true });
    expect(first.events).toEqual(['superseded']);
  });

  it('is answered once the first has kept what was being typed there', async () => {
    const first = openWindow(running, 'one');
    await first.invoke('open', null);
    const draft = { localId: 'record-1', openedAtRevision: 0, type: 'customer', changed: {}, note: 'typed' };
    const kept = new Promise((resolve) => {
      first.subscribe(({ is }) => {
        if (is === 'superseded') resolve(first.invoke('keepDraft', draft));
      });
    });
    const second = openWindow(running, 'two');
    expect(await second.invoke('open', null)).toMatchObject({ ok: true });
    expect(await kept).toMatchObject({ ok: true });
    expect(running.app.asked.map(({ name }) => name)).toEqual(['open', 'keepDraft', 'open']);
    expect(await first.invoke('keepDraft', draft)).toMatchObject({ ok: false });
  });

  it('lets the first have the answers to what it had asked', async () => {
    const first = openWindow(running, 'one');
    await first.invoke('open', null);
    const asking = resolvable<() => void>();
    running.app.answer = () => new Promise((resolve) => asking.resolve(() => resolve(ok(null))));
    const asked = first.invoke('dropDraft', { localId: 'record-1' });
    const answer = await asking.promise;
    openWindow(running, 'two');
    await first.event('superseded');
    answer();
    expect(await asked).toMatchObject({ ok: true });
  });

  it('is given back to the window that was left when it asks for it', async () => {
    const first = openWindow(running, 'one');
    await first.invoke('open', null);
    const second = openWindow(running, 'two');
    await second.invoke('open', null);
    await first.event('superseded');
    first.takeOver?.();
    await first.event('host-back');
    expect(await first.invoke('open', null)).toMatchObject({ ok: true });
    await second.event('superseded');
  });

  it('is not thrown out again by a first one that comes back from a lost connection', async () => {
    const first = openWindow(running, 'one');
    await first.invoke('open', null);
    first.cut();
    await first.event('host-lost');
    const second = openWindow(running, 'two');
    await second.invoke('open', null);
    first.tryAgain();
    await first.event('superseded');
    expect(await second.invoke('open', null)).toMatchObject({ ok: true });
    expect(second.events).toEqual([]);
  });
});

describe('a lost connection', () => {
  it('fails calls at once, in flight or new, and comes back by itself', async () => {
    const window = openWindow(running, 'one');
    await window.invoke('open', null);
    running.app.answer = () => new Promise(() => undefined);
    const inFlight = window.invoke('rows', { since: null });
    window.cut();
    expect(await inFlight).toMatchObject({ ok: false, problem: { detail: 'host-lost' } });
    expect(await window.invoke('open', null)).toMatchObject({ ok: false, problem: { detail: 'host-lost' } });
    window.tryAgain();
    await window.event('host-back');
    running.app.answer = (name) => Promise.resolve({ ok: true, value: name });
    expect(await window.invoke('open', null)).toEqual({ ok: true, value: 'open' });
    expect(window.events).toEqual(['host-lost', 'host-back']);
  });

  it('is told once, however often it fails to come back', async () => {
    const window = openWindow(running, 'one');
    await window.invoke('open', null);
    await running.stop();
    await window.event('host-lost');
    window.tryAgain();
    expect(await window.invoke('open', null)).toMatchObject({ ok: false, problem: { detail: 'host-lost' } });
    expect(window.events).toEqual(['closing', 'host-lost']);
  });
});

function connects(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: running.port });
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** Plain HTTP, so that the path and the Host go out exactly as written. */
function ask(options: { path?: string; host?: string; method?: string }): Promise<{ status: number }> {
  return new Promise((resolve, reject) => {
    const { path = '/', method = 'GET', host = `127.0.0.1:${running.port}` } = options;
    const asking = request({ port: running.port, host: '127.0.0.1', path, method, headers: { host } });
    asking.on('response', (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0 });
    });
    asking.on('error', reject);
    asking.end();
  });
}
