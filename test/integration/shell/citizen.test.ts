import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { call, desktopRig } from '../../support/desktop-rig.ts';
import { eventually, eventuallyThere } from '../../support/eventually.ts';
import { itemIn } from '../../support/stand-in-menu.ts';
import type { StandInWindow } from '../../support/stand-in-window.ts';

const rig = desktopRig();

/** As a person types and saves, without the typing. */
function save(window: StandInWindow, localId: string, name: string): Promise<unknown> {
  const changed = { name: { from: '', to: name } };
  return call(window, 'saveAccount', { localId, openedAtRevision: 0, type: 'customer', changed, note: null });
}

describe('a deep link', () => {
  it('that comes before there is a window waits for it', async () => {
    const first = await rig.launchWindow();
    await call(first, 'practice', null);
    await save(first, 'linked-record-2', 'Waiting Ltd');
    rig.electron.module.app.quit();
    await rig.ended();
    const standIn = await rig.launch();
    standIn.appEvents.emit(
      'open-url',
      { preventDefault: () => undefined },
      'fieldbinder://record/linked-record-2',
    );
    const window = await eventuallyThere('window', () => standIn.windows[0]);
    await (await window.page).getByRole('heading', { name: 'Waiting Ltd' }).waitFor();
  });

  it('of any other kind only brings the window to the front', async () => {
    const window = await rig.launchWindow();
    window.focused = false;
    rig.electron.appEvents.emit('second-instance', {}, [
      'fieldbinder://record/../../etc',
      'https://elsewhere.example',
    ]);
    expect(window.focused).toBe(true);
    expect(rig.electron.opened).toEqual([]);
  });
});

describe('the menu bar', () => {
  it('does in the window what its lines say, and leaves the window its own keys', async () => {
    const window = await rig.launchWindow();
    const page = await window.page;
    await call(window, 'practice', null);
    await page.getByRole('button', { name: 'New account' }).waitFor();
    const [menu = []] = rig.electron.menus;
    const item = itemIn(menu, 'New account');
    expect(item).toMatchObject({ accelerator: 'CmdOrCtrl+N', registerAccelerator: false });
    item.click?.();
    await page.getByLabel('Business name', { exact: true }).waitFor();
    itemIn(menu, 'Settings').click?.();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    itemIn(menu, 'Open SalesBinder').click?.();
    await eventually(() => expect(rig.electron.opened).toEqual(['https://www.salesbinder.com/']));
    expect(JSON.stringify(menu)).not.toMatch(/reload|toggleDevTools/i);
  });
});

describe('the tray', () => {
  it('is there only when it is wanted, says how things stand, and switches "Stay offline"', async () => {
    const window = await rig.launchWindow();
    const page = await window.page;
    await call(window, 'practice', null);
    await page.getByRole('button', { name: 'Settings' }).first().click();
    expect(rig.electron.trays).toEqual([]);
    await page.getByRole('switch', { name: 'Keep an icon in the tray' }).check();
    const tray = await eventuallyThere('tray', () => rig.electron.trays[0]);
    itemIn(tray.menu, 'Stay offline').click?.();
    await eventually(() => expect(itemIn(tray.menu, 'Stay offline').checked).toBe(true));
    await save(window, 'kept-in-tray-1', 'Secret Name Ltd');
    await eventually(() => expect(tray.toolTip).toContain('1 waiting'));
    expect(tray.toolTip).not.toContain('Secret');
    await page.getByRole('switch', { name: 'Keep an icon in the tray' }).uncheck();
    await eventually(() => expect(tray.destroyed).toBe(true));
  });

  it('keeps the app when its window is closed, and opens it again', async () => {
    const window = await rig.launchWindow();
    await call(window, 'practice', null);
    await call(window, 'setTray', { on: true });
    window.close();
    await window.gone;
    expect(rig.electron.quitting.asked).toBe(0);
    const [tray] = rig.electron.trays;
    itemIn(tray?.menu ?? [], 'Open Fieldbinder').click?.();
    const again = await eventuallyThere('second window', () => rig.electron.windows[1]);
    await (await again.page).getByRole('button', { name: 'New account' }).waitFor();
  });
});

describe('the badge', () => {
  it('counts what needs a person', async () => {
    const window = await rig.launchWindow();
    await call(window, 'practice', null);
    await call(window, 'setPracticeFaults', {
      ...{ slow: false, offline: false, dropAnswers: false, keepsLess: false },
      answer: '422',
    });
    await save(window, 'refused-one-1', 'Refused Ltd');
    await eventually(() => expect(rig.electron.badges.at(-1)).toBe(1));
  });
});

describe('opening at login', () => {
  it('is kept by the system, on Linux in a file of the desktop’s own', async () => {
    const window = await rig.launchWindow();
    const file = join(rig.userData, 'autostart', 'fieldbinder.desktop');
    expect(await call(window, 'setOpenAtLogin', { on: true })).toMatchObject({ ok: true });
    if (process.platform === 'linux')
      expect(readFileSync(file, 'utf8')).toContain(`Exec="${process.execPath}"`);
    expect(await call(window, 'open', null)).toMatchObject({ value: { desktop: { openAtLogin: true } } });
    await call(window, 'setOpenAtLogin', { on: false });
    expect(await call(window, 'open', null)).toMatchObject({ value: { desktop: { openAtLogin: false } } });
    expect(existsSync(file)).toBe(false);
  });
});

describe('a window whose page does not answer', () => {
  it('is left to its person, who is told once', async () => {
    const window = await rig.launchWindow();
    const loads: string[] = [];
    (await window.page).on('load', () => loads.push('load'));
    window.hang();
    window.hang();
    expect(rig.electron.boxes).toMatchObject([
      { message: 'The window has stopped answering', buttons: ['Wait', 'Open again'], cancelId: 0 },
    ]);
    window.answerAgain();
    expect(rig.electron.boxes[0]?.signal?.aborted).toBe(true);
    // The app has heard of it by the next turn, and asks anew the next time.
    await setImmediate();
    window.hang();
    expect(rig.electron.boxes).toHaveLength(2);
    expect(loads).toEqual([]);
  });

  it('is opened again with what was typed, when they wish it', async () => {
    const window = await rig.launchWindow({ chooses: 1 });
    const page = await window.page;
    await call(window, 'practice', null);
    await page.getByRole('button', { name: 'New account' }).click();
    await page.getByLabel('Business name', { exact: true }).fill('Half typed Ltd');
    await page.getByText('Kept as a draft').first().waitFor();
    window.hang();
    await page.getByRole('grid', { name: 'Accounts' }).getByText('Half typed Ltd').first().waitFor();
    const log = readFileSync(join(rig.userData, 'logs', 'fieldbinder.log'), 'utf8');
    expect(log).toMatch(/window-hangs\n.*window-gone reason=crashed\n/);
  });
});
