import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import type { Practice } from '../../electron/practice/practice.ts';
import type { SomeValues } from '../../electron/practice/site.ts';
import { passesAxe } from '../support/accessible.ts';
import type { Desk } from '../support/desk.ts';
import { deskRig } from '../support/desk-rig.ts';
import { eventually } from '../support/eventually.ts';
import { firms, siteWith } from '../support/fake-site.ts';

const { server, folder, desk } = deskRig();

const ACME: SomeValues = {
  name: 'Acme, Inc',
  office_email: 'sales@acme.example',
  office_phone: '604 555 0100',
  url: 'acme.example',
  billing_city: 'Bath',
};

describe('the accounts that SalesBinder has', () => {
  it('are downloaded with progress; killed half-way, the download goes on where it was', async () => {
    const site = await server({ saved: siteWith(firms(5_000)) });
    const data = await folder();
    const app = await desk({ folder: data, salesbinder: site.origin });
    await app.connect();
    // The limits of SalesBinder make a pause half-way.
    const progress = app.page.getByRole('progressbar', { name: 'Downloading accounts' });
    await progress.waitFor();
    await app.status.filter({ hasText: /Downloading accounts: [23],\d00 of 5,000/ }).waitFor();
    await app.shell.kill();
    const before = pagesOf(site);

    const again = await desk({ folder: data, salesbinder: site.origin });
    await again.status.filter({ hasText: 'Ready for offline: 5,000 accounts, as of' }).waitFor();
    const after = pagesOf(site).slice(before.length);
    // What was there is not asked for again, save a page that was cut off.
    expect(after.length).toBeLessThanOrEqual(28 - before.length + 3);
    await search(again, '4987');
    await again.reads('Firm 4987', 'In SalesBinder');
    expect(site.violations).toBe(0);
  });
});

describe('an account that was downloaded', () => {
  it('is found and edited offline, and what SalesBinder changed meanwhile is kept', async () => {
    const { site, app } = await withAccounts([...firms(20), ACME]);
    await app.page.getByRole('switch', { name: 'Stay offline' }).click();
    await app.status.filter({ hasText: 'Staying offline' }).waitFor();
    await search(app, 'cme, i');
    await app.open('Acme, Inc');
    expect(await app.page.getByRole('radiogroup', { name: 'Type' }).count()).toBe(0);
    await app.type({ main: { Phone: '604 555 0199' } });
    await app.save();
    await app.reads('Acme, Inc', 'Waiting to send');
    await site.edit(idOf(site, 'Acme, Inc'), { office_email: 'new@acme.example', billing_city: 'Bristol' });

    await app.page.getByRole('switch', { name: 'Stay offline' }).click();
    await app.reads('Acme, Inc', /Sent /);
    await eventually(async () => expect(await app.field('E-mail').inputValue()).toBe('new@acme.example'));
    expect(valuesOf(site, 'Acme, Inc')).toMatchObject({
      office_phone: '604 555 0199',
      office_email: 'new@acme.example',
      billing_city: 'Bristol',
      url: 'acme.example',
    });
    const puts = site.log().filter((request) => request.method === 'PUT');
    expect(puts.map((request) => request.body)).toEqual([{ customer: { office_phone: '604 555 0199' } }]);
  });

  it('with a conflict on one of three edited fields is settled by the keyboard alone', async () => {
    const { site, app } = await withAccounts([ACME]);
    const { keyboard } = app.page;
    await app.page.getByRole('switch', { name: 'Stay offline' }).press('Space');
    await app.status.filter({ hasText: 'Staying offline' }).waitFor();
    await app.row('Acme, Inc').focus();
    await keyboard.press('Enter');
    await app.page.waitForFunction(() => document.activeElement?.id === 'field-name');
    await typeInto(app, 'email', 'mine@acme.example');
    await typeInto(app, 'phone', '1');
    await typeInto(app, 'url', 'acme.example/mine');
    await keyboard.press('Control+Enter');
    await app.reads('Acme, Inc', 'Waiting to send');
    await keyboard.press('Escape');
    await site.edit(idOf(site, 'Acme, Inc'), { office_phone: '2' });
    await app.page.getByRole('switch', { name: 'Stay offline' }).press('Space');
    await app.reads('Acme, Inc', 'Needs you: changed in SalesBinder too');

    await app.row('Acme, Inc').focus();
    await keyboard.press('Enter');
    await app.page.waitForFunction(
      () => document.activeElement?.textContent.trim() === 'Changed here and in SalesBinder',
    );
    const phone = app.page.getByRole('radiogroup', { name: /^Phone/ });
    await phone.getByText('604 555 0100').waitFor();
    expect(await app.page.getByRole('radiogroup', { name: /what is to hold/ }).count()).toBe(1);
    await keyboard.press('Tab');
    await keyboard.press('ArrowDown');
    expect(await phone.getByRole('radio', { name: 'SalesBinder’s 2' }).isChecked()).toBe(true);
    await keyboard.press('ArrowDown');
    await keyboard.press('Tab');
    await keyboard.type('3');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await app.reads('Acme, Inc', /Sent /);
    expect(valuesOf(site, 'Acme, Inc')).toMatchObject({
      office_email: 'mine@acme.example',
      office_phone: '3',
      url: 'acme.example/mine',
    });
  });

  it('follows a change in SalesBinder while it is open, without disturbing what is typed', async () => {
    const { site, app } = await withAccounts([ACME]);
    await app.open('Acme, Inc');
    await app.field('Phone').fill('604 555 01');
    await site.edit(idOf(site, 'Acme, Inc'), { billing_city: 'Bristol' });
    await app.page.keyboard.press('F5');
    await app.page.getByText('up to date here: Billing city.').waitFor();
    expect(await app.field('City').first().inputValue()).toBe('Bristol');
    expect(await app.field('Phone').inputValue()).toBe('604 555 01');
    expect(await app.field('Phone').evaluate((field) => field === document.activeElement)).toBe(true);
  });
});

