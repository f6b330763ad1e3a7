import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { passesAxe } from '../support/accessible.ts';
import { deskRig } from '../support/desk-rig.ts';

const { folder, desk } = deskRig();

describe('without a mouse', () => {
  it('an account is created, refused, corrected and sent', async () => {
    const app = await desk({ folder: await folder() });
    const { keyboard } = app.page;
    await app.button('Practice').waitFor();
    await tabTo(app.page, 'Practice');
    await keyboard.press('Enter');
    await app.page.waitForFunction(() => document.activeElement?.textContent.trim() === 'New account');

    await keyboard.press('Enter');
    await focusIsOn(app.page, 'Business name');
    await keyboard.type('Acme');
    // Badge scanners end a field with Enter.
    await keyboard.press('Enter');
    await focusIsOn(app.page, 'Phone');
    await keyboard.press('Tab');
    await focusIsOn(app.page, 'E-mail');
    await keyboard.type('not an e-mail');
    await keyboard.press('Control+Enter');
    await app.page.getByText('Saved on this computer').first().waitFor();
    await app.reads('Acme', /Needs you/);

    await keyboard.press('Escape');
    await app.page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'row');
    await keyboard.press('Enter');
    await focusIsOn(app.page, 'E-mail');
    await keyboard.press('Control+a');
    await keyboard.type('sales@acme.example');
    await keyboard.press('Control+Enter');
    await app.reads('Acme', /Sent .*account \d+/);
  });

  it('"Save and new" puts the cursor back into the name, with the type kept', async () => {
    const app = await desk({ folder: await folder() });
    await app.practise();
    const { keyboard } = app.page;
    await keyboard.press('Control+n');
    await focusIsOn(app.page, 'Business name');
    await app.page.getByRole('radio', { name: 'Prospect', exact: true }).check();
    for (const name of ['First', 'Second', 'Third']) {
      await app.field('Business name').focus();
      await keyboard.type(name);
      await keyboard.press('Control+Shift+Enter');
      await app.page.waitForFunction(
        () => document.activeElement instanceof HTMLInputElement && document.activeElement.value === '',
      );
      await focusIsOn(app.page, 'Business name');
    }
    for (const name of ['First', 'Second', 'Third']) await app.reads(name, /Sent/);
    for (const name of ['First', 'Second', 'Third'])
      await app.row(name).filter({ hasText: 'Prospect' }).waitFor();
  });

  it('where an account lies over the list, the search and the views are reached from within it', async () => {
    const app = await desk({ folder: await folder(), viewport: { width: 720, height: 800 } });
    await app.practise();
    const { keyboard } = app.page;
    const search = app.page.getByRole('searchbox', { name: 'Search accounts' });
    await keyboard.press('Control+n');
    await focusIsOn(app.page, 'Business name');
    await keyboard.type('Acme');
    await keyboard.press('Control+f');
    await app.page.waitForFunction(() => document.activeElement?.id === 'search-accounts');
    await keyboard.type('acme');
    await app.reads('Acme', 'Draft');
    await keyboard.press('Enter');
    await keyboard.press('Enter');
    await focusIsOn(app.page, 'Business name');
    await keyboard.press('Control+k');
    await app.page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox');
    await keyboard.type('show: drafts');
    await keyboard.press('Enter');
    await app.page.getByRole('heading', { name: 'Drafts' }).waitFor();
    await search.waitFor();
    await app.page.waitForFunction(() => document.activeElement?.id === 'search-accounts');
  });

  it('Escape in the countries closes only them; what was typed is kept as typed', async () => {
    const app = await desk({ folder: await folder() });
    await app.practise();
    const { keyboard } = app.page;
    await keyboard.press('Control+n');
    await focusIsOn(app.page, 'Business name');
    await keyboard.type('Acme');
    await app.page
      .getByRole('group', { name: 'Billing address' })
      .getByLabel('Country', { exact: true })
      .focus();
    await keyboard.type('Guinea');
    const offered = app.page.getByRole('option', { name: 'Papua New Guinea' });
    await offered.waitFor();
    await keyboard.press('Escape');
    await offered.waitFor({ state: 'detached' });
    expect(await app.field('Business name').inputValue()).toBe('Acme');
    await keyboard.press('Control+Enter');
    await app.reads('Acme', /Sent/);
    const country = app.page
      .getByRole('group', { name: 'Billing address' })
      .getByLabel('Country', { exact: true });
    expect(await country.inputValue()).toBe('Guinea');
  });
});

describe('at any size', () => {
  it.each([
    [1280, 800],
    [720, 640],
    [320, 640],
  ])('at %i by %i the parts scroll, never the page', async (width, height) => {
    const app = await desk({ folder: await folder() });
    await app.practise();
    await app.page.setViewportSize({ width, height });
    expect(await overflow(app.page), 'list').toEqual([0, 0]);
    await app.button('New account').click();
    await app.field('Business name').waitFor();
    expect(await overflow(app.page), 'form').toEqual([0, 0]);
  });
});

describe('for screen readers', () => {
  it.each([false, true])('every screen passes axe (dark: %s)', async (dark) => {
    const app = await desk({ folder: await folder(), dark });
    await app.page.addInitScript({ content: axe.source });
    await app.page.reload();
    await app.button('Practice').waitFor();
    await passesAxe(app.page, 'first run');
    await app.practise();
    await passesAxe(app.page, 'empty desk');
    await app.button('New account').click();
    await app.button('Save').click();
    await passesAxe(app.page, 'form in error');
    await app.type({ main: { 'Business name': 'Bad', 'E-mail': 'not an e-mail' } });
    await app.save();
    await app.reads('Bad', /Needs you/);
    await app.capture({ type: 'Supplier', main: { 'Business name': 'Good' } });
    await app.reads('Good', /Sent/);
    await app.open('Bad');
    await passesAxe(app.page, 'refused record');
    await app.button('Discard').click();
    await app.button('Undo').waitFor();
    await passesAxe(app.page, 'discarded record');
    await app.page.keyboard.press('Control+k');
    await app.page.getByRole('dialog').waitFor();
    await passesAxe(app.page, 'commands');
    await app.page.keyboard.press('Escape');
    await app.page.getByRole('button', { name: 'Settings' }).click();
    await app.page.getByRole('heading', { name: 'Settings' }).waitFor();
    await passesAxe(app.page, 'settings');
    await app.page.setViewportSize({ width: 720, height: 900 });
    await passesAxe(app.page, 'settings, narrow');
  });
});

/** By how many CSS pixels the page is larger than its window: across, down. */
function overflow(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    return [scrollWidth - clientWidth, scrollHeight - clientHeight];
  });
}

async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('Tab');
    const text = await page.evaluate(() => document.activeElement?.textContent.trim() ?? '');
    if (text === name) return;
  }
  throw new Error(`"${name}" can't be reached with the Tab key`);
}

async function focusIsOn(page: Page, label: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    const field = document.activeElement;
    return (
      field instanceof HTMLInputElement &&
      [...(field.labels ?? [])].some((one) => one.textContent.trim() === wanted)
    );
  }, label);
}
