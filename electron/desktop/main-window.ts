import { BrowserWindow } from 'electron';
import { PAGE } from './app-scheme.ts';
import { boundsFor, keepBounds } from './window-bounds.ts';

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
    // Shown once it is painted, so that no white page flashes.
    show: false,
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
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('focus', onFocus);
  window.on('close', () => keepBounds(boundsFile, window));
  void window.loadURL(PAGE);
  return window;
}
