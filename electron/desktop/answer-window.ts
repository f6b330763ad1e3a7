import { ipcMain } from 'electron';
import type { BrowserWindow, IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { failed } from '../../shared/problem.ts';
import { answerCall } from '../shell/answer-call.ts';
import type { App } from '../app-port.ts';
import { CALL, EVENT, ONLINE } from '../shell/ipc-channels.ts';
import { isOurPage } from './app-scheme.ts';

/** Answers the window's calls and carries the app's events to it. Anybody else is refused. */
export function answerWindow(app: App, currentWindow: () => BrowserWindow | null): void {
  ipcMain.handle(CALL, (event, name: unknown, input: unknown) =>
    fromOurPage(event)
      ? answerCall(app.handlers, name, input)
      : failed({ what: 'bad-call', detail: 'foreign' }),
  );
  ipcMain.on(ONLINE, (event) => {
    if (fromOurPage(event)) app.hint('online');
  });
  app.subscribe((event) => {
    const window = currentWindow();
    if (window !== null && !window.isDestroyed()) window.webContents.send(EVENT, event);
  });
}

/** Checklist 17: the top frame of the window, on our own page. */
function fromOurPage(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isOurPage(frame.url);
}
