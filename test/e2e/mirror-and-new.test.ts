import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { passesAxe } from '../support/accessible.ts';
import { deskRig } from '../support/desk-rig.ts';
import { ACME, downloadedDesk, idOf, search, valuesOf } from '../support/downloaded-desk.ts';
import { firms, siteWith } from '../support/fake-site.ts';

const rig = deskRig();
const { server, folder, desk } = rig;

describe('a new account that SalesBinder has already', () => {
  it('is noticed offline while it is typed, and can be added to the one that is there', async () => {
    const { site, app } = await downloadedDesk(rig, [...firms(20), ACME]);
    await app.page.getByRole('switch', { name: 'Stay offline' }).click();
    await app.status.filter({ hasText: 'Staying offline' }).waitFor();
    await app.button('New account').click();
    await app.type({
      main: { 'Business name': 'ACME Inc.', 'E-mail': 'sales@acme.example', Fax: '604 555 0111' },
    });
    await app.page
      .getByText(/Looks like Acme, Inc \(\w+ 21\): .*same e-mail/)
      .first()
      .waitFor();
    await app.button('Show').click();
    const notice = app.page.getByRole('region', { name: 'Accounts like this one' });
    await notice.getByRole('button', { name: 'Add these details to it' }).click();
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
      .getByText(/Looks like Acme, Inc \(customer, not sent yet\): .*same e-mail/)
      .first()
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
    await app.button('Show').waitFor();
    await passesAxe(app.page, 'duplicate');
    await app.button('Show').click();
    await app.page.getByRole('region', { name: 'Accounts like this one' }).waitFor();
    await passesAxe(app.page, 'duplicate in detail');
    await app.page.keyboard.press('Escape');
    await site.edit(idOf(site, 'Acme, Inc'), { office_phone: '2' });
    await app.page.getByRole('switch', { name: 'Stay offline' }).click();
    await app.reads('Acme, Inc', 'Needs you');
    await app.row('Acme, Inc').first().click();
    await app.page.getByRole('radiogroup', { name: /^Phone/ }).waitFor();
    await app.button('Save').click();
    await app.page.getByText('Choose a value for').first().waitFor();
    await passesAxe(app.page, 'conflict');
    await app.page.setViewportSize({ width: 720, height: 800 });
    await passesAxe(app.page, 'conflict, narrow');
  });
});
