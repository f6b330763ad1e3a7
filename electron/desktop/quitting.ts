import { app } from 'electron';
import type { App } from '../app-port.ts';

/** Closing never asks: everything typed is kept. Quits once the app has everything on disk. */
export function quitCleanly(running: App): void {
  let closed: Promise<void> | null = null;
  let done = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (done) return;
    event.preventDefault();
    closed ??= running.close().finally(() => {
      done = true;
      app.quit();
    });
  });
}
