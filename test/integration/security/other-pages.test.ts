import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../build/ensure-built.ts';
import { freshContext, launchChromium } from '../../support/chromium.ts';
import { startHost } from '../../support/shell-browser.ts';

let folder = '';
let host: ReturnType<typeof startHost>;
let context: BrowserContext;
let port = '';
let token = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'other-pages-'));
  host = startHost(join(await ensureBuilt(), 'host', 'browser.js'), { folder });
  const address = new URL(await host.address);
  [port, token] = [address.port, address.hash.slice(1)];
  // A name of somebody else's that now points at this computer.
  context = await freshContext(await launchChromium('--host-resolver-rules=MAP rebound.example 127.0.0.1'));
});
afterAll(async () => {
  await context.browser()?.close();
  await host.end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

const pages: readonly (readonly [string, () => string, () => readonly string[]])[] = [
  ['another origin', () => 'http://elsewhere.example/', () => [`127.0.0.1:${port}`, `localhost:${port}`]],
  [
    'a name that was pointed at this computer',
    () => `http://rebound.example:${port}/`,
    () => [`127.0.0.1:${port}`, `rebound.example:${port}`],
  ],
];

describe.each(pages)('a page of %s', (_which, address, targets) => {
  it.each([
    ['read the window’s page', read],
    ['open the socket, though it knows the token', openSocket],
    ['run the window’s page in a frame', frame],
    ['load the window’s script as its own', loadScript],
  ] as const)('can’t %s', async (_what, attempt) => {
    const page = await context.newPage();
    try {
      // The stranger's own page comes first; only then does its name lead to this computer.
      await page.route(address(), (route) =>
        route.fulfill({ contentType: 'text/html', body: '<p>A page</p>' }),
      );
      await page.goto(address());
      await page.unroute(address());
      for (const target of targets()) expect(await attempt(page, target)).toBe('refused');
    } finally {
      await page.close();
    }
  });
});

describe('the name that was pointed at this computer', () => {
  it('is told nothing but that it is the wrong one', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { host: `rebound.example:${port}` };
      get({ host: '127.0.0.1', port, headers }, (answer) => {
        expect(answer.headers['content-length'] ?? '0').toBe('0');
        answer.resume();
        resolve(answer.statusCode);
      }).on('error', reject);
    });
    expect(status).toBe(421);
  });

  it('while our own page opens', async () => {
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${port}/#${token}`);
    await page.getByRole('button', { name: 'Practice' }).waitFor();
    await page.close();
  });
});

/** Each is `ours` when the page got what is Fieldbinder's. */
function read(page: Page, target: string): Promise<string> {
  return page.evaluate(async (where) => {
    try {
      const text = await (await fetch(`http://${where}/`)).text();
      return text.includes('Fieldbinder') ? 'ours' : 'refused';
    } catch {
      return 'refused';
    }
  }, target);
}

function openSocket(page: Page, target: string): Promise<string> {
  return page.evaluate(
    ([where, shown]) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`ws://${where}/`, ['fieldbinder', shown, 'new.stranger']);
        socket.onopen = () => resolve('ours');
        socket.onclose = () => resolve('refused');
      }),
    [target, token] as const,
  );
}

async function frame(page: Page, target: string): Promise<string> {
  await page
    .evaluate(
      (where) =>
        new Promise<void>((resolve) => {
          const inside = document.createElement('iframe');
          inside.onload = () => resolve();
          inside.onerror = () => resolve();
          inside.src = `http://${where}/`;
          document.body.append(inside);
        }),
      target,
    )
    .catch(() => undefined);
  for (const inside of page.frames().slice(1)) {
    if ((await inside.content().catch(() => '')).includes('<title>Fieldbinder')) return 'ours';
  }
  return 'refused';
}

async function loadScript(page: Page, target: string): Promise<string> {
  const html = await (await fetch(`http://127.0.0.1:${port}/`)).text();
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1];
  if (script === undefined) throw new Error('The page has no script');
  return page.evaluate(
    (source) =>
      new Promise<string>((resolve) => {
        const tag = document.createElement('script');
        tag.onload = () => resolve('ours');
        tag.onerror = () => resolve('refused');
        tag.src = source;
        document.head.append(tag);
      }),
    `http://${target}${script}`,
  );
}
