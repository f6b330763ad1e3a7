import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import type { AppUpdater, UpdateInfo } from 'electron-updater';
import type { Update } from '../../shared/contract/desktop.ts';
import type { Log } from '../shell/log-file.ts';
import type { End } from './quitting.ts';

export interface UpdatesOptions {
  readonly log: Log;
  /** Null: this program doesn't update itself. Loaded at the first look only, so that no start waits for it. */
  readonly load: (() => Promise<AppUpdater>) | null;
  /** False while the person stays offline: then nothing is asked of anybody. */
  mayAsk(): boolean;
  /** A newer one is on this computer, whole and verified. */
  ready(update: Update): void;
  /** Divides the waits; 1 is ordinary. */
  readonly timeScale?: number;
}

/** The first look leaves the start alone; the next ones come four times a day. Ms. */
const FIRST = 20_000;
const EVERY = 6 * 3_600_000;

/**
 * Looks for a newer Fieldbinder, downloads it, and puts it in place when this one is closed: the way to "quit" leads
 * through the app's own closing, so never before what is typed is on the disk, and nobody is asked or interrupted. What
 * is older than this program, or does not have the hash that the feed names, is refused (electron-updater; on Windows
 * and macOS the signature must be the same publisher's too).
 */
export class Updates {
  #options: UpdatesOptions;
  #updater: AppUpdater | null = null;
  #looking = false;
  #update: Update | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: UpdatesOptions) {
    this.#options = options;
  }

  get update(): Update | null {
    return this.#update;
  }

  start(): void {
    if (this.#options.load !== null) this.#timer = this.#later(FIRST);
  }

  /**
   * The app is about to end. When the system ends with it, nothing is exchanged: an installer that is cut off half-way
   * leaves no program at all. A send whose answer nobody waited for leaves the update for the next time: nothing is
   * exchanged until the program that starts next has looked what became of it. (On macOS the system's own installer
   * has the update by then, and puts it in place all the same once this process is gone.)
   */
  stop({ settled, withSession }: End): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if ((!settled || withSession) && this.#updater !== null) this.#updater.autoInstallOnAppQuit = false;
  }

  /** One look, and the download where there is something newer. Never throws. */
  async look(): Promise<void> {
    const { load, log, mayAsk } = this.#options;
    if (load === null || this.#looking || !mayAsk()) return;
    this.#looking = true;
    try {
      this.#updater ??= quiet(await load());
      const found = await this.#updater.checkForUpdates();
      if (found?.isUpdateAvailable !== true || found.updateInfo.version === this.#update?.version) return;
      log({ is: 'update', step: 'found', version: found.updateInfo.version });
      await this.#updater.downloadUpdate();
      this.#take(found.updateInfo);
    } catch {
      // No connection, a feed that is not there, a download that broke off or was tampered with: next time.
      log({ is: 'update', step: 'failed', version: null });
    } finally {
      this.#looking = false;
    }
  }

  #take(info: UpdateInfo): void {
    this.#update = { version: info.version, notes: notesOf(info) };
    this.#options.log({ is: 'update', step: 'ready', version: info.version });
    this.#options.ready(this.#update);
  }

  async #lookAndGoOn(): Promise<void> {
    await this.look();
    if (this.#timer !== null) this.#timer = this.#later(EVERY);
  }

  #later(ms: number): NodeJS.Timeout {
    return setTimeout(() => void this.#lookAndGoOn(), ms / (this.#options.timeScale ?? 1));
  }
}

/** Only a packed program whose package names a feed updates itself: an unpacked one, a zip or a deb does not. */
export function updaterHere(): (() => Promise<AppUpdater>) | null {
  if (!app.isPackaged || !existsSync(join(process.resourcesPath, 'app-update.yml'))) return null;
  if (process.platform === 'linux' && process.env['APPIMAGE'] === undefined) return null;
  // Only what the installer put there: beside a zip or a portable program there is no uninstaller.
  const installed = process.platform !== 'win32' || existsSync(join(dirname(process.execPath), UNINSTALLER));
  if (!installed) return null;
  return async () => (await import('electron-updater')).default.autoUpdater;
}

const UNINSTALLER = 'Uninstall Fieldbinder.exe';

function quiet(updater: AppUpdater): AppUpdater {
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = true;
  updater.allowDowngrade = false;
  updater.allowPrerelease = false;
  updater.logger = null;
  // It emits what it also throws, and an `error` that nobody hears would end the process.
  updater.on('error', () => undefined);
  return updater;
}

/** Markdown or HTML as it was published: shown as plain text. */
function notesOf({ releaseNotes }: UpdateInfo): string {
  const notes = Array.isArray(releaseNotes)
    ? releaseNotes.map(({ version, note }) => `${version}\n${note ?? ''}`).join('\n\n')
    : (releaseNotes ?? '');
  return notes
    .replaceAll(/<[^>]*>/g, '')
    .trim()
    .slice(0, 5_000);
}
