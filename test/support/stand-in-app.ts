import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { named } from './named-members.ts';
import { preventable } from './preventable.ts';
import type { StandInWindow } from './stand-in-window.ts';

export interface StandInAppOptions {
  readonly userData: string;
  /** As an installed program; else as from a folder of sources. */
  readonly packaged?: boolean;
  readonly version?: string;
  /** As `--name=value` on the command line. */
  readonly switches?: Readonly<Record<string, string>>;
  /** As Task Manager leaves an entry that it switched off: it is there, and opens nothing. */
  readonly loginItemOff?: boolean;
}

/** Electron's `app`, as far as the main process uses it, and what a test sees of it. */
export function standInApp(options: StandInAppOptions, windows: readonly StandInWindow[]) {
  const events = new EventEmitter();
  const badges: number[] = [];
  /** The switches that the app added to Chromium's command line. */
  const switches: string[] = [];
  const quitting = { asked: 0, done: false, exitCode: null as number | null };
  const sandbox = { enabled: false };
  const given = new Map(Object.entries(options.switches ?? {}));
  let openAtLogin = false;

  const app = named<Electron.App>()({
    on: (name: string, listener: (...args: unknown[]) => void) => events.on(name, listener),
    once: (name: string, listener: (...args: unknown[]) => void) => events.once(name, listener),
    requestSingleInstanceLock: () => true,
    whenReady: () => Promise.resolve(),
    isPackaged: options.packaged === true,
    getPath: () => options.userData,
    getVersion: () => options.version ?? '0.0.0-test',
    getName: () => 'Fieldbinder',
    setBadgeCount: (count: number) => {
      badges.push(count);
      return true;
    },
    enableSandbox: () => {
      sandbox.enabled = true;
      given.delete('no-sandbox');
    },
    setAsDefaultProtocolClient: () => true,
    getLoginItemSettings: () => ({
      openAtLogin,
      executableWillLaunchAtLogin: openAtLogin && options.loginItemOff !== true,
    }),
    setLoginItemSettings: (given: Electron.Settings) => void (openAtLogin = given.openAtLogin === true),
    commandLine: {
      appendSwitch: (name: string) => void switches.push(name),
      getSwitchValue: (name: string) => given.get(name) ?? '',
      hasSwitch: (name: string) => given.has(name),
    },
    /** Nobody is asked any more. */
    exit: (code: number) => {
      quitting.exitCode = code;
      void Promise.all(windows.map((window) => window.destroy())).then(() => end(code));
    },
    /** `before-quit`, which may prevent it; then every window is closed, which may prevent it too; then `quit`. */
    quit: () => {
      quitting.asked += 1;
      const event = preventable();
      events.emit('before-quit', event);
      if (!event.defaultPrevented) void closeAll().then(() => end(0));
    },
  });

  async function closeAll(): Promise<void> {
    const open = windows.filter((window) => !window.isDestroyed());
    for (const window of open) window.close();
    await Promise.all(open.map((window) => window.gone));
  }

  function end(exitCode: number): void {
    if (quitting.done) return;
    events.emit('quit', {}, exitCode);
    quitting.done = true;
  }

  return { app, events, given, badges, switches, quitting, sandbox };
}
