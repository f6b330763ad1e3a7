import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { dropAfter } from '../../electron/practice/faults.ts';
import { passesAxe } from '../support/accessible.ts';
import type { DeskPage } from '../support/desk-page.ts';
import { deskRig } from '../support/desk-rig.ts';

const { server, folder, desk } = deskRig();

/** The screens that come up seldom; the everyday ones are looked at in keyboard-and-access and mirror. */
describe.each([false, true])('axe finds nothing (dark: %s)', (dark) => {
  it('in the connection’s form and its mistakes, the help for the keyboard, a selection and its undo', async () => {
    const app = await opened(await folder(), dark);
    await app.field('SalesBinder address').fill('not an address');
    await app.button('Connect').click();
    await app.page.getByText('Paste the API key.').waitFor();
    await passesAxe(app.page, 'connection in error');
    await app.practise();
    // The practice site's own accounts are in the list: the keyboard's help is asked for from one of their rows.
    await app.status.filter({ hasText: 'Ready for offline' }).waitFor();
    await app.page.getByRole('switch', { name: 'No connection' }).click();
    for (const name of ['One', 'Two']) {
      await app.capture({ type: 'Customer', main: { 'Business name': name } });
    }
    await app.status.filter({ hasText: 'No connection to SalesBinder' }).waitFor();
    await passesAxe(app.page, 'practice without a connection');
    for (const name of ['One', 'Two']) await app.row(name).first().press('Space');
    await app.button('Discard: 2 selected').waitFor();
    await passesAxe(app.page, 'selection');
    await app.button('Discard: 2 selected').click();
    await app.button('Undo: 2 selected').waitFor();
    await passesAxe(app.page, 'discarded selection');
    await app.page.getByRole('grid').getByRole('row').nth(1).press('?');
    await app.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await passesAxe(app.page, 'keyboard shortcuts');
  });

  it('where a key is asked for, and where SalesBinder has one that looks like it', async () => {
    const site = await server();
    const app = await opened(await folder(), dark, site.origin);
    await app.connect();
    // An account that is still to be downloaded can't be the one below.
    await app.status.filter({ hasText: 'Ready for offline' }).waitFor();
    let mayLook = false;
    site.plan((request) => {
      if (request.method === 'POST') return dropAfter;
      const looks = request.query['modifiedSince'] !== undefined;
      return looks && !mayLook ? { does: 'nothing', answers: 'never' } : null;
    });
    await app.capture({ type: 'Customer', main: { 'Business name': 'Acme', Phone: '1' } });
    await app.reads('Acme', 'Checking whether it arrived');
    await site.edit(site.accounts()[0]?.id ?? '', { office_phone: '2' });
    mayLook = true;
    await app.reads('Acme', 'Needs you');
    await app.button('Compare').click();
    await app.button('Yes, this one').waitFor();
    await passesAxe(app.page, 'candidates');
    site.setKey('another key');
    await app.page.keyboard.press('F5');
    await app.button('Enter the API key').waitFor();
    await passesAxe(app.page, 'a key is needed');
    await app.button('Enter the API key').click();
    await app.field('API key').waitFor();
    await passesAxe(app.page, 'a key is asked for');
  });

  it('where a file could not be read', async () => {
    const data = await folder();
    const first = await opened(data, dark);
    await first.practise();
    await first.shell.quit();
    for (const name of await readdir(data)) {
      if (name.startsWith('settings.')) await writeFile(join(data, name), 'null');
    }
    const app = await opened(data, dark);
    await app.page
      .getByText(/was damaged/)
      .first()
      .waitFor();
    await passesAxe(app.page, 'notice');
  });
});

describe('for eyes that need it otherwise', () => {
  it('at twice the size on a small screen everything can be reached, and nothing is wider than the window', async () => {
    const app = await opened(await folder(), false);
    // 1024 x 640 at 200 %.
    await app.page.setViewportSize({ width: 512, height: 320 });
    await fits(app, 'first run');
    await app.button('Practice').scrollIntoViewIfNeeded();
    await app.practise();
    await fits(app, 'list');
    // The line has no room for it: it is in the queue.
    await app.button('Nothing waiting').click();
    await app.page.getByRole('switch', { name: 'Stay offline' }).click();
    await fits(app, 'queue');
    await app.page.keyboard.press('Escape');
    await app.button('New account').click();
    await app.type({ main: { 'Business name': 'Acme' }, billing: { City: 'Bath' }, note: 'Met at the fair' });
    await fits(app, 'form');
    await app.save();
    await app.page.getByRole('button', { name: 'Back to the list' }).click();
    await app.reads('Acme', 'Waiting to send');
    await app.page.keyboard.press('Control+k');
    await app.page.getByRole('dialog').waitFor();
    await fits(app, 'commands');
    await app.page.keyboard.press('Escape');
    await app.page.getByRole('button', { name: 'Settings' }).click();
    await app.page.getByRole('heading', { name: 'Settings' }).waitFor();
    await fits(app, 'settings');
    await passesAxe(app.page, 'settings at twice the size');
  });

  it('in the system’s own high contrast the selected, the open and the focused row differ from the others', async () => {
    const app = await opened(await folder(), false);
    await app.page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    await app.practise();
    await app.capture({ type: 'Customer', main: { 'Business name': 'Open' } });
    // From here on no row comes or goes.
    await app.reads('Open', 'Sent');
    await app.status.filter({ hasText: 'Ready for offline' }).waitFor();
    const plain = app.page.getByRole('row', { selected: false, name: 'In SalesBinder' }).first();
    const chosen = app.page.getByRole('row', { name: 'In SalesBinder' }).nth(1);
    await chosen.press('Space');
    await app.field('Business name').focus();
    expect(await outline(plain)).toBe('none');
    expect(await outline(chosen)).toBe('solid');
    expect(await outline(app.row('Open').first())).toBe('solid');
    await passesAxe(app.page, 'high contrast');
  });

  it('nothing moves by itself where motion is not wanted', async () => {
    const app = await opened(await folder(), false);
    await app.practise();
    await app.button('New account').click();
    const moving = await app.page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((element) => {
          const { transitionDuration, animationName, transitionProperty } = getComputedStyle(element);
          return animationName !== 'none' || (transitionProperty !== 'none' && transitionDuration !== '0s');
        })
        .map((element) => element.outerHTML.slice(0, 80)),
    );
    expect(moving).toEqual([]);
  });
});

/** A window with axe in it. */
async function opened(data: string, dark: boolean, salesbinder?: string): Promise<DeskPage> {
  const app = await desk({ folder: data, dark, ...(salesbinder !== undefined && { salesbinder }) });
  await app.page.addInitScript({ content: axe.source });
  await app.page.reload();
  await app.page.getByRole('heading', { level: 1 }).waitFor();
  return app;
}

async function fits({ page }: DeskPage, screen: string): Promise<void> {
  const over = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(over, screen).toBe(0);
}

function outline(row: ReturnType<DeskPage['row']>): Promise<string> {
  return row.evaluate((element) => getComputedStyle(element).outlineStyle);
}
