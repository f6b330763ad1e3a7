import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright-core';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { findElectron } from '../../build/find-electron.ts';
import { chromiumSandbox, electronEnv, electronSwitches } from './electron-switches.ts';
import type { Shell } from './shell.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The real desktop app, unpackaged; only where Electron's program is (see build/test-plan.ts). */
export const electronShell: Shell = {
  name: 'Electron',
  async open(options) {
    await ensureBuilt();
    const executablePath = await findElectron();
    if (executablePath === null) throw new Error('Electron’s program is not here');
    const app = await _electron.launch({
      executablePath,
      chromiumSandbox,
      args: [root, ...electronSwitches(options)],
      env: electronEnv(options),
    });
    let text = '';
    const child = app.process();
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    }
    const ended = new Promise<number | null>((resolve) => {
      child.on('exit', resolve);
    });
    const page = await app.firstWindow();
    await page.emulateMedia({
      colorScheme: options.dark === true ? 'dark' : 'light',
      reducedMotion: 'reduce',
    });
    if (options.viewport !== undefined) await page.setViewportSize(options.viewport);
    // The window was there before us: what is to come before its first script needs a second beginning.
    await options.beforeLoad?.(page);
    await page.reload();
    return {
      page,
      address: page.url(),
      said: () => text,
      async quit() {
        await app.close();
        return ended;
      },
      async kill() {
        child.kill('SIGKILL');
        await ended;
      },
    };
  },
};