describe('a new account that SalesBinder has already', () => {
  it('is noticed offline while it is typed, and can be added to the one that is there', async () => {
    const { site, app } = await withAccounts([...firms(20), ACME]);
    await app.page.getByRole('switch', { name: 'Stay offline' }).click();
    await app.status.filter({ hasText: 'Staying offline' }).waitFor();
    await app.button('New account').click();
    await app.type({
      main: { 'Business name': 'ACME Inc.', 'E-mail': 'sales@acme.example', Fax: '604 555 0111' },
    });
    const notice = app.page.getByRole('region', { name: 'Accounts like this one' });
    await notice.filter({ hasText: /Looks like Acme, Inc \(\w+ 21\): .*same e-mail/ }).waitFor();
    await notice.getByRole('button', { name: 'Add to it' }).click();
    await app.page.getByRole('heading', { name: 'Acme, Inc' }).waitFor();
    await app.reads('Acme, Inc', 'Waiting to send');
    await app.page.getByRole('switch', { name: 'Stay offline' }).click();
    await app.reads('Acme, Inc', /Sent /);
    expect(site.accounts()).toHaveLength(21);
    expect(valuesOf(site, 'Acme, Inc')).toMatchObject({ office_fax: '604 555 0111', billing_city: 'Bath' });
  });

  it('is noticed when the other one waits here too', async () => {
    const site = await server({ faults: { offline: true } });
    const app = await desk({ folder: await folder(), salesbinder: site.origin });
    await app.connect();
    await app.capture({
      type: 'Customer',
      main: { 'Business name': 'Acme, Inc', 'E-mail': 'sales@acme.example' },
    });
    await app.button('New account').click();
    await app.type({ main: { 'Business name': 'ACME Inc.', 'E-mail': 'sales@acme.example' } });
    await app.page
      .getByText(/Looks like Acme, Inc \(customer, only on this computer so far\): .*same e-mail/)
      .waitFor();
  });
});

describe('for screen readers', () => {
  it.each([false, true])('the screens of downloaded accounts pass axe (dark: %s)', async (dark) => {
    const site = await server({ saved: siteWith([...firms(3_200), ACME]) });
    const app = await desk({ folder: await folder(), salesbinder: site.origin, dark });
    await app.page.addInitScript({ content: axe.source });
    await app.page.reload();
    await app.connect();
    await app.page.getByRole('progressbar', { name: 'Downloading accounts' }).waitFor();
    await passesAxe(app.page, 'downloading');
    await app.status.filter({ hasText: 'Ready for offline' }).waitFor();
    await app.page.getByRole('switch', { name: 'Stay offline' }).click();
    await search(app, 'acme');
    await app.open('Acme, Inc');
    await app.type({ main: { Phone: '1' } });
    await app.save();
    await app.button('New account').click();
    await app.type({ main: { 'Business name': 'ACME Inc.', 'E-mail': 'sales@acme.example' } });
    await app.page.getByRole('region', { name: 'Accounts like this one' }).waitFor();
    await passesAxe(app.page, 'duplicate');
    await app.page.keyboard.press('Escape');
    await site.edit(idOf(site, 'Acme, Inc'), { office_phone: '2' });
    await app.page.getByRole('switch', { name: 'Stay offline' }).click();
    await app.reads('Acme, Inc', 'Needs you');
    await app.row('Acme, Inc').first().click();
    await app.page.getByRole('radiogroup', { name: /^Phone/ }).waitFor();
    await app.button('Settle').click();
    await app.page.getByText('Choose what is to hold.').waitFor();
    await passesAxe(app.page, 'conflict');
    await app.page.setViewportSize({ width: 720, height: 800 });
    await passesAxe(app.page, 'conflict, narrow');
  });
});

/** A desk that has downloaded a site's accounts. */
async function withAccounts(accounts: readonly SomeValues[]): Promise<{ site: Practice; app: Desk }> {
  const site = await server({ saved: siteWith(accounts) });
  const app = await desk({ folder: await folder(), salesbinder: site.origin });
  await app.connect();
  await app.status.filter({ hasText: 'Ready for offline' }).waitFor();
  return { site, app };
}

async function search(app: Desk, text: string): Promise<void> {
  await app.page.getByRole('searchbox', { name: 'Search accounts' }).fill(text);
}

/** Tabs to the field and types over what it holds. */
async function typeInto(app: Desk, key: string, text: string): Promise<void> {
  const { page } = app;
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((id) => document.activeElement?.id === id, `field-${key}`)) break;
  }
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

function idOf(site: Practice, name: string): string {
  const account = site.accounts().find((one) => one.values.name === name);
  if (account === undefined) throw new Error(`SalesBinder has no ${name}`);
  return account.id;
}

function valuesOf(site: Practice, name: string): SomeValues | undefined {
  return site.accounts().find((one) => one.values.name === name)?.values;
}

/** The list pages that were asked for. */
function pagesOf(site: Practice): readonly string[] {
  return site
    .log()
    .filter((request) => request.method === 'GET' && request.query['page'] !== undefined)
    .map((request) => `${request.query['contextId'] ?? ''}/${request.query['page'] ?? ''}`);
}
