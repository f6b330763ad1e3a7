import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppUpdater } from 'electron-updater';
import { afterEach, beforeEach, vi } from 'vitest';
import { Updates } from '../../electron/desktop/updates.ts';
import type { LogLine } from '../../electron/shell/log-file.ts';
import type { Update } from '../../shared/contract/desktop.ts';
import { standInForNet, startFeed } from './update-feed.ts';
import type { UpdateFeed } from './update-feed.ts';

standInForNet();
const { AppImageUpdater } = (await import('electron-updater')).default;
const { ElectronHttpExecutor } = await import('electron-updater/out/electronHttpExecutor.js');

export const OLD = Buffer.from('the program that runs');
/** As an AppImage is, it is started once after the exchange, and told to end at once. */
export const NEW = Buffer.from(`#!/bin/sh\nexit\n${'newer '.repeat(5_000)}`);

/** The true electron-updater over a feed on this computer. Whoever uses it mocks `electron`. */
export interface UpdaterRig {
  readonly folder: string;
  readonly feed: UpdateFeed;
  /** The path of the program that an update takes the place of. */
  readonly installed: string;
  readonly lines: readonly LogLine[];
  readonly ready: readonly Update[];
  updates(version?: string, mayAsk?: boolean): Updates;
  /** The files in the folder that downloads go to. */
  downloaded(): readonly string[];
  /** As Electron tells of it to whoever wants to install something then. */
  quit(): void;
}

/** A program, a feed and an updater for each test. */
export function updaterRig(): UpdaterRig {
  const now = { folder: '', installed: '', quit: (_code: number): void => undefined };
  let feed: UpdateFeed;
  let lines: LogLine[] = [];
  let ready: Update[] = [];
  beforeEach(async () => {
    feed = await startFeed();
    now.folder = mkdtempSync(join(tmpdir(), 'updates-'));
    now.installed = join(now.folder, 'Fieldbinder.AppImage');
    writeFileSync(now.installed, OLD);
    vi.stubEnv('APPIMAGE', now.installed);
    [lines, ready, now.quit] = [[], [], () => undefined];
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await feed.stop();
    rmSync(now.folder, { recursive: true, force: true });
  });
  return {
    get folder() {
      return now.folder;
    },
    get feed() {
      return feed;
    },
    get installed() {
      return now.installed;
    },
    get lines() {
      return lines;
    },
    get ready() {
      return ready;
    },
    updates: (version = '1.0.0', mayAsk = true) =>
      new Updates({
        log: (line) => lines.push(line),
        load: async () => trueUpdater(version, now.folder, feed.origin, (handler) => (now.quit = handler)),
        mayAsk: () => mayAsk,
        ready: (update) => ready.push(update),
      }),
    downloaded() {
      const pending = join(now.folder, 'cache', 'pending');
      return existsSync(pending) ? readdirSync(pending, { recursive: true }).map(String) : [];
    },
    quit: () => now.quit(0),
  };
}

function trueUpdater(
  version: string,
  folder: string,
  origin: string,
  onQuit: (handler: (code: number) => void) => void,
): AppUpdater {
  const appUpdateConfigPath = join(folder, 'app-update.yml');
  const updater = new AppImageUpdater(null, {
    ...{ version, name: 'Fieldbinder', isPackaged: true, appUpdateConfigPath },
    ...{ userDataPath: folder, baseCachePath: folder },
    whenReady: () => Promise.resolve(),
    relaunch: () => undefined,
    quit: () => undefined,
    onQuit,
  });
  writeFileSync(appUpdateConfigPath, `provider: generic\nurl: ${origin}\nupdaterCacheDirName: cache\n`);
  // As it sets up by itself where it makes its own adapter of Electron's app.
  Reflect.set(updater, 'httpExecutor', new ElectronHttpExecutor());
  updater.disableDifferentialDownload = true;
  return updater;
}
