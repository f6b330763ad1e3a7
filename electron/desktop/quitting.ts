import { app, powerMonitor } from 'electron';
import type { App } from '../app/app-port.ts';
import type { WindowKeeper } from './window-keeper.ts';

export interface Quitting {
  /** Whether the app lives on without a window. */
  staysOpen(): boolean;
  /** Runs once the app has everything on disk. */
  last(end: End): void;
}

export interface End {
  /** Nothing was under way any more. */
  readonly settled: boolean;
  /** The system ends too: whatever is begun now is cut off half-way. */
  readonly withSession: boolean;
}

/**
 * Closing never asks: everything typed is kept. First what is still being typed goes to the disk, then a send that is
 * under way is waited for a moment (later its outcome is looked up), and only after that an update takes its place
 * (electron-updater does so at the `quit` that follows).
 */
export function quitCleanly(
  running: Promise<App>,
  windows: WindowKeeper,
  { staysOpen, last }: Quitting,
  platform = process.platform,
): { readonly atSessionEnd: () => void } {
  let closed: Promise<void> | null = null;
  let done = false;
  let withSession = false;
  const close = async (): Promise<void> => {
    let settled = false;
    try {
      await windows.close();
      settled = await (await running).close();
    } finally {
      done = true;
      last({ settled, withSession });
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
  const atSessionEnd = (): void => {
    withSession = true;
    app.quit();
  };
  // The system goes down: macOS and Linux tell the app, and wait for it when asked to; Windows tells the window. macOS
  // says so also when somebody quits from the Dock (electron/electron#24105).
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    event?.preventDefault();
    if (platform === 'darwin') app.quit();
    else atSessionEnd();
  });
  return { atSessionEnd };
}
