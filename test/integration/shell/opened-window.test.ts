import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../build/ensure-built.ts';
import { freshContext, launchChromium } from '../../support/chromium.ts';
import { eventually } from '../../support/eventually.ts';
import { startHost } from '../../support/shell-browser.ts';

// Browser mode as a person starts it, without --no-open: it finds a browser on the PATH and starts it. That browser is
// a script here, which writes down what other users of the computer could read in the list of processes.

let browser: Browser;
let folder = '';
let host: ReturnType<typeof startHost>;
const commandLine = () => join(folder, 'command-line');

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'opened-window-'));
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  const script = join(programs, 'google-chrome-stable');
  writeFileSync(
    script,
    `#!/bin/sh\nprintf '%s' "$*" > ${commandLine()}.new && mv ${commandLine()}.new ${commandLine()}\n`,
  );
  chmodSync(script, 0o755);
  const program = join(await ensureBuilt(), 'host', 'browser.js');
  host = startHost(program, { folder: join(folder, 'data') }, `${programs}:/usr/bin:/bin`);
});
afterEach(async () => {
  await host.end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

async function openedAt(): Promise<string> {
  await eventually(() => expect(existsSync(commandLine())).toBe(true));
  return readFileSync(commandLine(), 'utf8').replace('--app=', '');
}

async function inFreshBrowser(address: string): Promise<Page> {
  const page = await (await freshContext(browser)).newPage();
  await page.goto(address);
  return page;
}

async function usable(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Practice' }).waitFor();
}

describe.runIf(process.platform === 'linux')('the window that browser mode opens', () => {
  it('shows nothing on the browser’s command line that would let anybody else in', async () => {
    const [address, printed] = [await openedAt(), await host.address];
    expect(address).not.toContain(new URL(printed).hash.slice(1));
    const window = await inFreshBrowser(address);
    await usable(window);
    expect(new URL(window.url()).hash).toBe('');
    await window.reload();
    await usable(window);

    const stranger = await inFreshBrowser(address);
    await stranger.getByText('This address is from an earlier start').first().waitFor();
    expect(await stranger.getByRole('button', { name: 'Practice' }).count()).toBe(0);
    await window.reload();
    await usable(window);
  });

  it('and the address that is printed opens one as often as it is needed', async () => {
    await usable(await inFreshBrowser(await openedAt()));
    await usable(await inFreshBrowser(await host.address));
    await usable(await inFreshBrowser(await host.address));
  });
});
