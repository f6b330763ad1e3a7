import type { Bridge } from '../../shared/contract/create-api.ts';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright-core';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach } from 'vitest';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { findElectron } from '../../build/find-electron.ts';
import { chromiumSandbox, electronEnv, electronSwitches } from './electron-switches.ts';
import { PATIENCE } from './eventually.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A real Electron for tests of the shell itself: its main process can be asked, and told, from outside. */
export interface RealElectron {
  /** This test's data folder. */
  readonly folder: string;
  /** Started, and its page there. */
  open(options?: RealOptions): Promise<RealApp>;
  /** Started without a debugger, as a person's second start is. */
  start(args: readonly string[], options?: RealOptions): Started;
  /** The log, as the app wrote it. */
  log(): string;
}

export interface RealOptions {
  readonly salesbinder?: string;
  /** JavaScript (CommonJS) that the main process runs before the app: what the computer around it does. */
  readonly before?: string;
  /** In place of Electron's own. */
  readonly program?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface RealApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly ended: Promise<number | null>;
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
}

export interface Started {
  readonly ended: Promise<number | null>;
  said(): string;
}

export function realElectron(): RealElectron {
  let program = '';
  let folder = '';
  const running: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    await ensureBuilt();
    program = (await findElectron()) ?? '';
    if (program === '') throw new Error('Electron’s program is not here');
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'real-electron-'));
  });
  afterEach(async () => {
    for (const end of running.splice(0)) await end();
    // A Chromium that was killed may write for a moment more.
    await rm(folder, { recursive: true, force: true, maxRetries: 50 });
  });
  const argsOf = ({ before, args = [] }: RealOptions): string[] => {
    const file = join(folder, 'before.cjs');
    if (before !== undefined) writeFileSync(file, before);
    const first = before === undefined ? [] : ['-r', file];
    return [...first, root, ...electronSwitches({ folder: join(folder, 'data') }), ...args];
  };
  const envOf = ({ salesbinder, env }: RealOptions): Record<string, string> => ({
    ...electronEnv({ folder, ...(salesbinder !== undefined && { salesbinder }) }),
    ...env,
  });
  return {
    get folder() {
      return join(folder, 'data');
    },
    async open(options = {}) {
      const electron = await _electron.launch({
        executablePath: options.program ?? program,
        chromiumSandbox,
        args: argsOf(options),
        env: envOf(options),
      });
      const child = electron.process();
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      running.push(async () => {
        child.kill('SIGKILL');
        await ended;
      });
      const page = await electron.firstWindow();
      page.setDefaultTimeout(PATIENCE);
      return { electron, page, ended, kill: (signal) => void child.kill(signal) };
    },
    start(args, options = {}) {
      const child = spawn(options.program ?? program, [...argsOf(options), ...args], { env: envOf(options) });
      let text = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
      }
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      running.push(async () => {
        child.kill('SIGKILL');
        await ended;
      });
      return { ended, said: () => text };
    },
    log() {
      const file = join(folder, 'data', 'logs', 'fieldbinder.log');
      return existsSync(file) ? readFileSync(file, 'utf8') : '';
    },
  };
}

/** A call of the page's own `window.api`, made in the workspace that is open. */
export function callIn(page: Page, name: string, input: unknown): Promise<unknown> {
  return page.evaluate(
    async ([called, given]) => {
      const api = Reflect.get(globalThis, 'api') as Bridge;
      const opened = await api.open(null, null);
      const workspace = opened.ok ? (opened.value.workspace?.id ?? null) : null;
      const calls = api as unknown as Record<string, (...given: readonly unknown[]) => Promise<unknown>>;
      return calls[called]?.(given, workspace);
    },
    [name, input] as const,
  );
}

/**
 * The picture that a person sees of a window whose page a test can't follow any more: one that crashed and was loaded
 * again.
 */
export function textOf({ electron }: RealApp): Promise<string> {
  return electron.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined || window.webContents.isCrashed()) return '';
    return window.webContents.executeJavaScript('document.body.innerText') as Promise<string>;
  });
}
