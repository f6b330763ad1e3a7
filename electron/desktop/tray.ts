import { Menu, nativeImage, Tray } from 'electron';
import type { NativeImage } from 'electron';
import type { AppStatus } from '../../shared/contract/status.ts';
import { TRAY } from '../../shared/words/en/shell.ts';
import { TRAY_ICONS } from './tray-icon.ts';

export interface TrayActions {
  open(): void;
  stayOffline(on: boolean): void;
  quit(): void;
}

/** The icon in the tray or menu bar, when the person wants one: how things stand, and "Stay offline". */
export class TrayIcon {
  #actions: TrayActions | null = null;
  #tray: Tray | null = null;
  #status: AppStatus | null = null;
  #platform: NodeJS.Platform;

  constructor(platform = process.platform) {
    this.#platform = platform;
  }

  serve(actions: TrayActions): void {
    this.#actions = actions;
  }

  get shown(): boolean {
    return this.#tray !== null;
  }

  get offline(): boolean {
    return this.#status?.connection.is === 'stay-offline';
  }

  show(on: boolean): void {
    if (on === this.shown) return;
    this.#tray?.destroy();
    this.#tray = on ? new Tray(trayImage()) : null;
    // A click on macOS opens the menu: it would open the window as well.
    if (this.#platform !== 'darwin') this.#tray?.on('click', () => this.#actions?.open());
    this.#draw();
  }

  tell(status: AppStatus | null): void {
    this.#status = status;
    this.#draw();
  }

  #draw(): void {
    const tray = this.#tray;
    if (tray === null) return;
    const words = TRAY.status(this.#status);
    const { offline } = this;
    tray.setToolTip(`Fieldbinder: ${words}`);
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: words, enabled: false },
        { type: 'separator' },
        { label: TRAY.open, click: () => this.#actions?.open() },
        {
          label: TRAY.stayOffline,
          type: 'checkbox',
          checked: offline,
          click: () => this.#actions?.stayOffline(!offline),
        },
        { type: 'separator' },
        { label: TRAY.quit, click: () => this.#actions?.quit() },
      ]),
    );
  }
}

/** macOS recolours a template image to fit its menu bar. */
function trayImage(): NativeImage {
  const mac = process.platform === 'darwin';
  const [single, double] = mac ? TRAY_ICONS.black : TRAY_ICONS.green;
  const image = nativeImage.createFromBuffer(Buffer.from(single, 'base64'), { scaleFactor: 1 });
  image.addRepresentation({ scaleFactor: 2, buffer: Buffer.from(double, 'base64') });
  image.setTemplateImage(mac);
  return image;
}
