import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Practice } from '../../../electron/practice/practice.ts';
import type { Opened } from '../../../shared/contract/session.ts';
import type { Result } from '../../../shared/problem.ts';
import type { Connection } from '../../../shared/contract/status.ts';
import { KEY, runSalesbinder } from '../../support/desktop-site.ts';
import { call, desktopRig } from '../../support/desktop-rig.ts';
import { eventually, eventuallyThere } from '../../support/eventually.ts';
import { linesOf } from '../../support/stand-in-menu.ts';
import type { StandInWindow } from '../../support/stand-in-window.ts';

// The surroundings of the window: the keys that the menu bar shows, notifications, power and network.

const rig = desktopRig();

/** The keys that the menu bar shows and the window acts on, as Playwright presses them. */
function keysOfTheWindow(): readonly string[] {
  const [menu = []] = rig.electron.menus;
  return linesOf(menu)
    .filter(({ registerAccelerator }) => registerAccelerator === false)
    .map(({ accelerator = '' }) => accelerator.replace('CmdOrCtrl', 'Control'));
}

/** Which of these keys the page left to whoever comes after it. macOS' menu bar would act on them, a second time. */
async function leftOver(window: StandInWindow, keys: readonly string[]): Promise<readonly string[]> {
  const page = await window.page;
  // Added last, so that it hears them last.
  await page.evaluate(() => {
    const left: string[] = [];
    Reflect.set(globalThis, 'left', left);
    addEventListener('keydown', ({ key, defaultPrevented }) => {
      if (key !== 'Control' && key !== 'Shift' && !defaultPrevented) left.push(key);
    });
  });
  for (const key of keys) await page.keyboard.press(key);
  return page.evaluate(() => Reflect.get(globalThis, 'left') as string[]);
}

describe('a key that the menu bar shows', () => {
  it('is taken by the window, so that macOS’ menu bar does not act on it too', async () => {
    const window = await rig.launchWindow();
    const page = await window.page;
    await call(window, 'practice', null);
    await page.getByRole('button', { name: 'New account' }).waitFor();
    expect(keysOfTheWindow()).toEqual([
      ...['Control+N', 'Control+Enter', 'Control+Shift+Enter', 'F5', 'Control+,', 'Control+F', 'Control+K'],
    ]);
    expect(await leftOver(window, keysOfTheWindow())).toEqual([]);
    // The last of them has opened a dialog: under it they do nothing, and are taken all the same.
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(
      await leftOver(
        window,
        keysOfTheWindow().filter((key) => !key.endsWith('Enter')),
      ),
    ).toEqual([]);
    expect(await dialog.count()).toBe(1);
    expect(await leftOver(window, ['Control+Enter'])).toEqual([]);
    // A key that is nobody's is left, so that the watch above means something.
    expect(await leftOver(window, ['Control+J'])).toEqual(['J']);
  });
});

describe('a notification', () => {
  it('comes when something first needs a person, once, and names nobody', async () => {
    const window = await rig.launchWindow();
    await call(window, 'practice', null);
    await call(window, 'setPracticeFaults', {
      ...{ slow: false, offline: false, dropAnswers: false, keepsLess: false },
      answer: '422',
    });
    for (const at of [1, 2]) {
      await save(window, `refused-one-${at}`, `Refused ${at} Ltd`);
      await eventually(() => expect(rig.electron.badges.at(-1)).toBe(at));
    }
    expect(rig.electron.notified).toHaveLength(1);
    expect(JSON.stringify(rig.electron.notified.map(({ given }) => given))).not.toContain('Refused');
  });

  it('that is clicked shows the record that it is about', async () => {
    const window = await rig.launchWindow();
    await call(window, 'practice', null);
    await call(window, 'setPracticeFaults', {
      ...{ slow: false, offline: false, dropAnswers: false, keepsLess: false },
      answer: '422',
    });
    await save(window, 'refused-one-1', 'Refused Ltd');
    const notice = await eventuallyThere('notification', () => rig.electron.notified[0]);
    notice.emit('click');
    await (await window.page).getByRole('heading', { name: 'Refused Ltd' }).waitFor();
    expect(window.focused).toBe(true);
  });

  it('does not come while the window is looked at', async () => {
    const window = await rig.launchWindow();
    window.focus();
    await call(window, 'practice', null);
    await call(window, 'setPracticeFaults', {
      ...{ slow: false, offline: false, dropAnswers: false, keepsLess: false },
      answer: '422',
    });
    await save(window, 'refused-one-1', 'Refused Ltd');
    await eventually(() => expect(rig.electron.badges.at(-1)).toBe(1));
    expect(rig.electron.notified).toEqual([]);
  });
});

describe('a computer that was away', () => {
  let site: Practice;
  beforeEach(async () => {
    site = await runSalesbinder();
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await site.stop();
  });
  const ours = { senderFrame: { url: 'app://fieldbinder/', parent: null } };
  const foreign = { senderFrame: { url: 'https://elsewhere.example/', parent: null } };
  const hints: readonly (readonly [string, () => void])[] = [
    ['wakes up', () => rig.electron.powerMonitor.emit('resume')],
    ['is unlocked', () => rig.electron.powerMonitor.emit('unlock-screen')],
    ['comes back onto a network', () => rig.electron.ipcMain.send(ours, 'online', [])],
  ];

  // SalesBinder has refused the key once: from then on nothing is tried by itself.
  async function waitingForAHint(site: Practice): Promise<StandInWindow> {
    vi.stubEnv('FIELDBINDER_SALESBINDER_ORIGIN', site.origin);
    const window = await rig.launchWindow();
    await call(window, 'connect', { address: 'acme', key: KEY, keepKey: true });
    site.setKey('another key');
    await call(window, 'checkConnection', null);
    // And not tried once more: what arrived while the first answer was on its way may have asked for that.
    await eventually(async () =>
      expect(await connection(window)).toMatchObject({ is: 'held', until: null, trying: false }),
    );
    site.setKey(KEY);
    return window;
  }

  it.each(hints)('and %s has the way tried', async (_what, hint) => {
    const window = await waitingForAHint(site);
    hint();
    await eventually(async () => expect(await connection(window)).toMatchObject({ is: 'online' }));
  });

  it('is not what a page of somebody else’s can say', async () => {
    const window = await waitingForAHint(site);
    const before = site.log().length;
    rig.electron.ipcMain.send(foreign, 'online', []);
    for (let time = 0; time < 5; time += 1) {
      expect(await connection(window)).toMatchObject({ is: 'held' });
    }
    expect(site.log()).toHaveLength(before);
  });
});

async function connection(window: StandInWindow): Promise<Connection | undefined> {
  const opened = (await call(window, 'open', null)) as Result<Opened>;
  return opened.ok ? opened.value.status?.connection : undefined;
}

function save(window: StandInWindow, localId: string, name: string): Promise<unknown> {
  const changed = { name: { from: '', to: name } };
  return call(window, 'saveAccount', { localId, openedAtRevision: 0, type: 'customer', changed, note: null });
}
