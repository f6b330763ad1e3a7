import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import { WINDOW_GONE, WINDOW_HANGS } from '../../shared/words/en/shell.ts';
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
 * in the outbox, and neither lives in the window. When that doesn't help, the person is told and asked. So they are
 * when the page stops answering: it may only be busy, so that it is ended on their wish alone.
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
  let waiting: AbortController | null = null;
  window.webContents.on('unresponsive', () => void askToWait());
  window.webContents.on('responsive', () => waiting?.abort());
  window.on('closed', () => waiting?.abort());

  async function ask(): Promise<void> {
    const { title, what, again, quit: end } = WINDOW_GONE;
    // Escape, or its own close button: neither of the two is asked for.
    const answer = await answerOf(window, {
      type: 'error',
      title,
      what,
      buttons: [again, end],
      otherwise: 2,
    });
    if (answer === 1) quit();
    if (answer === 0 && !window.isDestroyed() && window.webContents.isCrashed()) window.webContents.reload();
  }

  /** Takes the question back when the page answers again. */
  async function askToWait(): Promise<void> {
    if (waiting !== null) return;
    log({ is: 'window-hangs' });
    waiting = new AbortController();
    const { signal } = waiting;
    const { title, what, wait, again } = WINDOW_HANGS;
    const asked = { type: 'warning', title, what, buttons: [wait, again], otherwise: 0, signal } as const;
    const answer = await answerOf(window, asked);
    waiting = null;
    // Its end is mended as any other crash is.
    if (answer === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
  }
}

interface Question {
  readonly type: 'error' | 'warning';
  readonly title: string;
  readonly what: string;
  /** The first is the one that Enter presses. */
  readonly buttons: readonly [string, string];
  /** The answer of who chooses neither. */
  readonly otherwise: number;
  /** Takes the question back. */
  readonly signal?: AbortSignal;
}

/** @returns the place of the button that was chosen */
async function answerOf(
  window: BrowserWindow,
  { type, title, what, buttons, otherwise, signal }: Question,
): Promise<number> {
  const { response } = await dialog.showMessageBox(window, {
    ...{ type, title: 'Fieldbinder', message: title, detail: what, buttons: [...buttons] },
    ...{ defaultId: 0, cancelId: otherwise, noLink: true, ...(signal && { signal }) },
  });
  return response;
}
