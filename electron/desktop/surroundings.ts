import { app, shell } from 'electron';
import type { App } from '../app/app-port.ts';
import { setMenu } from './menu.ts';
import type { TrayIcon } from './tray.ts';
import type { WindowKeeper } from './window-keeper.ts';

export interface Around {
  readonly tray: TrayIcon;
  /** The folder of the log, absolute. */
  readonly logs: string;
}

/** Starts everything around the window: the menu bar, the tray if it is wanted, the dock. */
export async function surround(
  starting: Promise<App>,
  windows: WindowKeeper,
  { tray, logs }: Around,
): Promise<void> {
  setMenu({
    choose: (command) => windows.ask({ is: 'chosen', command }),
    openSite: () => void starting.then(({ handlers }) => handlers.openLink({ link: 'salesbinder' })),
    showLog: () => void shell.openPath(logs),
  });
  tray.serve({
    open: () => windows.show(),
    stayOffline: (on) => void starting.then(({ handlers }) => handlers.setStayOffline({ on })),
    quit: () => app.quit(),
  });
  app.on('activate', () => windows.show());
  const { handlers, subscribe } = await starting;
  subscribe((event) => {
    if (event.is === 'status') tray.tell(event.status);
  });
  const opened = await handlers.open(null);
  if (!opened.ok) return;
  tray.tell(opened.value.status);
  tray.show(opened.value.desktop?.tray === true);
}
