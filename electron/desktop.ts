import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, dialog, powerMonitor, session } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Problem } from '../shared/problem.ts';
import type { App } from './app/app-port.ts';
import { startApp } from './app/app.ts';
import { answerWindow } from './desktop/answer-window.ts';
import { registerAppScheme, serveAppScheme } from './desktop/app-scheme.ts';
import { Badge } from './desktop/badge.ts';
import { keepToHttp1 } from './desktop/fetch.ts';
import { desktopHost, openLink } from './desktop/host.ts';
import { hearLinks } from './desktop/links-in.ts';
import { denyLeaving, denyPermissions } from './desktop/lockdown.ts';
import { logApp, logUncaught } from './desktop/log-app.ts';
import { openMainWindow } from './desktop/main-window.ts';
import { mendWindow } from './desktop/mend-window.ts';
import { setOpenAtLogin, opensAtLogin } from './desktop/open-at-login.ts';
import { quitCleanly } from './desktop/quitting.ts';
import { surround } from './desktop/surroundings.ts';
import { TrayIcon } from './desktop/tray.ts';
import { Updates, updaterHere } from './desktop/updates.ts';
import { WindowKeeper } from './desktop/window-keeper.ts';
import type { DesktopHost } from './host.ts';
import { readAssets } from './shell/assets.ts';
import { recordIn } from './shell/deep-link.ts';
import { openLog } from './shell/log-file.ts';
import { startFailureLine } from './shell/start-failure.ts';

/** The root of the Electron app: what it is made of, in the order in which it comes about. */

// Seen from out/host, where this is built to.
const windowFolder = fileURLToPath(new URL('../window', import.meta.url));
const preload = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url));
const folder = app.getPath('userData');
const logs = join(folder, 'logs');
const log = openLog(logs);

/** As browser mode's `--time-scale`: for tests. */
const timeScale = Number(app.commandLine.getSwitchValue('time-scale')) || 1;

/** Asked for by a link before there is anything to show it in. */
let wanted = recordIn(process.argv);
let show = (localId: string | null): void => void (wanted = localId);

if (app.requestSingleInstanceLock()) {
  app.enableSandbox();
  registerAppScheme();
  keepToHttp1();
  denyLeaving(openLink);
  hearLinks((localId) => show(localId));
  // Never awaited here: at the top level of an ESM main that waits for itself.
  void app.whenReady().then(start);
} else {
  app.quit();
}

async function start(): Promise<void> {
  if (app.isPackaged) logUncaught(log);
  log({ is: 'started', version: app.getVersion(), platform: process.platform });
  const windows = new WindowKeeper(() => openWindow());
  const badge = new Badge(() => windows.current);
  const tray = new TrayIcon();
  const updates = new Updates({
    log,
    load: updaterHere(),
    mayAsk: () => !tray.offline,
    ready: (update) => windows.tell({ is: 'update', update }),
    timeScale,
  });
  const desktop = onDesktop(tray, updates);
  const started = await startApp({
    folder,
    host: await desktopHost(folder, { badge: (count) => badge.show(count), desktop }),
    timeScale,
    salesbinderOrigin: process.env['FIELDBINDER_SALESBINDER_ORIGIN'] || null,
  });
  if (!started.ok) return fail(started.problem);
  const running = started.value;
  const openWindow = (): BrowserWindow => mainWindow(running, badge);
  confinePage();
  answerWindow(running, windows, log);
  logApp(running, log);
  hearPower(running);
  quitCleanly(running, windows, {
    staysOpen: () => staysWithoutWindow(tray),
    last: (settled) => {
      updates.stop(settled);
      log({ is: 'quit' });
    },
  });
  await surround(running, windows, { tray, logs });
  updates.start();
  show = (localId) => (localId === null ? windows.show() : windows.ask({ is: 'show', localId }));
  show(wanted);
}

function mainWindow(running: App, badge: Badge): BrowserWindow {
  const boundsFile = join(folder, 'window.json');
  const window = openMainWindow({ preload, boundsFile, onFocus: () => running.hint('focus') });
  window.once('show', () => badge.draw());
  mendWindow(window, log);
  return window;
}

function confinePage(): void {
  denyPermissions(session.defaultSession);
  serveAppScheme(session.defaultSession, readAssets(windowFolder));
}

function onDesktop(tray: TrayIcon, updates: Updates): DesktopHost {
  return {
    showTray: (on) => tray.show(on),
    opensAtLogin,
    setOpenAtLogin,
    get update() {
      return updates.update;
    },
  };
}

function hearPower(running: App): void {
  powerMonitor.on('resume', () => running.hint('resume'));
  powerMonitor.on('unlock-screen', () => running.hint('resume'));
}

/** macOS' apps always do; elsewhere only one that can be reached in the tray. */
function staysWithoutWindow(tray: TrayIcon): boolean {
  return process.platform === 'darwin' || tray.shown;
}

function fail(problem: Problem): void {
  dialog.showErrorBox('Fieldbinder', startFailureLine(problem, folder));
  app.exit(1);
}
