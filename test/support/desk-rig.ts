import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach } from 'vitest';
import { startPractice } from '../../electron/practice/practice.ts';
import type { Practice, PracticeOptions } from '../../electron/practice/practice.ts';
import { DeskPage, KEY } from './desk-page.ts';
import { PATIENCE } from './eventually.ts';
import { browserShell, closeChromium } from './shell-browser.ts';
import { electronShell } from './shell-electron.ts';
import { packedShell } from './shell-packed.ts';
import type { OpenShell, ShellOptions } from './shell.ts';

export interface DeskRig {
  server(options?: Partial<PracticeOptions>): Promise<Practice>;
  folder(): Promise<string>;
  /** A window on the app; its console and policy breaks are looked at when the test ends. */
  desk(options: ShellOptions): Promise<DeskPage>;
}

/** The test command runs these tests once for each shell that can be had here. */
const shells = new Map([
  ['electron', electronShell],
  ['packed', packedShell],
]);
const shell = shells.get(process.env['FIELDBINDER_SHELL'] ?? '') ?? browserShell;

/** Starts what a test asks for, ends it afterwards, and fails it for what the window complained of. */
export function deskRig(): DeskRig {
  const endings: (() => Promise<unknown>)[] = [];
  const complaints: string[] = [];
  const windows: OpenShell[] = [];
  afterEach(async ({ task }) => {
    const seen = windows.splice(0);
    if (task.result?.state === 'fail') for (const one of seen) console.error(await lastSeen(one));
    for (const end of endings.splice(0).reverse()) await end();
    const said = complaints.splice(0);
    if (said.length > 0) throw new Error(`The window complained:\n${said.join('\n')}`);
  });
  afterAll(closeChromium);
  return {
    async server(options) {
      const site = await startPractice({ key: KEY, seeded: false, ...options });
      endings.push(() => site.stop());
      return site;
    },
    async folder() {
      const made = await mkdtemp(join(tmpdir(), 'fieldbinder-e2e-'));
      // A Chromium that was killed with its app may write for a moment more.
      endings.push(() => rm(made, { recursive: true, force: true, maxRetries: 20 }));
      return made;
    },
    async desk(options) {
      const open = await shell.open({ ...options, beforeLoad: (page) => listen(page, complaints) });
      let ended = false;
      const once =
        <T>(end: () => Promise<T>) =>
        async (): Promise<T> => {
          ended = true;
          return end();
        };
      const watched: OpenShell = { ...open, quit: once(open.quit), kill: once(open.kill) };
      endings.push(async () => (ended ? undefined : open.kill()));
      open.page.setDefaultTimeout(PATIENCE);
      windows.push(open);
      return new DeskPage(watched);
    },
  };
}

/** For a failed test's report. */
async function lastSeen({ page, said }: OpenShell): Promise<string> {
  const read = page.locator('body').innerText({ timeout: 1_000 });
  return `The window read:\n${await read.catch(() => '(it is closed)')}\nThe process said:\n${said()}`;
}

/** Whatever breaks the content security policy, or is thrown and not caught, fails the test. */
async function listen(page: Page, complaints: string[]): Promise<void> {
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('WebSocket')) {
      complaints.push(`console: ${message.text()}`);
    }
  });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
}
