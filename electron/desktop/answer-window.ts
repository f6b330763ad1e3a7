import { ipcMain } from 'electron';
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { failed } from '../../shared/problem.ts';
import type { App } from '../app/app-port.ts';
import { answerCall } from '../shell/answer-call.ts';
import { CALL, ONLINE } from '../shell/ipc-channels.ts';
import type { Log } from '../shell/log-file.ts';
import { isOurPage } from './app-scheme.ts';
import type { WindowKeeper } from './window-keeper.ts';

/**
 * Answers the window's calls and carries the app's events to it. Anybody else is refused. The window may be there
 * before the app is: what it asks is answered then.
 */
export function answerWindow(running: Promise<App>, windows: WindowKeeper, log: Log): void {
  ipcMain.handle(CALL, async (event, name: unknown, input: unknown, workspace: unknown) => {
    if (!fromOurPage(event)) return failed({ what: 'bad-call', detail: 'foreign' });
    const app = await running;
    const answer = await answerCall(app, { name, input, workspace }, (where, error) => {
      log({ is: 'bug', where, error });
    });
    // After the answer is on its way: the page's first question, so from here on it hears.
    if (name === 'open') setImmediate(() => windows.heard());
    if (name === 'readyToClose') windows.isDown();
    return answer;
  });
  ipcMain.on(ONLINE, (event) => {
    if (fromOurPage(event)) void running.then((app) => app.hint('online'));
  });
  void running.then((app) => app.subscribe((event) => windows.tell(event)));
}

/** Checklist 17: the top frame of the window, on our own page. */
function fromOurPage(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isOurPage(frame.url);
}
