import { describe, expect, it } from 'vitest';
import type { Practice } from '../../electron/practice/practice.ts';
import type { DeskPage } from '../support/desk-page.ts';
import { deskRig } from '../support/desk-rig.ts';
import { ACME, downloadedDesk, idOf, search, valuesOf } from '../support/downloaded-desk.ts';
import { eventually } from '../support/eventually.ts';
import { firms, siteWith } from '../support/fake-site.ts';

const rig = deskRig();
const { server, folder, desk } = rig;

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
    // Pages that were there are not asked for again, save a page that was cut off.
    expect(after.length).toBeLessThanOrEqual(28 - before.length + 3);
    await search(again, '4987');
    await again.reads('Firm 4987', 'In SalesBinder');
    expect(site.violations).toBe(0);
  });
});

describe('an account that was downloaded', () => {
  it('is found and edited offline, and what SalesBinder changed meanwhile is kept', async () => {
    const { site, app } = await downloadedDesk(rig, [...firms(20), ACME]);
    await app.page.getByRole('switch', { name: 'Stay offline' }).click();
    await app.status.filter({ hasText: 'Staying offline' }).waitFor();
    await search(app, 'cme, i');
    await app.open('Acme, Inc');
    expect(await app.page.getByRole('radio', { name: 'Prospect', exact: true }).isDisabled()).toBe(true);
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

  it('with a conflict on one of three edited fields is decided by the keyboard alone', async () => {
    const { site, app } = await downloadedDesk(rig, [ACME]);
    const { keyboard } = app.page;
    await app.page.getByRole('switch', { name: 'Stay offline' }).press('Space');
    await app.status.filter({ hasText: 'Staying offline' }).waitFor();
    await app.row('Acme, Inc').focus();
    await keyboard.press('Enter');
    await app.page.waitForFunction(() => document.activeElement?.id === 'field-name');
    await typeInto(app, 'phone', '1');
    await typeInto(app, 'email', 'mine@acme.example');
    await typeInto(app, 'url', 'acme.example/mine');
    await keyboard.press('Control+Enter');
    await app.reads('Acme, Inc', 'Waiting to send');
    await keyboard.press('Escape');
    await site.edit(idOf(site, 'Acme, Inc'), { office_phone: '2' });
    await app.page.getByRole('switch', { name: 'Stay offline' }).press('Space');
    await app.reads('Acme, Inc', 'Needs you: changed in SalesBinder too');

    await app.row('Acme, Inc').focus();
    await keyboard.press('Enter');
    await app.page.waitForFunction(() => document.activeElement?.id === 'needs-you-title');
    const phone = app.page.getByRole('radiogroup', { name: /^Phone/ });
    await phone.getByText('604 555 0100').waitFor();
    expect(await app.page.getByRole('radiogroup', { name: /value to keep/ }).count()).toBe(1);
    await tabTo(app, '[type="radio"]');
    await keyboard.press('ArrowDown');
    expect(await phone.getByRole('radio', { name: 'SalesBinder’s 2' }).isChecked()).toBe(true);
    await keyboard.press('ArrowUp');
    expect(await phone.getByRole('radio', { name: 'Yours 1' }).isChecked()).toBe(true);
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await typeInto(app, 'phone', '3');
    await keyboard.press('Control+k');
    await app.page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox');
    await keyboard.type('compare');
    await keyboard.press('Enter');
    // What was chosen is what is typed now.
    await phone.getByRole('radio', { name: 'Yours 3', checked: true }).waitFor();
    await keyboard.press('Control+Enter');
    await app.reads('Acme, Inc', /Sent /);
    expect(valuesOf(site, 'Acme, Inc')).toMatchObject({
      office_email: 'mine@acme.example',
      office_phone: '3',
      url: 'acme.example/mine',
    });
  });

  it('follows a change in SalesBinder while it is open, without disturbing what is typed', async () => {
    const { site, app } = await downloadedDesk(rig, [ACME]);
    await app.open('Acme, Inc');
    await app.field('Phone').fill('604 555 01');
    await site.edit(idOf(site, 'Acme, Inc'), { billing_city: 'Bristol' });
    await app.page.keyboard.press('F5');
    await app.page.getByText('Just updated from SalesBinder: Billing city.').waitFor();
    expect(await app.field('City').first().inputValue()).toBe('Bristol');
    expect(await app.field('Phone').inputValue()).toBe('604 555 01');
    expect(await app.field('Phone').evaluate((field) => field === document.activeElement)).toBe(true);
  });
});

/** Tabs to the field and types over what it holds. */
async function typeInto(app: DeskPage, key: string, text: string): Promise<void> {
  await tabTo(app, `#field-${key}`);
  await app.page.keyboard.press('Control+a');
  await app.page.keyboard.type(text);
}

async function tabTo({ page }: DeskPage, selector: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`"${selector}" can't be reached with the Tab key`);
}

/** The list pages that were asked for. */
function pagesOf(site: Practice): readonly string[] {
  return site
    .log()
    .filter((request) => request.method === 'GET' && request.query['page'] !== undefined)
    .map((request) => `${request.query['contextId'] ?? ''}/${request.query['page'] ?? ''}`);
}
