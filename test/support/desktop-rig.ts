import type { Bridge } from '../../shared/contract/create-api.ts';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { freshContext, launchChromium } from './chromium.ts';
import type { StandIn, StandInOptions } from './electron-stand-in.ts';
import { eventually, eventuallyThere } from './eventually.ts';
import { launchDesktop } from './launch-desktop.ts';
import type { StandInWindow } from './stand-in-window.ts';

/** The true main process over the stand-in, its window a real Chromium's: started by a test, ended after it. */
export interface DesktopRig {
  /** This test's data folder. */
  readonly userData: string;
  launch(options?: Partial<StandInOptions>): Promise<StandIn>;
  /** Launched, and its page there with its bridge. */
  launchWindow(options?: Partial<StandInOptions>): Promise<StandInWindow>;
  /** The options of the last launch. */
  readonly electron: StandIn;
  /** Ends when the last launch has quit. */
  ended(): Promise<void>;
  /** Whether any file of the data folder has that text in it. */
  onDisk(text: string): boolean;
}

export function desktopRig(): DesktopRig {
  let out = '';
  let browser: Browser;
  let context: BrowserContext;
  let userData = '';
  const launched: StandIn[] = [];
  beforeAll(async () => {
    out = await ensureBuilt();
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    userData = mkdtempSync(join(tmpdir(), 'desktop-'));
    context = await freshContext(browser);
  });
  afterEach(async () => {
    for (const one of launched.splice(0).reverse()) {
      one.module.app.quit();
      if (one.windows.length > 0) await endOf(one);
    }
    await context.close();
    rmSync(userData, { recursive: true, force: true });
  });

  const rig: DesktopRig = {
    get userData() {
      return userData;
    },
    get electron() {
      const last = launched.at(-1);
      if (last === undefined) throw new Error('Nothing was launched');
      return last;
    },
    async launch(options = {}) {
      const standIn = await launchDesktop(out, { context, userData, ...options });
      launched.push(standIn);
      return standIn;
    },
    ended: () => endOf(rig.electron),
    onDisk: (text) =>
      readdirSync(userData, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .some((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(text)),
    async launchWindow(options = {}) {
      const standIn = await rig.launch(options);
      const window = await eventuallyThere('window', () => standIn.windows[0]);
      const page = await window.page;
      await page
        .getByRole('button', { name: /^(Practice|New account)$/ })
        .first()
        .waitFor();
      return window;
    },
  };
  return rig;
}

function endOf({ quitting }: StandIn): Promise<void> {
  return eventually(() => expect(quitting.done).toBe(true));
}

/** A call of the page's own `window.api`, made in the workspace that is open. */
export async function call(window: StandInWindow, name: string, input: unknown): Promise<unknown> {
  const page = await window.page;
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
