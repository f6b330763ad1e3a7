import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Chrome, Chromium or Edge where each platform installs them. Looks only: absolute path, or null. */
export function installedChromium(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): string | null {
  return candidates(platform, env).find(runnable) ?? null;
}

export function runnable(path: string): boolean {
  try {
    accessSync(path, process.platform === 'win32' ? constants.F_OK : constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function candidates(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  switch (platform) {
    case 'darwin':
      return ['/Applications', join(env['HOME'] ?? '/', 'Applications')].flatMap((folder) =>
        MAC_NAMES.map((name) => join(folder, `${name}.app`, 'Contents', 'MacOS', name)),
      );
    case 'win32':
      return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) => {
        const folder = env[variable];
        return folder === undefined ? [] : WINDOWS_PATHS.map((path) => join(folder, ...path));
      });
    default:
      return LINUX_NAMES.flatMap((name) =>
        (env['PATH'] ?? '/usr/bin').split(delimiter).map((folder) => join(folder, name)),
      );
  }
}

const MAC_NAMES = ['Google Chrome', 'Chromium', 'Microsoft Edge'];

const WINDOWS_PATHS = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];

const LINUX_NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];
