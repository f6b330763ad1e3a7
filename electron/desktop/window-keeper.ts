import type { BrowserWindow } from 'electron';
import type { HostEvent } from '../../shared/contract/contract.ts';
import { EVENT } from '../shell/ipc-channels.ts';

/**
 * How long a page may take to put down what is typed. Ms. On a busy computer that can be seconds, and it is the last
 * chance for what is typed; one that hangs must not hold up a shutdown for ever.
 */
const PATIENCE = 10_000;

/**
 * The one window, or none: opens it again when it was closed, keeps for it what it is not yet there to hear, and never
 * lets it go before what is being typed in it is on the disk.
 */
export class WindowKeeper {
  #make: () => BrowserWindow;
  #onSessionEnd: () => void;
  #window: BrowserWindow | null = null;
  /** Its page has asked what there is, so it hears events. */
  #hears = false;
  #kept: HostEvent[] = [];
  #mayClose = false;
  #putDown: () => void = () => undefined;

  /** @param onSessionEnd called when Windows ends the person's session: hardly any time is left */
  constructor(make: () => BrowserWindow, onSessionEnd: () => void) {
    this.#make = make;
    this.#onSessionEnd = onSessionEnd;
  }

  get current(): BrowserWindow | null {
    return this.#window;
  }

  /** Opens it, or brings it to the front. */
  show(): void {
    if (this.#window !== null) return comeBack(this.#window);
    const window = this.#make();
    this.#window = window;
    // A page that is loaded anew hears nothing until it asks again. Not `did-start-loading`: that also comes for a link
    // that is then blocked, and for a frame.
    window.webContents.on('did-navigate', () => (this.#hears = false));
    // A page that died answers nobody, and hears nothing.
    window.webContents.on('render-process-gone', () => {
      this.#hears = false;
      this.isDown();
    });
    window.on('close', (event) => {
      if (this.#mayClose) return;
      event.preventDefault();
      void this.close();
    });
    // Windows goes down, or its person logs off. The first event leaves time, the second hardly any; the session may
    // also go on after the first, so that one closes nothing.
    window.on('query-session-end', () => void this.putDown());
    window.on('session-end', () => this.#onSessionEnd());
    window.on('closed', () => {
      this.#window = null;
      this.#hears = false;
      this.#mayClose = false;
      this.isDown();
    });
  }

  /** For the page as it is: without one nobody misses it, because a page begins by asking for everything. */
  tell(event: HostEvent): void {
    const contents = this.#window?.isDestroyed() === false ? this.#window.webContents : null;
    if (contents !== null && !contents.isCrashed()) contents.send(EVENT, event);
  }

  /** For the person: shows the window, and waits for its page where need be. */
  ask(event: HostEvent): void {
    this.show();
    if (this.#hears) this.tell(event);
    else this.#kept.push(event);
  }

  /** Closes it, once what is being typed in it is on the disk. Ends when that is so. */
  async close(): Promise<void> {
    const window = this.#window;
    await this.putDown();
    if (window === null || this.#window !== window || window.isDestroyed()) return;
    this.#mayClose = true;
    window.close();
  }

  /** Has the page put what is being typed on the disk; one that isn't there, or doesn't answer, isn't waited for. */
  putDown(): Promise<void> {
    if (!this.#hears || this.#window === null || this.#window.isDestroyed()) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, PATIENCE);
      const before = this.#putDown;
      this.#putDown = () => {
        clearTimeout(timer);
        before();
        resolve();
      };
      this.tell({ is: 'closing' });
    });
  }

  /** The page has put everything down, or can't any more. */
  isDown(): void {
    const waiting = this.#putDown;
    this.#putDown = () => undefined;
    waiting();
  }

  heard(): void {
    this.#hears = true;
    for (const event of this.#kept.splice(0)) this.tell(event);
  }
}

/** A page that died and was not loaded again is: whoever asks for the window wants to see it. */
function comeBack(window: BrowserWindow): void {
  if (window.webContents.isCrashed()) window.webContents.reload();
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
