import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startApp } from './app/app.ts';
import { openAppWindow } from './browser/open-in-browser.ts';
import { runBrowserMode, untilSignalled } from './browser/run.ts';
import { VERSION } from './shell/version.ts';

/**
 * The root of browser mode: the same app, served on loopback to a browser of this computer.
 *
 * @returns the exit code, once it was stopped
 */
export function browserMode(args: readonly string[]): Promise<number> {
  return runBrowserMode(args, {
    startApp,
    version: VERSION,
    // Seen from out/host, where this is built to.
    windowFolder: fileURLToPath(new URL('../window', import.meta.url)),
    say: (line) => console.log(line),
    complain: (line) => console.error(line),
    open: openAppWindow,
    untilStopped: untilSignalled,
  });
}

const program = process.argv[1];
if (program !== undefined && realpathSync(program) === fileURLToPath(import.meta.url)) {
  process.exit(await browserMode(process.argv.slice(2)));
}
