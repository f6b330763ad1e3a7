import { app, nativeImage } from 'electron';
import type { BrowserWindow } from 'electron';
import { accountsNeedYouWords } from '../../shared/words/en/status.ts';
import { TRAY_ICONS } from './tray-icon.ts';

/** How many records need a person: a number on the dock (macOS, Unity), a dot on Windows' taskbar, which has no numbers. */
export class Badge {
  #count = 0;
  #window: () => BrowserWindow | null;
  #onTaskbar: boolean;

  constructor(window: () => BrowserWindow | null, platform = process.platform) {
    this.#window = window;
    this.#onTaskbar = platform === 'win32';
  }

  show(count: number): void {
    this.#count = count;
    if (this.#onTaskbar) this.draw();
    else app.setBadgeCount(count);
  }

  /** The taskbar's dot belongs to a window: a new one begins without. */
  draw(): void {
    if (!this.#onTaskbar) return;
    const dot = nativeImage.createFromBuffer(Buffer.from(TRAY_ICONS.dot[0], 'base64'));
    const some = this.#count > 0;
    this.#window()?.setOverlayIcon(some ? dot : null, some ? accountsNeedYouWords(this.#count) : '');
  }
}
