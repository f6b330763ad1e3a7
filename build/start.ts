import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureBuilt } from './ensure-built.ts';
import { stopInUnusableFolder } from './folder-name.ts';
import { findElectron } from './find-electron.ts';

/**
 * `npm start`: the Electron app, or browser mode where Electron's program can't be had.
 * `npm run start:browser -- …`: browser mode, with its arguments.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);

stopInUnusableFolder(root);
stopWithNpm();
process.exit(args[0] === '--browser' ? await browserMode(args.slice(1)) : await electronOrBrowser());

async function electronOrBrowser(): Promise<number> {
  const electron = await findElectron();
  if (electron !== null) {
    await ensureBuilt(console.error);
    return desktop(electron);
  }
  console.error(
    'Electron’s program is not here and can’t be downloaded: opening Fieldbinder in a browser instead.',
  );
  return browserMode(args);
}

/** In this very process, so that whoever stops it stops the app. */
async function browserMode(given: readonly string[]): Promise<number> {
  const out = await ensureBuilt(console.error);
  const url = pathToFileURL(join(out, 'host', 'browser.js')).href;
  const built = (await import(url)) as { browserMode(args: readonly string[]): Promise<number> };
  return built.browserMode(given);
}

function desktop(electron: string): Promise<number> {
  const child = spawn(electron, [root, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`Electron can't be started: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code) => resolve(code ?? 0));
  });
}

/**
 * npm passes a polite kill on to the shell that it runs this in, and some shells (Debian's) die of it without passing
 * it on. Whoever stops npm means us: when the shell is gone, end as if the kill had come here.
 */
function stopWithNpm(): void {
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
    // Each asking wakes the processor of an idle computer.
  }, 2_000);
  watch.unref();
}
