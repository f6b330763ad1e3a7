import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserWindowConstructorOptions, WindowOpenHandlerResponse } from 'electron';
import type { BrowserContext, Page, Route } from 'playwright-core';
import { preventable } from './preventable.ts';
import { preloadScript } from './stand-in-preload.ts';
import type { StandInSession } from './stand-in-session.ts';

export type IpcMainSide = (event: unknown, ...args: unknown[]) => unknown;

/** The main process as a frame reaches it. */
interface Ipc {
  invoke(event: unknown, channel: string, args: unknown[]): Promise<unknown>;
  send(event: unknown, channel: string, args: unknown[]): void;
}

/** Chromium refuses navigation to a scheme that it doesn't know, so app:// stands at an address that can't exist. */
const OUTSIDE = 'https://fieldbinder.invalid/';
const INSIDE = 'app://fieldbinder/';

export interface StandInWindowParts {
  readonly context: BrowserContext;
  readonly session: StandInSession;
  readonly ipc: Ipc;
  readonly neverReadyToShow?: boolean;
}

const NORMAL = { x: 10, y: 20, width: 900, height: 700 };
const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 };

/** A BrowserWindow whose page is a real Chromium's, with the true preload in it. */
export class StandInWindow extends EventEmitter {
  readonly options: BrowserWindowConstructorOptions;
  readonly page: Promise<Page>;
  readonly violations: string[] = [];
  readonly pageErrors: string[] = [];
  /** Addresses that the page tried to reach besides its own, and whether the app let it. */
  readonly left: { readonly url: string; readonly allowed: boolean }[] = [];
  focused = false;
  shown = false;
  #destroyed = false;
  #crashed = false;
  #maximized = false;
  #bounds = NORMAL;
  #neverReady: boolean;
  #closing: Promise<void> = Promise.resolve();
  #session: StandInSession;
  #ipc: Ipc;
  #loaded: Page | null = null;
  #openHandler: (details: { url: string }) => WindowOpenHandlerResponse = () => ({ action: 'allow' });
  #contents = new EventEmitter();

  constructor(options: BrowserWindowConstructorOptions, parts: StandInWindowParts) {
    super();
    const { context, session, ipc } = parts;
    this.#neverReady = parts.neverReadyToShow === true;
    this.options = options;
    this.#session = session;
    this.#ipc = ipc;
    this.page = this.#open(context);
  }

