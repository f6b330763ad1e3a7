import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chromiumSandbox } from '../../support/electron-switches.ts';
import { eventually } from '../../support/eventually.ts';
import { callIn, realElectron, textOf } from '../../support/real-electron.ts';
import type { RealApp } from '../../support/real-electron.ts';

// What only a real Electron can show of the shell.

const real = realElectron();

async function practising(options: Parameters<typeof real.open>[0] = {}): Promise<RealApp> {
  const app = await real.open(options);
  await app.page.getByRole('button', { name: 'Practice' }).click();
  await app.page.getByRole('button', { name: 'New account' }).waitFor();
  return app;
}

function save(app: RealApp, localId: string, name: string): Promise<unknown> {
  const changed = { name: { from: '', to: name } };
  return callIn(app.page, 'saveAccount', {
    ...{ localId, openedAtRevision: 0, type: 'customer', changed, note: null },
  });
}

async function typeNew(app: RealApp, name: string): Promise<void> {
  await app.page.getByRole('button', { name: 'New account' }).click();
  await app.page.getByLabel('Business name', { exact: true }).fill(name);
}

describe('the page', () => {
  it('runs in a sandbox, has nothing of Node, and is granted no permission', async () => {
    const { electron, page } = await real.open();
    expect(
      await page.evaluate(() => ['require', 'process', 'module', 'global'].filter((name) => name in window)),
    ).toEqual([]);
    expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
    const position = page.evaluate(
      () =>
        new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('granted'),
            ({ code }) => resolve(code),
          ),
        ),
    );
    expect(await position).toBe(1);
    expect(await page.evaluate(() => window.open('https://elsewhere.example/'))).toBeNull();
    const pid = await electron.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
    );
    // Only with root there is no sandbox: then its filter of system calls is missing.
    const filter = /^Seccomp:\s*(\d)/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
    expect(filter).toBe(chromiumSandbox ? '2' : '0');
  });

  it('still hears the menu after a blocked link and a new fragment', async () => {
    const app = await practising();
    await app.page.evaluate(() => location.assign('https://elsewhere.example/'));
    await app.page.evaluate(() => (location.hash = 'somewhere'));
    await app.electron.evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
      items.find(({ label }) => label === 'New account')?.click();
    });
    await app.page.getByLabel('Business name', { exact: true }).waitFor();
  });

  it.each([
    ['=', 'larger'],
    ['numadd', 'larger'],
    ['numsub', 'smaller'],
  ])('with Ctrl+%s becomes %s', async (key, how) => {
    const { electron } = await practising();
    const level = (): Promise<number> =>
      electron.evaluate(
        ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomLevel() ?? 0,
      );
    await electron.evaluate(({ BrowserWindow }, keyCode) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.focus();
      window?.webContents.sendInputEvent({ type: 'keyDown', modifiers: ['control'], keyCode });
    }, key);
    await eventually(async () => expect(Math.sign(await level())).toBe(how === 'larger' ? 1 : -1));
  });
});

describe('a second start', () => {
  it('ends at once, and brings the first one’s window to the front with the record of its link', async () => {
    const app = await practising();
    await save(app, 'linked-record-1', 'Linked Ltd');
    const second = real.start(['fieldbinder://record/linked-record-1']);
    expect(await second.ended).toBe(0);
    await app.page.getByRole('heading', { name: 'Linked Ltd' }).waitFor();
  });

  it('opens the window again of an app that lives on in the tray', async () => {
    const app = await practising();
    await callIn(app.page, 'setTray', { on: true });
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    const count = (): Promise<number> =>
      app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    await eventually(async () => expect(await count()).toBe(0));
    expect(await real.start([]).ended).toBe(0);
    await eventually(async () => expect(await textOf(app)).toContain('New account'));
  });
});

