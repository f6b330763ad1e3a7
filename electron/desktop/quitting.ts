import { app, powerMonitor } from 'electron';
import type { App } from '../app-port.ts';

/**
 * Closing never asks: everything typed is kept. Quits once the app has everything on disk; a send that is under way
 * is waited for a moment (later its outcome is looked up), and only after that an update takes its place (electron-updater does so at the `quit` that follows).
 *
 * @param staysOpen whether the app lives on without a window
 * @param last runs once the app has everything on disk
 */
export function quitCleanly(running: App, staysOpen: () => boolean, last: () => void): void {
  let closed: Promise<void> | null = null;
  let done = false;
  app.on('window-all-closed', () => {
    if (!staysOpen()) app.quit();
  });
  app.on('before-quit', (event) => {
    if (done) return;
    event.preventDefault();
    closed ??= running.close().finally(() => {
      done = true;
      last();
      app.quit();
    });
  });
  // The system goes down: the same way out, as long as it lets us (macOS and Linux; Windows closes the window).
  powerMonitor.on('shutdown', () => app.quit());
}
