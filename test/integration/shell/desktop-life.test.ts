import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PAPER } from '../../../electron/desktop/paper.ts';
import { call, desktopRig } from '../../support/desktop-rig.ts';
import { eventually } from '../../support/eventually.ts';

const rig = desktopRig();

describe('a start', () => {
  it('says so when another process has the data, and exits', async () => {
    await rig.launchWindow();
    await rig.launch();
    await eventually(() => expect(rig.electron.quitting.exitCode).toBe(1));
    expect(rig.electron.errors).toEqual([`Fieldbinder is already running with its data in ${rig.userData}.`]);
  });
});

describe('the key', () => {
  const keys = () => join(rig.userData, 'keys.json');
  // Nothing answers there: the key is kept and checked later.
  const connect = (keepKey: boolean) => ({ address: 'acme', key: 'SECRET-KEY-123', keepKey });
  beforeEach(() => vi.stubEnv('FIELDBINDER_SALESBINDER_ORIGIN', 'http://127.0.0.1:9'));
  afterEach(() => vi.unstubAllEnvs());

  it('is kept encrypted where there is a keystore', async () => {
    const window = await rig.launchWindow();
    expect(await call(window, 'connect', connect(false))).toMatchObject({ ok: true });
    await eventually(() => expect(existsSync(keys())).toBe(true));
    expect(readFileSync(keys(), 'utf8')).not.toContain('SECRET-KEY-123');
  });

  it('that is sealed survives a run that can’t open the keystore', async () => {
    const window = await rig.launchWindow();
    await call(window, 'connect', connect(false));
    rig.electron.module.app.quit();
    await rig.ended();
    const sealed = readFileSync(keys());
    const again = await rig.launchWindow({ keystore: 'locked' });
    await eventually(async () =>
      expect(await call(again, 'open', null)).toMatchObject({ value: { keystore: 'unavailable' } }),
    );
    await call(again, 'giveKey', { key: 'ANOTHER-KEY', keepKey: true });
    expect(readFileSync(keys())).toEqual(sealed);
  });

  it('is read once the keystore has answered, and the window is there before', async () => {
    const first = await rig.launchWindow();
    await call(first, 'connect', connect(false));
    rig.electron.module.app.quit();
    await rig.ended();
    let answer = (_found: 'gnome_libsecret'): void => undefined;
    const window = await rig.launchWindow({ keystore: new Promise((resolve) => (answer = resolve)) });
    expect(await call(window, 'open', null)).toMatchObject({
      value: { keystore: 'opening', status: { connection: { is: 'not-tried' } } },
    });
    answer('gnome_libsecret');
    await eventually(async () =>
      expect(await call(window, 'open', null)).toMatchObject({
        value: { keystore: 'keystore', status: { connection: { problem: { what: 'unreachable' } } } },
      }),
    );
  });

  it.each(['basic_text', 'none'] as const)(
    'with %s stays in memory unless the person says otherwise',
    async (keystore) => {
      const window = await rig.launchWindow({ keystore });
      expect(await call(window, 'open', null)).toMatchObject({ value: { keystore: 'plain' } });
      await call(window, 'connect', connect(false));
      expect(existsSync(keys())).toBe(false);
      await call(window, 'connect', connect(true));
      expect(readFileSync(keys(), 'utf8')).toContain('SECRET-KEY-123');
    },
  );
});

describe('a window', () => {
  it('that is never ready to be shown, as on Wayland, is shown all the same', async () => {
    const window = await rig.launchWindow({ neverReadyToShow: true });
    await eventually(() => expect(window.shown).toBe(true));
  });

  it('that was maximized is so again once it has painted, and keeps the size that it had before', async () => {
    const file = join(rig.userData, 'window.json');
    writeFileSync(file, JSON.stringify({ x: 10, y: 20, width: 900, height: 700, maximized: true }));
    const window = await rig.launchWindow({ dark: true });
    expect(window.options).toMatchObject({ show: false, backgroundColor: PAPER.dark });
    await eventually(() => expect(window.isMaximized()).toBe(true));
    window.close();
    await rig.ended();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      ...{ x: 10, y: 20, width: 900, height: 700, maximized: true },
    });
  });
});

describe('closing', () => {
  it('never asks, keeps the window’s place, and quits once everything is on disk', async () => {
    const window = await rig.launchWindow();
    window.close();
    await rig.ended();
    expect(rig.electron.quitting.asked).toBe(2);
    expect(JSON.parse(readFileSync(join(rig.userData, 'window.json'), 'utf8'))).toMatchObject({ width: 900 });
    expect(existsSync(join(rig.userData, 'lock'))).toBe(false);
    await rig.launchWindow();
    expect(rig.electron.windows[0]?.options).toMatchObject({ x: 10, y: 20, width: 900, height: 700 });
  });
});