describe('an end', () => {
  it('30 ms after typing keeps what was typed', async () => {
    const app = await practising();
    await typeNew(app, 'Typed last Ltd');
    await app.electron.evaluate(
      ({ BrowserWindow }) =>
        new Promise<void>((resolve) =>
          setTimeout(() => {
            BrowserWindow.getAllWindows()[0]?.close();
            resolve();
          }, 30),
        ),
    );
    expect(await app.ended).toBe(0);
    const again = await real.open();
    await again.page.getByRole('grid', { name: 'Accounts' }).getByText('Typed last Ltd').first().waitFor();
  });

  it('by SIGTERM is a clean one', async () => {
    const app = await practising();
    await typeNew(app, 'Terminated Ltd');
    app.kill('SIGTERM');
    expect(await app.ended).toBe(0);
    expect(real.log()).toMatch(/quit\n$/);
    const again = await real.open();
    await again.page.getByRole('grid', { name: 'Accounts' }).getByText('Terminated Ltd').first().waitFor();
    expect(real.log()).not.toContain('last-run-cut-off');
  });

  it('that nobody was told of is in the next start’s log', async () => {
    const app = await practising();
    app.kill('SIGKILL');
    await app.ended;
    await real.open();
    expect(real.log()).toContain('last-run-cut-off');
  });
});

describe('a page whose process dies', () => {
  const crash = ({ electron }: RealApp): Promise<void> =>
    electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );

  async function crashed(app: RealApp, times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      await eventually(async () => expect(await textOf(app)).toContain('New account'));
      await crash(app);
      await eventually(() => expect(real.log().match(/window-gone/g)).toHaveLength(time + 1));
    }
  }

  it('is mended three times, with the draft back', async () => {
    const app = await practising();
    await typeNew(app, 'Half typed Ltd');
    await app.page.getByText('Kept as a draft').first().waitFor();
    await crashed(app, 3);
    await eventually(async () => expect(await textOf(app)).toContain('Half typed Ltd'));
  });

  it('the fourth time is told of in words, is loaded again by the next start, and holds up no end', async () => {
    const app = await practising({
      before: `const { dialog } = require('electron');
        dialog.showMessageBox = (_window, box) => { globalThis.box = box; return new Promise(() => undefined); };`,
    });
    await crashed(app, 4);
    await eventually(async () =>
      expect(await app.electron.evaluate(() => Reflect.get(globalThis, 'box') as unknown)).toMatchObject({
        message: 'The window stopped working several times in a row',
        buttons: ['Open again', 'Quit'],
      }),
    );
    expect(await textOf(app)).toBe('');
    expect(await real.start([]).ended).toBe(0);
    await eventually(async () => expect(await textOf(app)).toContain('New account'));
    await crash(app);
    await eventually(() => expect(real.log().match(/window-gone/g)).toHaveLength(5));
    const before = performance.now();
    app.kill('SIGTERM');
    expect(await app.ended).toBe(0);
    // A page that answers nobody has ten seconds; this one is known to be gone.
    expect(performance.now() - before).toBeLessThan(9_000);
  });
});

describe('a start that fails', () => {
  it('says so, ends, and keeps no later start away', async () => {
    const failing = real.start([], {
      before: `const { app, dialog, session } = require('electron');
        dialog.showErrorBox = (_title, text) => console.error('BOX ' + text);
        app.once('ready', () => {
          session.defaultSession.setDevicePermissionHandler = () => { throw new Error('Confidential Ltd'); };
        });`,
    });
    expect(await failing.ended).toBe(1);
    expect(failing.said()).toContain('BOX Fieldbinder can’t start because of a fault in it.');
    expect(real.log()).toMatch(/bug in start: Error.*\n.*start-failed problem=fault\n$/);
    expect(real.log()).not.toContain('Confidential');
    await practising();
  });
});

describe('a keystore that has not answered yet', () => {
  it('holds up neither the window nor what is entered, and is told of', async () => {
    // Nothing answers there: the key is kept and checked later.
    const salesbinder = 'http://127.0.0.1:9';
    const first = await real.open({ salesbinder });
    await callIn(first.page, 'connect', { address: 'acme', key: 'SECRET-KEY-123', keepKey: true });
    await first.electron.close();
    const app = await real.open({
      salesbinder,
      before: `const { safeStorage } = require('electron');
        safeStorage.getSelectedStorageBackend = () => 'gnome_libsecret';
        safeStorage.isAsyncEncryptionAvailable = () => new Promise(() => undefined);`,
    });
    await app.page.getByText('is asking whether Fieldbinder may use the API key').waitFor();
    await typeNew(app, 'Meanwhile Ltd');
    await app.page.getByRole('button', { name: 'Save', exact: true }).click();
    await app.page.getByText('Saved on this computer').first().waitFor();
  });
});
