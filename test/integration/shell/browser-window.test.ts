import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { browserShell, closeChromium } from '../../support/shell-browser.ts';
import type { OpenShell } from '../../support/shell.ts';

let folder = '';
let shell: OpenShell;
let violations: string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'browser-window-'));
  violations = [];
  shell = await browserShell.open({ folder, beforeLoad: watchPolicy });
  await usable(shell.page);
});
afterEach(async () => {
  await shell.quit();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(closeChromium);

async function watchPolicy(page: Page): Promise<void> {
  await page.exposeFunction('violated', (what: string) => violations.push(what));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      (Reflect.get(window, 'violated') as (what: string) => void)(
        `${event.violatedDirective} ${event.blockedURI}`,
      );
    });
  });
}

/** The first screen is there, which takes an answer of the host. */
async function usable(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Practice' }).waitFor();
}

describe('browser mode in a real browser', () => {
  it('keeps the token out of the address bar, and the window survives being loaded again', async () => {
    expect(new URL(shell.page.url()).hash).toBe('');
    await shell.page.reload();
    await usable(shell.page);
  });

  it('shows the page without one violation of its policy', async () => {
    expect(violations).toEqual([]);
    await shell.page.evaluate(() => {
      const image = document.createElement('img');
      image.src = 'https://elsewhere.example/x.png';
      document.body.append(image);
    });
    // The same watch does notice one.
    await eventually(() => expect(violations.join()).toContain('img-src'));
  });

  it('lets a second window take over and says so in the first', async () => {
    const second = await shell.page.context().newPage();
    await second.goto(shell.address);
    await usable(second);
    await shell.page.getByText('another window').first().waitFor();
    // The first one, loaded again, takes its turn.
    await shell.page.reload();
    await usable(shell.page);
    await second.getByText('another window').first().waitFor();
  });

  it('shows in the window that was left what was typed there, and goes on in it', async () => {
    await shell.page.getByRole('button', { name: 'Practice' }).click();
    await shell.page.getByRole('button', { name: 'New account' }).click();
    const name = shell.page.getByLabel('Business name', { exact: true });
    await name.fill('Typed before the other window Ltd');
    const second = await shell.page.context().newPage();
    await second.goto(shell.address);
    // The other window has it as a draft.
    await second
      .getByRole('grid', { name: 'Accounts' })
      .getByText('Typed before the other window Ltd')
      .waitFor();
    const left = shell.page.getByRole('region', { name: 'Typed in this window and not saved' });
    await left.getByText('Typed before the other window Ltd').waitFor();
    await shell.page.getByRole('button', { name: 'Use this window' }).click();
    await name.waitFor();
    expect(await name.inputValue()).toBe('Typed before the other window Ltd');
    await second.getByText('another window').first().waitFor();
    await shell.page.getByRole('button', { name: 'Save', exact: true }).click();
    await shell.page.getByText('Saved on this computer').first().waitFor();
  });

  it('keeps what was typed at the last moment when it is stopped', async () => {
    await shell.page.getByRole('button', { name: 'Practice' }).click();
    await shell.page.getByRole('button', { name: 'New account' }).click();
    await shell.page.getByLabel('Business name', { exact: true }).fill('Typed at the last moment Ltd');
    expect(await shell.quit()).toBe(0);
    shell = await browserShell.open({ folder });
    await shell.page
      .getByRole('grid', { name: 'Accounts' })
      .getByText('Typed at the last moment Ltd')
      .first()
      .waitFor();
  });

  it('lets no other page of the same browser in, even one that knows the token', async () => {
    const { port, hash } = new URL(shell.address);
    const stranger = await shell.page.context().newPage();
    await stranger.route('http://elsewhere.example/', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<p>A page</p>' }),
    );
    await stranger.goto('http://elsewhere.example/');
    const outcome = await stranger.evaluate(
      ([url, token]) =>
        new Promise((resolve) => {
          const socket = new WebSocket(url, ['fieldbinder', token, 'new.stranger']);
          socket.onopen = () => resolve('open');
          socket.onclose = () => resolve('refused');
        }),
      [`ws://127.0.0.1:${port}/`, hash.slice(1)] as const,
    );
    expect(outcome).toBe('refused');
  });
});
