import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, dialog, powerMonitor, session } from 'electron';
import type { BrowserWindow } from 'electron';
import { startApp } from './app.ts';
import { readAssets } from './shell/assets.ts';
import { answerWindow } from './desktop/answer-window.ts';
import { registerAppScheme, serveAppScheme } from './desktop/app-scheme.ts';
import { keepToHttp1 } from './desktop/fetch.ts';
import { desktopHost, openLink } from './desktop/host.ts';
import { denyLeaving, denyPermissions } from './desktop/lockdown.ts';
import { bringToFront, openMainWindow } from './desktop/main-window.ts';
import { setMenu } from './desktop/menu.ts';
import { quitCleanly } from './desktop/quitting.ts';
import { startFailureLine } from './shell/start-failure.ts';

/** The root of the Electron app: what it is made of, in the order in which it comes about. */

// Seen from out/host, where this is built to.
const windowFolder = fileURLToPath(new URL('../window', import.meta.url));
const preload = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url));

let window: BrowserWindow | null = null;

if (app.requestSingleInstanceLock()) {
  registerAppScheme();
  keepToHttp1();
  denyLeaving(openLink);
  app.on('second-instance', () => {
    if (window !== null) bringToFront(window);
  });
  // Never awaited here: at the top level of an ESM main that waits for itself.
  void app.whenReady().then(start);
} else {
  app.quit();
}

async function start(): Promise<void> {
  const folder = app.getPath('userData');
  const started = await startApp({
    folder,
    host: await desktopHost(folder),
    // As browser mode's `--hurry`: for tests.
    hurry: Number(app.commandLine.getSwitchValue('hurry')) || 1,
    salesbinderOrigin: process.env['FIELDBINDER_SALESBINDER_ORIGIN'] || null,
  });
  if (!started.ok) {
    dialog.showErrorBox('Fieldbinder', startFailureLine(started.problem, folder));
    app.exit(1);
    return;
  }
  const running = started.value;
  setMenu();
  denyPermissions(session.defaultSession);
  serveAppScheme(session.defaultSession, readAssets(windowFolder));
  answerWindow(running, () => window);
  powerMonitor.on('resume', () => running.hint('resume'));
  quitCleanly(running);
  window = openMainWindow({
    preload,
    boundsFile: join(folder, 'window.json'),
    onFocus: () => running.hint('focus'),
  });
}