  get webContents() {
    return {
      on: this.#contents.on.bind(this.#contents),
      once: this.#contents.once.bind(this.#contents),
      isCrashed: () => this.#crashed,
      reload: () => {
        this.#crashed = false;
        // One that is closed meanwhile is not loaded again.
        void this.page.then((page) => page.reload()).catch(() => undefined);
      },
      forcefullyCrashRenderer: () => {
        this.#contents.emit('responsive');
        void this.crash();
      },
      setWindowOpenHandler: (handler: typeof this.opens) => (this.#openHandler = handler),
      send: (channel: string, ...args: unknown[]) => {
        if (!this.#crashed) void this.#deliver(channel, structuredClone(args));
      },
    };
  }

  /** The app's answer to `window.open(url)`. */
  opens = (details: { url: string }): WindowOpenHandlerResponse => this.#openHandler(details);

  /** @returns whether the app lets it: as Electron's `will-attach-webview` and the like */
  allows(name: string, event: object): boolean {
    let allowed = true;
    this.#contents.emit(name, { ...event, preventDefault: () => (allowed = false) });
    return allowed;
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.page;
    await page.goto(url.replace(INSIDE, OUTSIDE));
    if (!this.#neverReady) this.emit('ready-to-show');
    this.#contents.emit('did-finish-load');
  }

  /** As Electron tells of a page whose process died; the page itself goes, and what was only in it. */
  async crash(reason = 'crashed'): Promise<void> {
    await (await this.page).evaluate(() => document.body.replaceChildren());
    this.#crashed = true;
    this.#contents.emit('render-process-gone', {}, { reason });
  }

  /** As Electron tells of a page that has not answered a key or a click for a while. */
  hang(): void {
    this.#contents.emit('unresponsive');
  }

  /** As Electron tells of one that does again. */
  answerAgain(): void {
    this.#contents.emit('responsive');
  }

  show = (): void => {
    this.shown = true;
    this.emit('show');
  };
  setOverlayIcon = (): void => undefined;
  focus = (): void => {
    this.focused = true;
    this.emit('focus');
  };
  restore = (): void => undefined;
  /** As on Linux: it shows the window, which grows before it says that it is maximized. */
  maximize = (): void => {
    this.shown = true;
    this.emit('show');
    this.#bounds = SCREEN;
    this.emit('resize');
    this.#maximized = true;
    this.emit('maximize');
  };
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => this.#maximized;
  isFullScreen = (): boolean => false;
  isDestroyed = (): boolean => this.#destroyed;
  getBounds = () => this.#bounds;

  /** As a person closes it: the app may have it wait, and close it itself. */
  close = (): void => {
    const event = preventable();
    this.emit('close', event);
    if (!event.defaultPrevented && !this.#destroyed) void this.#close();
  };

  /** Nobody is asked. */
  destroy = async (): Promise<void> => {
    if (!this.#destroyed) await this.#close();
  };

  /** Ends when it was really closed. */
  get gone(): Promise<void> {
    return this.#destroyed ? this.#closing : new Promise((resolve) => this.once('closed', () => resolve()));
  }

  async #close(): Promise<void> {
    this.#destroyed = true;
    this.#closing = this.page.then((page) => page.close({ runBeforeUnload: false }));
    await this.#closing;
    this.emit('closed');
  }

  async #open(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', (error) => this.pageErrors.push(error.message));
    await page.exposeFunction('standInViolation', (text: string) => this.violations.push(text));
    await page.exposeFunction('standInIpc', (kind: 'invoke' | 'send', channel: string, args: unknown[]) =>
      this.#ipc[kind](this.#event(page), channel, args),
    );
    await page.addInitScript(
      preloadScript(readFileSync(String(this.options.webPreferences?.preload), 'utf8')),
    );
    await page.route('**/*', (route) => this.#answer(route));
    this.#loaded = page;
    return page;
  }

  #event(page: Page) {
    return { senderFrame: { url: page.url().replace(OUTSIDE, INSIDE), parent: null } };
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const url = request.url().replace(OUTSIDE, INSIDE);
    const navigates = request.isNavigationRequest();
    // Also for what is then blocked.
    if (navigates) this.#contents.emit('did-start-loading');
    if (navigates && !this.allows('will-frame-navigate', { url })) {
      this.left.push({ url, allowed: false });
      return route.abort('aborted');
    }
    const answer = await this.#session
      .answer(new Request(url, { method: request.method() }))
      .catch(() => null);
    if (answer === null) {
      this.left.push({ url, allowed: true });
      return route.abort('addressunreachable');
    }
    if (navigates) this.#contents.emit('did-navigate');
    const headers = Object.fromEntries(answer.headers);
    const body = Buffer.from(await answer.arrayBuffer());
    return route.fulfill({ status: answer.status, headers, body });
  }

  async #deliver(channel: string, args: unknown[]): Promise<void> {
    if (this.#loaded === null || this.#destroyed) return;
    // A page that is just going away hears nothing, as in Electron.
    await this.#loaded.evaluate(deliver, [channel, args] as const).catch(() => undefined);
  }
}

/** Runs in the page. */
function deliver([channel, args]: readonly [string, readonly unknown[]]): void {
  const inPage = Reflect.get(window, Symbol.for('stand-in')) as {
    deliver(channel: string, args: readonly unknown[]): void;
  };
  inPage.deliver(channel, args);
}
