import { app, powerMonitor } from 'electron';
import type { App } from '../app/app-port.ts';
import type { WindowKeeper } from './window-keeper.ts';

export interface Quitting {
  /** Whether the app lives on without a window. */
  staysOpen(): boolean;
  /** Runs once the app has everything on disk. `settled`: and nothing was under way any more. */
  last(settled: boolean): void;
}

/**
 * Closing never asks: everything typed is kept. First what is still being typed goes to the disk, then a send that is
 * under way is waited for a moment (later its outcome is looked up), and only after that an update takes its place
 * (electron-updater does so at the `quit` that follows).
 */
export function quitCleanly(running: App, windows: WindowKeeper, { staysOpen, last }: Quitting): void {
  let closed: Promise<void> | null = null;
  let done = false;
  const close = async (): Promise<void> => {
    let settled = false;
    try {
      await windows.close();
      settled = await running.close();
    } finally {
      done = true;
      last(settled);
      app.quit();
    }
  };
  app.on('window-all-closed', () => {
    if (closed === null && !staysOpen()) app.quit();
  });
  app.on('before-quit', (event) => {
    if (done) return;
    event.preventDefault();
    closed ??= close();
  });
  // The system goes down: macOS and Linux tell the app, and wait for it when asked to; Windows tells the window.
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    event?.preventDefault();
    app.quit();
  });
}
