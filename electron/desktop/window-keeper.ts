import type { BrowserWindow } from 'electron';
import type { HostEvent } from '../../shared/contract.ts';
import { EVENT } from '../shell/ipc-channels.ts';

/** The one window, or none: opens it again when it was closed, and keeps for it what it is not yet there to hear. */
export class WindowKeeper {
  #make: () => BrowserWindow;
  #window: BrowserWindow | null = null;
  /** Its page has asked what there is, so it hears events. */
  #hears = false;
  #kept: HostEvent[] = [];

  constructor(make: () => BrowserWindow) {
    this.#make = make;
  }

  get current(): BrowserWindow | null {
    return this.#window;
  }

  /** Opens it, or brings it to the front. */
  show(): void {
    if (this.#window !== null) return bringToFront(this.#window);
    const window = this.#make();
    this.#window = window;
    // A page that is loaded anew hears nothing until it asks again.
    window.webContents.on('did-start-loading', () => (this.#hears = false));
    window.on('closed', () => {
      this.#window = null;
      this.#hears = false;
    });
  }

  /** For the page as it is: without one nobody misses it, because a page begins by asking for everything. */
  tell(event: HostEvent): void {
    if (this.#window !== null && !this.#window.isDestroyed()) this.#window.webContents.send(EVENT, event);
  }

  /** For the person: shows the window, and waits for its page where need be. */
  ask(event: HostEvent): void {
    this.show();
    if (this.#hears) this.tell(event);
    else this.#kept.push(event);
  }

  heard(): void {
    this.#hears = true;
    for (const event of this.#kept.splice(0)) this.tell(event);
  }
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
