import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { call, desktopRig } from '../../support/desktop-rig.ts';
import { eventually, eventuallyThere } from '../../support/eventually.ts';
import type { StandInWindow } from '../../support/stand-in-window.ts';

// Items of Electron's security checklist that are about how the app is put together. The rest of them: see the README.

const rig = desktopRig();
const top = fileURLToPath(new URL('../../..', import.meta.url));

/** The first window, and the one that comes after it was closed into the tray: a second way to a window is no way round. */
async function everyWindow(): Promise<readonly StandInWindow[]> {
  const first = await rig.launchWindow();
  await call(first, 'practice', null);
  await call(first, 'setTray', { on: true });
  first.close();
  await first.gone;
  rig.electron.appEvents.emit('activate');
  const second = await eventuallyThere('second window', () => rig.electron.windows[1]);
  await (await second.page).getByRole('button', { name: 'New account' }).waitFor();
  return [first, second];
}

/** Files of the product in which that stands. */
function filesWith(pattern: RegExp): readonly string[] {
  return ['electron', 'renderer', 'shared'].flatMap((room) =>
    readdirSync(join(top, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(top.length).replaceAll('\\', '/'))
      .filter((file) => pattern.test(readFileSync(join(top, file), 'utf8'))),
  );
}

describe('every window', () => {
  it('has no Node, neither in its page nor in frames and workers', async () => {
    for (const { options } of await everyWindow()) {
      expect(options.webPreferences).toMatchObject({
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
      });
    }
    const page = await rig.electron.windows[1]?.page;
    const names = ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'];
    const found = await page?.evaluate((all) => all.filter((name) => name in globalThis), names);
    expect(found).toEqual([]);
  });

  it('keeps the preload’s world apart from the page’s', async () => {
    for (const { options } of await everyWindow())
      expect(options.webPreferences?.contextIsolation).toBe(true);
  });

  it('is sandboxed by its own settings, and by the whole app’s', async () => {
    for (const { options } of await everyWindow()) expect(options.webPreferences?.sandbox).toBe(true);
    expect(rig.electron.sandbox.enabled).toBe(true);
  });

  it('is made in one place, and nothing else shows pages', () => {
    expect(filesWith(/new BrowserWindow\b/)).toEqual(['electron/desktop/main-window.ts']);
    expect(filesWith(/\b(BrowserView|WebContentsView|BaseWindow)\b/)).toEqual([]);
  });

  it('has web security on', async () => {
    for (const { options } of await everyWindow()) expect(options.webPreferences?.webSecurity).toBe(true);
  });

  it('lets no insecure content in', async () => {
    for (const { options } of await everyWindow()) {
      expect(options.webPreferences?.allowRunningInsecureContent).toBe(false);
    }
  });

  it('has no experiments of Chromium turned on', async () => {
    for (const { options } of await everyWindow()) {
      expect(options.webPreferences?.experimentalFeatures).toBe(false);
    }
  });

  it('has no Blink feature turned on', async () => {
    for (const { options } of await everyWindow()) {
      expect(Object.keys(options.webPreferences ?? {}).filter((name) => /blink/i.test(name))).toEqual([]);
    }
  });

  it('has no webview, and no part of the page is one', async () => {
    for (const { options } of await everyWindow()) expect(options.webPreferences?.webviewTag).toBe(false);
    expect(filesWith(/<webview|createElement\(['"]webview/)).toEqual([]);
  });
});

describe('the app', () => {
  it('gives Chromium no switch that loosens anything', async () => {
    await rig.launchWindow();
    expect(rig.electron.switches).toEqual(['disable-http2', 'disable-quic']);
  });

  it('loads its own files only: its policy lets nothing in from elsewhere, encrypted or not', async () => {
    const window = await rig.launchWindow();
    const page = await window.page;
    expect(window.left).toEqual([]);
    expect(window.violations).toEqual([]);
    await page.evaluate(() => {
      for (const scheme of ['http', 'https']) {
        const image = document.createElement('img');
        image.src = `${scheme}://elsewhere.example/${scheme}.png`;
        const style = document.createElement('link');
        style.rel = 'stylesheet';
        style.href = `${scheme}://elsewhere.example/${scheme}.css`;
        document.head.append(style, image);
        fetch(`${scheme}://elsewhere.example/${scheme}`).catch(() => undefined);
        try {
          new WebSocket(`${scheme.replace('http', 'ws')}://elsewhere.example/`);
        } catch {
          // Refused at once, or in a moment: either way the policy says so below.
        }
      }
    });
    await eventually(() => {
      const told = window.violations.join('\n');
      for (const scheme of ['http', 'https']) {
        // Chromium asks for a picture over https where a page says http.
        expect(told).toMatch(new RegExp(`img-src https?://elsewhere.example/${scheme}.png`));
        expect(told).toContain(`style-src-elem ${scheme}://elsewhere.example/${scheme}.css`);
        expect(told).toContain(`connect-src ${scheme}://elsewhere.example/${scheme}`);
      }
      expect(told).toMatch(/connect-src ws:/);
      expect(told).toMatch(/connect-src wss:/);
    });
    expect(window.left).toEqual([]);
  });

  it('hears its page on two channels, and nobody else on any', async () => {
    await rig.launchWindow();
    expect(rig.electron.ipcMain.channels()).toEqual(['call', 'online']);
    const strangers = ['https://elsewhere.example/', 'app://other/', 'file:///etc/passwd', 'about:blank'];
    for (const url of strangers) {
      const event = { senderFrame: { url, parent: null } };
      const answer = await rig.electron.ipcMain.invoke(event, 'call', ['open', null]);
      expect(answer, url).toEqual({ ok: false, problem: { what: 'bad-call', detail: 'foreign' } });
    }
  });

  it('opens pages of SalesBinder outside, and nothing that only looks like one', async () => {
    const window = await rig.launchWindow();
    const strangers = [
      'https://salesbinder.com.elsewhere.example/',
      'https://elsewhere.example/salesbinder.com',
      'https://somebody@www.salesbinder.com/',
      'http://www.salesbinder.com/',
      'https://www.salesbinder.com:8443/',
      'ms-msdt:/id',
      'file:///usr/bin/xcalc',
      'fieldbinder://record/some-record-1',
      'javascript:alert(1)',
    ];
    for (const url of strangers) expect(window.opens({ url })).toEqual({ action: 'deny' });
    expect(rig.electron.opened).toEqual([]);
    window.opens({ url: 'https://acme.salesbinder.com/accounts' });
    expect(rig.electron.opened).toEqual(['https://acme.salesbinder.com/accounts']);
    expect(filesWith(/openExternal\(/)).toEqual(['electron/desktop/host.ts']);
  });

  it('shows its page over a scheme of its own, with an origin’s rights and no more, and never a file', async () => {
    const window = await rig.launchWindow();
    expect(rig.electron.schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
    expect(window.allows('will-frame-navigate', { url: 'file:///etc/passwd' })).toBe(false);
    expect(filesWith(/loadFile\(|file:\/\/(?!\W)/)).toEqual([]);
  });
});
