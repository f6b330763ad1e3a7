import { spawn } from 'node:child_process';
import { chromium } from 'playwright-core';
import { electronEnv, electronSwitches } from './electron-switches.ts';
import { eventuallyThere, PATIENCE } from './eventually.ts';
import type { OpenShell, Shell, ShellOptions } from './shell.ts';

/**
 * The packed desktop app (FIELDBINDER_PACKED names its program). Its fuses refuse Node's inspector, which Playwright's
 * Electron driver needs: so over Chromium's own debugging port. Only `npm run package` with a real Electron comes here.
 */
export const packedShell: Shell = {
  name: 'the packed app',
  async open(options) {
    const program = process.env['FIELDBINDER_PACKED'] ?? '';
    const child = startPacked(program, options);
    let text = '';
    const ended = new Promise<number | null>((resolve) => {
      // Also all that it said has been read by then, which at its `exit` is not so.
      child.on('close', resolve);
    });
    const address = await new Promise<string>((resolve, reject) => {
      const hear = (chunk: Buffer): void => {
        text += chunk.toString('utf8');
        const found = /DevTools listening on (ws:\S+)\n/.exec(text)?.[1];
        if (found !== undefined) resolve(found);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.on('error', reject);
      void ended.then(() => reject(new Error(`${program} ended at once:\n${text}`)));
    });
    await pageIsThere(new URL(address).host);
    const browser = await chromium.connectOverCDP(address, { timeout: PATIENCE });
    const [context] = browser.contexts();
    if (context === undefined) throw new Error('No context in the packed app');
    context.setDefaultTimeout(PATIENCE);
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    await page.emulateMedia({
      colorScheme: options.dark === true ? 'dark' : 'light',
      reducedMotion: 'reduce',
    });
    if (options.viewport !== undefined) await page.setViewportSize(options.viewport);
    // The window was there before us: what is to come before its first script needs a second beginning.
    await options.beforeLoad?.(page);
    await page.reload();
    const open: OpenShell = {
      page,
      address: page.url(),
      said: () => text,
      async quit() {
        await page.close();
        return ended;
      },
      async kill() {
        child.kill('SIGKILL');
        await ended;
        await browser.close();
      },
    };
    return open;
  },
};

function startPacked(program: string, options: ShellOptions) {
  return spawn(program, ['--remote-debugging-port=0', ...electronSwitches(options)], {
    env: electronEnv(options),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** A debugger that comes while the window is only being made may wait for ever for its page. */
function pageIsThere(host: string): Promise<unknown> {
  return eventuallyThere('page in the packed app', async () => {
    const answer = await fetch(`http://${host}/json/list`);
    const targets = (await answer.json()) as readonly { readonly type: string; readonly title: string }[];
    return targets.find(({ type, title }) => type === 'page' && title === 'Fieldbinder');
  });
}
