import { describe, expect, it } from 'vitest';
import { INPUTS } from '../../../shared/contract/contract.ts';
import type { Api } from '../../../shared/contract/contract.ts';
import { call, desktopRig } from '../../support/desktop-rig.ts';
import { eventually } from '../../support/eventually.ts';

const rig = desktopRig();

describe('the window', () => {
  it('is sandboxed, isolated and without Node', async () => {
    const window = await rig.launchWindow();
    expect(window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
    expect(rig.electron.schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
    const page = await window.page;
    expect(
      await page.evaluate(() =>
        ['require', 'process', 'module', 'ipcRenderer'].filter((name) => name in window),
      ),
    ).toEqual([]);
  });

  it('has no Blink feature turned on and no webview', async () => {
    const window = await rig.launchWindow();
    expect(window.options.webPreferences).not.toHaveProperty('enableBlinkFeatures');
    expect(window.options.webPreferences).toHaveProperty('webviewTag', false);
    const page = await window.page;
    expect(await page.locator('webview').count()).toBe(0);
  });

  it('shows the true page without one violation of its policy', async () => {
    const window = await rig.launchWindow();
    expect(window.violations).toEqual([]);
    expect(window.pageErrors).toEqual([]);
    expect(window.left).toEqual([]);
    expect(window.shown).toBe(true);
  });

  it('notices a violation, so that the test above means something', async () => {
    const window = await rig.launchWindow();
    const page = await window.page;
    await page.evaluate(() => {
      const script = document.createElement('img');
      script.src = 'https://elsewhere.example/x.png';
      document.body.append(script);
    });
    await eventually(() => expect(window.violations.join()).toContain('img-src'));
  });

  it('has the contract’s calls and nothing else', async () => {
    const window = await rig.launchWindow();
    const page = await window.page;
    const names = await page.evaluate(() => Object.keys(Reflect.get(window, 'api') as object));
    expect(names.sort()).toEqual([...Object.keys(INPUTS), 'subscribe'].sort());
    const answer = await call(window, 'open', null);
    expect(answer).toMatchObject({ ok: true, value: { hostKind: 'electron', version: '0.0.0-test' } });
  });

  it('hears what happens in the app', async () => {
    const window = await rig.launchWindow();
    const page = await window.page;
    const heard = page.evaluate(() => {
      const api = Reflect.get(window, 'api') as Pick<Api, 'subscribe'>;
      return new Promise((resolve) => api.subscribe((event) => resolve(event.is)));
    });
    await call(window, 'practice', null);
    expect(await heard).toMatch(/opened|status|rows/);
  });
});

describe('a way out of the page is denied', () => {
  it('navigating anywhere but to the page itself', async () => {
    const window = await rig.launchWindow();
    const elsewhere = [
      'https://elsewhere.example/',
      'app://other/',
      'app://fieldbinder/assets/',
      'file:///etc/passwd',
    ];
    for (const url of elsewhere) expect(window.allows('will-frame-navigate', { url }), url).toBe(false);
    expect(window.allows('will-frame-navigate', { url: 'app://fieldbinder/' })).toBe(true);
  });

  it('also when a real page tries', async () => {
    const window = await rig.launchWindow();
    const page = await window.page;
    await page.evaluate(() => location.assign('https://elsewhere.example/'));
    await eventually(() =>
      expect(window.left).toEqual([{ url: 'https://elsewhere.example/', allowed: false }]),
    );
    expect(page.url()).toContain('fieldbinder');
  });

  it('new windows; a page of SalesBinder goes to the person’s own browser, others nowhere', async () => {
    const window = await rig.launchWindow();
    for (const url of [
      'https://elsewhere.example/',
      'file:///etc/passwd',
      'https://www.salesbinder.com/api',
    ]) {
      expect(window.opens({ url })).toEqual({ action: 'deny' });
    }
    expect(rig.electron.opened).toEqual(['https://www.salesbinder.com/api']);
  });

  it('webviews, redirects and downloads', async () => {
    const window = await rig.launchWindow();
    expect(window.allows('will-attach-webview', {})).toBe(false);
    expect(window.allows('will-redirect', {})).toBe(false);
    expect(rig.electron.defaultSession.allows('will-download')).toBe(false);
  });

  it('every permission, asked for or looked up', async () => {
    await rig.launchWindow();
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
    ] as const) {
      const granted = rig.electron.defaultSession.grants(permission);
      expect(granted, permission).toEqual({ asked: false, checked: false, device: false });
    }
  });
});

describe('calls', () => {
  const ours = { url: 'app://fieldbinder/', parent: null };
  const foreign = [
    { url: 'https://elsewhere.example/', parent: null },
    { url: 'app://other/', parent: null },
    { url: 'app://fieldbinder.evil/', parent: null },
    // A frame within the page, and one that is gone.
    { url: 'app://fieldbinder/', parent: ours },
    null,
  ];
  const senseless = [
    ['__proto__', null],
    ['nothing', null],
    [7, null],
    ['rows', { since: 'x' }],
    ['rows', undefined],
    ['open', { more: 1 }],
  ];

  it('from anybody but the page’s top frame are refused', async () => {
    await rig.launchWindow();
    for (const senderFrame of foreign) {
      const answer = await rig.electron.ipcMain.invoke({ senderFrame }, 'call', ['open', null]);
      expect(answer, senderFrame?.url).toEqual({
        ok: false,
        problem: { what: 'bad-call', detail: 'foreign' },
      });
    }
    const answer = await rig.electron.ipcMain.invoke({ senderFrame: ours }, 'call', ['open', null]);
    expect(answer).toMatchObject({ ok: true });
  });

  it('of no sense are refused cleanly', async () => {
    await rig.launchWindow();
    for (const args of senseless) {
      const answer = await rig.electron.ipcMain.invoke({ senderFrame: ours }, 'call', args);
      expect(answer, JSON.stringify(args)).toMatchObject({ ok: false, problem: { what: 'bad-call' } });
    }
  });
});
