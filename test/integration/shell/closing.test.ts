import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { call, desktopRig } from '../../support/desktop-rig.ts';
import { eventually, eventuallyThere } from '../../support/eventually.ts';
import { afterDeadline, withoutDeadline } from '../../support/no-deadline.ts';
import type { StandInWindow } from '../../support/stand-in-window.ts';

const rig = desktopRig();

/** Typed, and nothing waited for: the pause after which a draft is written by itself is still to come. */
async function typeAName(window: StandInWindow, name: string): Promise<void> {
  const page = await window.page;
  await call(window, 'practice', null);
  await page.getByRole('button', { name: 'New account' }).click();
  const field = page.getByLabel('Business name', { exact: true });
  await field.fill('Kept already');
  await page.getByText('Kept as a draft').first().waitFor();
  await field.fill(name);
}

async function draftIsThere(page: Page, name: string): Promise<void> {
  await page.getByRole('grid', { name: 'Accounts' }).getByText(name).first().waitFor();
}

/** Each way in which the app, or only its window, is brought to an end. */
const ends: readonly (readonly [string, (window: StandInWindow) => void])[] = [
  ['quitting', () => rig.electron.module.app.quit()],
  ['closing the window', (window) => window.close()],
  ['the computer’s shutting down', () => shutDown()],
  ['the end of a session on Windows', (window) => endSession(window)],
];

function shutDown(): void {
  let delayed = false;
  rig.electron.powerMonitor.emit('shutdown', { preventDefault: () => (delayed = true) });
  expect(delayed).toBe(true);
}

function endSession(window: StandInWindow): void {
  window.emit('query-session-end', {});
  window.emit('session-end', {});
}

describe('what is typed at the last moment', () => {
  it.each(ends)('survives %s', async (_how, end) => {
    const window = await rig.launchWindow();
    await typeAName(window, 'Typed at the last moment Ltd');
    withoutDeadline(() => end(window));
    await rig.ended();
    const again = await rig.launchWindow();
    await draftIsThere(await again.page, 'Typed at the last moment Ltd');
  });

  it('is on the disk while Windows only asks whether the session may end, and the window stays', async () => {
    const window = await rig.launchWindow();
    await typeAName(window, 'Asked about Ltd');
    const calls = vi.spyOn(rig.electron.ipcMain, 'invoke');
    withoutDeadline(() => window.emit('query-session-end', {}));
    await eventually(() =>
      expect(calls).toHaveBeenCalledWith(expect.anything(), 'call', ['readyToClose', null, 'practice']),
    );
    expect(rig.onDisk('Asked about Ltd')).toBe(true);
    expect(window.isDestroyed()).toBe(false);
    expect(rig.electron.quitting.asked).toBe(0);
  });

  it('survives closing the window of an app that lives on in the tray', async () => {
    const window = await rig.launchWindow();
    await typeAName(window, 'Into the tray Ltd');
    await call(window, 'setTray', { on: true });
    withoutDeadline(() => window.close());
    await window.gone;
    rig.electron.appEvents.emit('activate');
    const again = await eventuallyThere('second window', () => rig.electron.windows[1]);
    await draftIsThere(await again.page, 'Into the tray Ltd');
  });
});

describe('a page that does not answer', () => {
  const lastLine = () => readFileSync(join(rig.userData, 'logs', 'fieldbinder.log'), 'utf8');

  async function deafWindow(): Promise<StandInWindow> {
    const window = await rig.launchWindow();
    await (
      await window.page
    ).evaluate(() => {
      const inPage = Reflect.get(globalThis, Symbol.for('stand-in')) as object;
      Reflect.set(inPage, 'deliver', () => undefined);
    });
    return window;
  }

  it('holds up nobody', async () => {
    await deafWindow();
    afterDeadline(() => rig.electron.module.app.quit());
    await rig.ended();
    expect(lastLine()).toMatch(/quit\n$/);
  });

  it('because it died holds up nobody either', async () => {
    const window = await deafWindow();
    withoutDeadline(() => rig.electron.module.app.quit());
    await window.crash();
    await rig.ended();
    expect(lastLine()).toMatch(/quit\n$/);
  });
});
