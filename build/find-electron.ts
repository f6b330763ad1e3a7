import { spawn } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const electronFolder = fileURLToPath(new URL('../node_modules/electron', import.meta.url));
/** A download over a slow line takes minutes; one that is blocked mostly fails within a second. */
const DOWNLOAD_TIMEOUT = 180_000;

/**
 * Electron's program: where ELECTRON_OVERRIDE_DIST_PATH says, else where the package keeps it, else downloaded once.
 * Looks with `fs` alone, because importing `electron` in plain Node starts a download by itself.
 *
 * @returns its absolute path, or null when it is not there and can't be had
 */
export async function findElectron(): Promise<string | null> {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (given !== undefined && given !== '') return runnable(join(given, programName()));
  return installedElectron() ?? ((await download()) ? installedElectron() : null);
}

/** Where it is already; nothing is downloaded. */
export function installedElectron(): string | null {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const dist = given === undefined || given === '' ? join(electronFolder, 'dist') : given;
  return runnable(join(dist, programName()));
}

/** The package writes the name down when it has unpacked; before that it is the platform's usual one. */
function programName(): string {
  try {
    return readFileSync(join(electronFolder, 'path.txt'), 'utf8').trim();
  } catch {
    if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
    return process.platform === 'win32' ? 'electron.exe' : 'electron';
  }
}

function runnable(path: string): string | null {
  try {
    accessSync(path, process.platform === 'win32' ? constants.F_OK : constants.X_OK);
    return path;
  } catch {
    return null;
  }
}

function download(): Promise<boolean> {
  const child = spawn(process.execPath, [join(electronFolder, 'install.js')], {
    stdio: 'ignore',
    timeout: DOWNLOAD_TIMEOUT,
  });
  return new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}
