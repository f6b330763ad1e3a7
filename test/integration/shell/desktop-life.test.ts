import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { call, desktopRig } from '../../support/desktop-rig.ts';
import { eventually } from '../../support/eventually.ts';

const rig = desktopRig();

describe('one instance', () => {
  it('a second one quits and touches nothing', async () => {
    await rig.launch({ locked: true });
    await rig.ended();
    expect(rig.electron.windows).toEqual([]);
    expect(existsSync(join(rig.userData, 'lock'))).toBe(false);
  });

  it('the first comes to the front', async () => {
    const window = await rig.launchWindow();
    window.focused = false;
    rig.electron.appEvents.emit('second-instance', {}, []);
    expect(window.focused).toBe(true);
  });

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
