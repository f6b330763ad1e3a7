import { BrowserWindow, nativeTheme } from 'electron';
import { PAGE } from './app-scheme.ts';
import { PAPER } from './paper.ts';
import { boundsFor, keepBounds, NormalBounds } from './window-bounds.ts';

export interface WindowOptions {
  readonly preload: string;
  /** Where the window's place is kept between two runs. */
  readonly boundsFile: string;
  onFocus(): void;
}

/** The one window. Its page runs in a sandbox, has no Node, and reaches the host through the preload alone. */
export function openMainWindow({ preload, boundsFile, onFocus }: WindowOptions): BrowserWindow {
  const { maximized, ...bounds } = boundsFor(boundsFile);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 360,
    minHeight: 480,
    title: 'Fieldbinder',
    autoHideMenuBar: true,
    show: false,
    // Shown until the page has painted, and while the window grows.
    backgroundColor: nativeTheme.shouldUseDarkColors ? PAPER.dark : PAPER.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  const normal = new NormalBounds(window);
  showOncePainted(window, maximized);
  window.on('focus', onFocus);
  window.on('close', () => keepBounds(boundsFile, { ...normal.now, maximized: window.isMaximized() }));
  // Fails where the window is closed while it loads: then nobody misses it.
  window.loadURL(PAGE).catch(() => undefined);
  return window;
}

/** After its page has loaded, and after its making, ms: how long a window waits for `ready-to-show`. */
const LOADED = 300;
const MADE = 2_000;

/**
 * `ready-to-show` comes once the page is painted. On Wayland it may never come to a window that isn't shown
 * (electron/electron#48859), so that the window is shown then without it. `maximize` shows a window: it comes last.
 */
function showOncePainted(window: BrowserWindow, maximized: boolean): void {
  let shown = false;
  const show = (): void => {
    if (shown || window.isDestroyed()) return;
    shown = true;
    clearTimeout(tooLate);
    if (maximized) window.maximize();
    window.show();
  };
  const tooLate = setTimeout(show, MADE);
  window.once('ready-to-show', show);
  window.once('closed', () => clearTimeout(tooLate));
  window.webContents.once('did-finish-load', () => setTimeout(show, LOADED));
}
