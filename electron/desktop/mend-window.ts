import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import { WINDOW_GONE } from '../../shared/words/en/shell.ts';
import type { Log } from '../shell/log-file.ts';

/** A page that dies again and again is not helped by a fourth beginning. */
const TRIES = 3;
const WITHIN = 60_000;

export interface Mending {
  readonly log: Log;
  /** The person has had enough of it. */
  quit(): void;
  now?(): number;
}

/**
 * When the window's process dies the page is loaded again: what was typed is a draft on the disk, what was saved is
 * in the outbox, and neither lives in the window. When that doesn't help, the person is told and asked.
 */
export function mendWindow(
  window: BrowserWindow,
  { log, quit, now = () => performance.now() }: Mending,
): void {
  let crashes: readonly number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log({ is: 'window-gone', reason });
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    crashes = [...crashes.filter((at) => now() - at < WITHIN), now()];
    if (crashes.length <= TRIES) window.webContents.reload();
    else void ask();
  });

  async function ask(): Promise<void> {
    const { title, what, again, quit: end } = WINDOW_GONE;
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      title: 'Fieldbinder',
      message: title,
      detail: what,
      buttons: [again, end],
      defaultId: 0,
      // Escape, or its own close button: neither of the two is asked for.
      cancelId: 2,
      noLink: true,
    });
    if (response === 1) quit();
    if (response === 0 && !window.isDestroyed() && window.webContents.isCrashed())
      window.webContents.reload();
  }
}
