import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chromiumSandbox } from '../../support/electron-switches.ts';
import { eventually } from '../../support/eventually.ts';
import { callIn, realElectron, textOf } from '../../support/real-electron.ts';
import type { RealApp } from '../../support/real-electron.ts';

// Behaviour of the shell that only a real Electron can show.

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

describe('a page that hangs', () => {
  it('is told of in words, and loaded again on its person’s wish', async () => {
    // Without a debugger: with one Chromium takes a page that doesn't answer for one that is being debugged.
    const started = real.start([], {
      before: `const { app, dialog } = require('electron');
        dialog.showMessageBox = (_window, box) => {
          console.log('BOX ' + box.message + ': ' + box.buttons.join(', '));
          return Promise.resolve({ response: 1 });
        };
        app.on('browser-window-created', (_event, window) => {
          const { webContents } = window;
          webContents.once('did-finish-load', async () => {
            webContents.once('did-finish-load', () => app.quit());
            await webContents.executeJavaScript('setTimeout(() => { for (;;); }, 0); 0');
            // Chromium takes notice of it at the next key.
            window.focus();
            webContents.sendInputEvent({ type: 'keyDown', keyCode: 'A' });
          });
        });`,
    });
    expect(await started.ended).toBe(0);
    expect(started.said()).toContain('BOX The window has stopped answering: Wait, Open again');
    expect(real.log()).toMatch(/window-hangs\n.*window-gone reason=crashed\n[^]*quit\n$/);
  });

  it('holds up no end', async () => {
    const app = await practising();
    await app.page.evaluate(() =>
      setTimeout(() => {
        for (;;);
      }, 0),
    );
    app.kill('SIGTERM');
    expect(await app.ended).toBe(0);
    expect(real.log()).toMatch(/quit\n$/);
  });
});
