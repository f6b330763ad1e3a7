import { readFileSync } from 'node:fs';
import type { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { packagingConfig } from '../../../../build/packaging/config.ts';
import { APP_ID } from '../../../../electron/desktop/app-id.ts';
import { installedProgram } from '../../../../electron/desktop/installed-program.ts';
import { willOpen } from '../../../../electron/desktop/open-at-login.ts';
import { quitCleanly } from '../../../../electron/desktop/quitting.ts';
import type { App } from '../../../../electron/app/app-port.ts';
import type { End } from '../../../../electron/desktop/quitting.ts';
import { WindowKeeper } from '../../../../electron/desktop/window-keeper.ts';
import { PAPER } from '../../../../electron/desktop/paper.ts';
import { TrayIcon } from '../../../../electron/desktop/tray.ts';

// Parts that one platform alone has, and a test on another one can only ask for.

const trays = vi.hoisted(() => [] as EventEmitter[]);
const events = vi.hoisted(
  () => ({ app: null, powerMonitor: null }) as unknown as Record<string, EventEmitter>,
);
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  class Tray extends Emitter {
    constructor() {
      super();
      trays.push(this);
    }
    setToolTip = () => undefined;
    setContextMenu = () => undefined;
    destroy = () => undefined;
  }
  class AppEvents extends Emitter {
    quit = () => this.emit('before-quit', { preventDefault: () => undefined });
  }
  Object.assign(events, { app: new AppEvents(), powerMonitor: new Emitter() });
  const image = { addRepresentation: () => undefined, setTemplateImage: () => undefined };
  return {
    ...{ ...events, Tray, Menu: { buildFromTemplate: () => null } },
    nativeImage: { createFromBuffer: () => image },
  };
});
beforeEach(() => trays.splice(0));

describe('the tray’s icon', () => {
  it.each([
    ['darwin', 0],
    ['win32', 1],
    ['linux', 1],
  ] as const)('on %s opens the window %i times a click', (platform, times) => {
    const open = vi.fn();
    const tray = new TrayIcon(platform);
    tray.serve({ open, stayOffline: () => undefined, quit: () => undefined });
    tray.show(true);
    trays[0]?.emit('click');
    expect(open).toHaveBeenCalledTimes(times);
  });
});

describe('the system’s end', () => {
  it.each([
    // There it is also the Dock's "Quit", and an update may take its place.
    ['darwin', false],
    ['linux', true],
  ] as const)('on %s is waited for, and one with the session: %s', async (platform, withSession) => {
    events.app?.removeAllListeners();
    events.powerMonitor?.removeAllListeners();
    const ended = new Promise<End>((last) => {
      const app = { close: () => Promise.resolve(true) } as App;
      const windows = new WindowKeeper(vi.fn(), vi.fn());
      quitCleanly(Promise.resolve(app), windows, { staysOpen: () => true, last }, platform);
    });
    const preventDefault = vi.fn();
    events.powerMonitor?.emit('shutdown', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
    expect(await ended).toEqual({ settled: true, withSession });
  });
});

describe('the program that a login or a link starts', () => {
  it('is the portable program itself, not where it unpacked itself to', () => {
    const env = { PORTABLE_EXECUTABLE_FILE: 'D:\\Fieldbinder.exe' };
    expect(installedProgram(env, 'C:\\Temp\\x\\Fieldbinder.exe')).toBe('D:\\Fieldbinder.exe');
  });

  it('is the AppImage, not its mount, and else the program', () => {
    expect(installedProgram({ APPIMAGE: '/home/me/F.AppImage' }, '/tmp/.mount/f')).toBe(
      '/home/me/F.AppImage',
    );
    expect(installedProgram({}, '/opt/Fieldbinder/fieldbinder')).toBe('/opt/Fieldbinder/fieldbinder');
  });
});

describe('opening at login', () => {
  it('is off on Windows once Task Manager switched it off', () => {
    const found = { openAtLogin: true, executableWillLaunchAtLogin: false };
    expect(willOpen(found, 'win32')).toBe(false);
    expect(willOpen(found, 'darwin')).toBe(true);
  });
});

it('a window and a notification carry the id that the installer gives', () => {
  expect(packagingConfig({}, null).appId).toBe(APP_ID);
});

it('a window that has not painted yet has the colour of its page', () => {
  const style = readFileSync(new URL('../../../../renderer/app.css', import.meta.url), 'utf8');
  expect(style).toContain(`--paper: light-dark(${PAPER.light}, ${PAPER.dark})`);
});
