import { spawn } from 'node:child_process';
import { installedChromium } from './installed-chromium.ts';

/**
 * Opens an address for the person. An `--app=` window where a Chromium is installed, because in a tab Ctrl+N and
 * Ctrl+F belong to the browser; else the default browser. Failing is no error: the address is printed too.
 */
export function openAppWindow(url: string): void {
  const chromium = installedChromium();
  if (chromium === null) openInBrowser(url);
  else start(chromium, [`--app=${url}`]);
}

export function openInBrowser(url: string): void {
  switch (process.platform) {
    case 'darwin':
      return start('open', [url]);
    case 'win32':
      // Not through cmd.exe, which would read the characters of an address as its own.
      return start('rundll32.exe', ['url.dll,FileProtocolHandler', url]);
    default:
      return start('xdg-open', [url]);
  }
}

function start(program: string, args: readonly string[]): void {
  const child = spawn(program, args, { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}
