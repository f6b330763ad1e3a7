import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { freshContext, launchChromium } from './chromium.ts';
import type { OpenShell, Shell, ShellOptions } from './shell.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ready = /^Fieldbinder is running at (http:\/\/127\.0\.0\.1:\d+\/#\S+)\n/m;

/** Browser mode as a person starts it: a process of its own, its window in a real Chromium. */
export const browserShell: Shell = {
  name: 'browser mode',
  async open(options) {
    const out = await ensureBuilt();
    const host = startHost(join(out, 'host', 'browser.js'), options);
    const address = await host.address;
    const browser = await sharedChromium();
    const context = await freshContext(browser, {
      viewport: options.viewport ?? { width: 1280, height: 800 },
      colorScheme: options.dark === true ? 'dark' : 'light',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const open: OpenShell = {
      page,
      said: host.said,
      address,
      async quit() {
        // The page is still there: the host asks it for what is being typed.
        const code = await host.end('SIGTERM');
        await context.close();
        return code;
      },
      async kill() {
        await host.end('SIGKILL');
        await context.close();
      },
    };
    await options.beforeLoad?.(page);
    await page.goto(address);
    return open;
  },
};

interface HostProcess {
  readonly address: Promise<string>;
  said(): string;
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/**
 * Also used alone, where a test is about the process and not about its window.
 *
 * @param path for the programs that it starts: with one it opens a window, else it doesn't
 */
export function startHost(program: string, options: ShellOptions, path?: string): HostProcess {
  const args = [
    ...(path === undefined ? ['--no-open'] : []),
    '--port',
    '0',
    '--data',
    options.folder,
    '--time-scale',
    String(options.timeScale ?? 20),
  ];
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    env: {
      ...process.env,
      ...(path !== undefined && { PATH: path }),
      FIELDBINDER_SALESBINDER_ORIGIN: options.salesbinder ?? '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const ended = endOf(child);
  const address = new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      text += chunk.toString('utf8');
      const line = ready.exec(text);
      if (line?.[1] !== undefined) resolve(line[1]);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then((code) => {
      reject(new Error(`The host ended with ${String(code)} before it was ready:\n${text}`));
    });
  });
  address.catch(() => undefined);
  return {
    address,
    said: () => text,
    async end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** Also all that it said has been read by then, which at its `exit` is not so. */
function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve(code);
    });
  });
}

let launched: Promise<Browser> | null = null;

/** One Chromium for a file of tests; each test has a context of its own. */
async function sharedChromium(): Promise<Browser> {
  launched ??= launchChromium();
  return launched;
}

export async function closeChromium(): Promise<void> {
  await (await launched)?.close();
  launched = null;
}
