import type { BrowserWindow } from 'electron';
import type { Log } from '../shell/log-file.ts';

/** A page that dies again and again is not helped by a fourth beginning. */
const TRIES = 3;
const WITHIN = 60_000;

/**
 * When the window's process dies the page is loaded again: what was typed is a draft on the disk, what was saved is
 * in the outbox, and neither lives in the window.
 */
export function mendWindow(
  window: BrowserWindow,
  log: Log,
  now: () => number = () => performance.now(),
): void {
  let crashes: readonly number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log({ is: 'window-gone', reason });
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    crashes = [...crashes.filter((at) => now() - at < WITHIN), now()];
    if (crashes.length <= TRIES) window.webContents.reload();
  });
}
