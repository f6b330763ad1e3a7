import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { BrowserContext } from 'playwright-core';
import { named } from './named-members.ts';
import { standInApp } from './stand-in-app.ts';
import type { StandInAppOptions } from './stand-in-app.ts';
import { StandInTray } from './stand-in-menu.ts';
import type { StandInMenu } from './stand-in-menu.ts';
import { StandInSession } from './stand-in-session.ts';
import { StandInWindow } from './stand-in-window.ts';
import type { IpcMainSide } from './stand-in-window.ts';
import { netRequest } from './update-feed.ts';

/**
 * A stand-in for the `electron` module, as far as the main process uses it. Members are checked against Electron's
 * own types by name, so that a call Electron doesn't have can't pass here; what it does follows Electron's docs.
 */
export interface StandInOptions extends StandInAppOptions {
  /** Where windows come up: a fresh context of a real Chromium. */
  readonly context: BrowserContext;
  /** The system's way of keeping keys. */
  readonly keystore?: Keystore;
  /** The button that the person chooses in a message box, by its place; by default nothing, so that it stays open. */
  readonly chooses?: number;
  /** As on Wayland, where a window that isn't shown may never be ready to be. */
  readonly neverReadyToShow?: boolean;
  readonly dark?: boolean;
}

/**
 * `none`: the desktop is one without a keystore. `locked`: it has one that can't be opened. `asking`: its person has not
 * answered yet.
 */
type Keystore = 'gnome_libsecret' | 'basic_text' | 'none' | 'locked' | Promise<'gnome_libsecret' | 'locked'>;

export type StandIn = ReturnType<typeof electronStandIn>;

export function electronStandIn(options: StandInOptions) {
  const windows: StandInWindow[] = [];
  const sessions = new Map<string, StandInSession>();
  const opened: string[] = [];
  const errors: string[] = [];
  const boxes: Electron.MessageBoxOptions[] = [];
  const notified: StandInNotification[] = [];
  const trays: StandInTray[] = [];
  const menus: StandInMenu[] = [];
  const schemes: Electron.CustomScheme[] = [];
  const defaultSession = new StandInSession('default');
  const powerMonitor = new EventEmitter();
  const ipcMain = ipcMainStandIn();
  const { app, events: appEvents, ...ofApp } = standInApp(options, windows);

  class BrowserWindow extends StandInWindow {
    constructor(given: Electron.BrowserWindowConstructorOptions) {
      super(given, { ...options, session: defaultSession, ipc: ipcMain });
      windows.push(this);
      appEvents.emit('web-contents-created', {}, this.webContents);
      this.on('closed', () => {
        if (windows.every((window) => window.isDestroyed())) appEvents.emit('window-all-closed');
      });
    }
    static getFocusedWindow = () => windows.find((window) => window.focused) ?? null;
    static getAllWindows = () => windows.filter((window) => !window.isDestroyed());
  }

  const module = {
    app,
    BrowserWindow,
    ipcMain,
    powerMonitor,
    dialog: named<Electron.Dialog>()({
      showErrorBox: (_title: string, text: string) => void errors.push(text),
      showMessageBox: (_window: unknown, box: Electron.MessageBoxOptions) => {
        boxes.push(box);
        return options.chooses === undefined
          ? takenBack(box)
          : Promise.resolve({ response: options.chooses, checkboxChecked: false });
      },
    }),
    Menu: {
      buildFromTemplate: (template: StandInMenu) => template,
      setApplicationMenu: (menu: StandInMenu) => void menus.push(menu),
    },
    nativeImage: named<typeof Electron.nativeImage>()({
      createFromBuffer: () => ({ addRepresentation: () => undefined, setTemplateImage: () => undefined }),
    }),
    Tray: class extends StandInTray {
      constructor() {
        super();
        trays.push(this);
      }
    },
    Notification: class extends StandInNotification {
      override show = () => void notified.push(this);
      static isSupported = () => true;
    },
    nativeTheme: named<Electron.NativeTheme>()({ shouldUseDarkColors: options.dark === true }),
    net: named<Electron.Net>()({ request: netRequest }),
    protocol: named<Electron.Protocol>()({
      registerSchemesAsPrivileged: (given: Electron.CustomScheme[]) => void schemes.push(...given),
    }),
    safeStorage: safeStorageStandIn(options.keystore ?? 'gnome_libsecret'),
    screen: named<Electron.Screen>()({
      getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
    }),
    session: {
      defaultSession,
      fromPartition: (name: string) => {
        const own = sessions.get(name) ?? new StandInSession(name);
        sessions.set(name, own);
        return own;
      },
    },
    shell: named<Electron.Shell>()({
      openExternal: (url: string) => {
        opened.push(url);
        return Promise.resolve();
      },
      openPath: (path: string) => {
        opened.push(path);
        return Promise.resolve('');
      },
      showItemInFolder: (path: string) => void opened.push(path),
    }),
  } satisfies Partial<Record<keyof typeof Electron, unknown>>;

  return {
    module,
    windows,
    defaultSession,
    schemes,
    ...ofApp,
    opened,
    errors,
    boxes,
    notified,
    trays,
    menus,
    ipcMain,
    appEvents,
    powerMonitor,
  };
}

/** A box in which nobody chooses stays open until the app takes it back; then it is as if it had been cancelled. */
function takenBack({
  signal,
  cancelId = 0,
}: Electron.MessageBoxOptions): Promise<Electron.MessageBoxReturnValue> {
  return new Promise((resolve) => {
    signal?.addEventListener('abort', () => resolve({ response: cancelId, checkboxChecked: false }));
  });
}

function ipcMainStandIn() {
  const handlers = new Map<string, IpcMainSide>();
  const listeners = new EventEmitter();
  return {
    handle: (channel: string, handler: IpcMainSide) => void handlers.set(channel, handler),
    on: (channel: string, listener: (event: unknown, ...args: unknown[]) => void) =>
      void listeners.on(channel, listener),
    channels: () => [...handlers.keys(), ...listeners.eventNames().map(String)],
    /** A message from a frame; both ways through structured clone, as in Electron. */
    invoke: async (event: unknown, channel: string, args: unknown[]): Promise<unknown> => {
      const handler = handlers.get(channel);
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      return structuredClone(await handler(event, ...structuredClone(args)));
    },
    send: (event: unknown, channel: string, args: unknown[]): void => {
      listeners.emit(channel, event, ...structuredClone(args));
    },
  };
}

class StandInNotification extends EventEmitter {
  readonly given: Electron.NotificationConstructorOptions;
  constructor(given: Electron.NotificationConstructorOptions) {
    super();
    this.given = given;
  }
  show: () => void = () => undefined;
}

function safeStorageStandIn(keystore: Keystore) {
  const flip = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
  const backend = {
    basic_text: 'basic_text',
    none: 'unknown',
  } as const;
  return {
    isAsyncEncryptionAvailable: async () => {
      const found = await keystore;
      return found === 'gnome_libsecret' || found === 'basic_text';
    },
    getSelectedStorageBackend: () =>
      keystore === 'basic_text' || keystore === 'none' ? backend[keystore] : 'gnome_libsecret',
    encryptStringAsync: (text: string) => Promise.resolve(flip(Buffer.from(text))),
    decryptStringAsync: (sealed: Buffer) =>
      Promise.resolve({ result: flip(sealed).toString(), shouldReEncrypt: false }),
  } satisfies Pick<
    Electron.SafeStorage,
    'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
  >;
}
