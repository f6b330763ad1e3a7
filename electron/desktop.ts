import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, powerMonitor, session, shell } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Result } from '../shared/problem.ts';
import type { App } from './app/app-port.ts';
import { startApp } from './app/app.ts';
import { answerWindow } from './desktop/answer-window.ts';
import { APP_ID } from './desktop/app-id.ts';
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
import { StartFailing } from './desktop/start-failing.ts';
import { surround } from './desktop/surroundings.ts';
import { TrayIcon } from './desktop/tray.ts';
import { Updates, updaterHere } from './desktop/updates.ts';
import { WindowKeeper } from './desktop/window-keeper.ts';
import type { DesktopHost } from './host.ts';
import { readAssets } from './shell/assets.ts';
import { recordIn } from './shell/deep-link.ts';
import { endedCleanly, openLog } from './shell/log-file.ts';

/** The root of the Electron app: what it is made of, in the order in which it comes about. */

// Seen from out/host, where this is built to.
const windowFolder = fileURLToPath(new URL('../window', import.meta.url));
const preload = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url));
const folder = app.getPath('userData');
const logs = join(folder, 'logs');
const log = openLog(logs);
const failing = new StartFailing(log, folder, logs);

/** As browser mode's `--time-scale`: for tests. */
const timeScale = Number(app.commandLine.getSwitchValue('time-scale')) || 1;

/** Asked for by a link before there is anything to show it in. */
let wanted = recordIn(process.argv);
let show = (localId: string | null): void => void (wanted = localId);

if (app.requestSingleInstanceLock()) {
  // As root Chromium shows no window in a sandbox, and this call would take back the switch that says so.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerAppScheme();
  keepToHttp1();
  denyLeaving(openLink);
  hearLinks((localId) => show(localId));
  if (app.isPackaged) {
    logUncaught(log);
    // Else Windows takes its windows and notifications for another program's than the one that was installed.
    if (process.platform === 'win32') app.setAppUserModelId(APP_ID);
  }
  // Never awaited here: at the top level of an ESM main that waits for itself.
  app.whenReady().then(start).catch(failing.onFault);
} else {
  app.quit();
}

/** The window comes first: the data is read, and the keystore asked, while its page loads. */
async function start(): Promise<void> {
  if (!endedCleanly(logs)) log({ is: 'last-run-cut-off' });
  log({ is: 'started', version: app.getVersion(), platform: process.platform });
  confinePage();
  const windows: WindowKeeper = new WindowKeeper(
    () => mainWindow(badge, running),
    () => quitting.atSessionEnd(),
  );
  const badge: Badge = new Badge(() => windows.current);
  const tray = new TrayIcon();
  const updates = new Updates({
    log,
    load: updaterHere(),
    mayAsk: () => !tray.offline,
    ready: (update) => windows.tell({ is: 'update', update }),
    timeScale,
  });
  const running = failing.startedOrEnded(theApp(badge, onDesktop(tray, updates)));
  answerWindow(running, windows, log);
  const quitting = quitCleanly(running, windows, {
    staysOpen: () => staysWithoutWindow(tray),
    last: (end) => {
      updates.stop(end);
      log({ is: 'quit' });
    },
  });
  const around = surround(running, windows, { tray, logs });
  show = (localId) => (localId === null ? windows.show() : windows.ask({ is: 'show', localId }));
  show(wanted);
  logApp(await running, log);
  hearPower(await running);
  await around;
  updates.start();
}

function theApp(badge: Badge, desktop: DesktopHost): Promise<Result<App>> {
  return startApp({
    folder,
    host: desktopHost(folder, {
      badge: (count) => badge.show(count),
      desktop,
      show: (localId) => show(localId),
    }),
    timeScale,
    salesbinderOrigin: process.env['FIELDBINDER_SALESBINDER_ORIGIN'] || null,
  });
}

function mainWindow(badge: Badge, running: Promise<App>): BrowserWindow {
  const boundsFile = join(folder, 'window.json');
  const onFocus = (): void => void running.then((app) => app.hint('focus'));
  const window = openMainWindow({ preload, boundsFile, onFocus });
  window.once('show', () => badge.draw());
  mendWindow(window, { log, quit: () => app.quit() });
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
    showFile: (path) => shell.showItemInFolder(path),
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
