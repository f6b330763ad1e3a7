import { describe, expect, it } from 'vitest';
import type { Typed } from '../support/desk-page.ts';
import { eventually } from '../support/eventually.ts';
import { deskRig } from '../support/desk-rig.ts';

const { server, folder, desk } = deskRig();

const customer: Typed = {
  type: 'Customer',
  main: {
    'Business name': 'Bäckerei Müller & Söhne',
    'E-mail': 'info@mueller.example',
    Phone: '+49 (0) 30 / 123-456',
    Fax: '+49 30 123457',
    Website: 'www.mueller.example',
  },
  billing: {
    'Address line 1': 'Straße des 17. Juni 1',
    'Address line 2': 'Hinterhaus',
    City: 'Berlin',
    'State or province': 'Berlin',
    'Postal code': '10623',
    Country: 'Germany',
  },
  shipping: {
    'Address line 1': 'Lager 3',
    'Address line 2': 'Tor B',
    City: 'Potsdam',
    'State or province': 'Brandenburg',
    'Postal code': '14467',
    Country: 'Germany',
  },
  note: 'Met at the fair, speaks English',
};

describe('accounts captured while SalesBinder is out of reach', () => {
  it('wait, are sent with every field as typed when it is there, and an edit sends only what changed', async () => {
    const site = await server({ faults: { offline: true } });
    const app = await desk({ folder: await folder(), salesbinder: site.origin });
    await app.connect();
    await app.capture(customer);
    await app.capture({ type: 'Prospect', main: { 'Business name': 'Northwind' } });
    await app.capture({ type: 'Supplier', main: { 'Business name': 'Contoso', Phone: '1' } });
    for (const name of ['Bäckerei', 'Northwind', 'Contoso']) await app.reads(name, 'Waiting to send');
    expect(site.accounts()).toEqual([]);

    // Offered while it is held; from now on it is tried again by itself, too, so that it may be gone any moment.
    await app.button('Check connection').waitFor();
    await site.setFaults({ offline: false });
    for (const name of ['Bäckerei', 'Northwind', 'Contoso']) await app.reads(name, /Sent .*account \d+/);

    // In no certain order: the one on the screen goes first, and others are sent beside it.
    const contexts = site.accounts().map(({ contextId }) => contextId);
    expect(contexts.toSorted((a, b) => a - b)).toEqual([2, 8, 10]);
    const first = site.accounts().find(({ contextId }) => contextId === 2);
    expect(first?.values).toEqual({
      name: 'Bäckerei Müller & Söhne',
      office_email: 'info@mueller.example',
      office_phone: '+49 (0) 30 / 123-456',
      office_fax: '+49 30 123457',
      url: 'www.mueller.example',
      billing_address_1: 'Straße des 17. Juni 1',
      billing_address_2: 'Hinterhaus',
      billing_city: 'Berlin',
      billing_region: 'Berlin',
      billing_postal_code: '10623',
      billing_country: 'Germany',
      shipping_address_1: 'Lager 3',
      shipping_address_2: 'Tor B',
      shipping_city: 'Potsdam',
      shipping_region: 'Brandenburg',
      shipping_postal_code: '14467',
      shipping_country: 'Germany',
    });
    await app.reads('Bäckerei', `account ${String(first?.number)}`);
    expect(JSON.stringify(site.log())).not.toContain('speaks English');

    await app.open('Northwind');
    await app.type({ main: { Phone: '604 555 0100' } });
    await app.save();
    // Its row read "Sent" before.
    const puts = await eventually(() => {
      const found = site.log().filter((request) => request.method === 'PUT');
      expect(found).not.toEqual([]);
      return found;
    });
    await app.reads('Northwind', /Sent/);
    expect(puts.map((request) => request.body)).toEqual([{ customer: { office_phone: '604 555 0100' } }]);
  });

  it('copies the billing address when it is the same', async () => {
    const site = await server();
    const app = await desk({ folder: await folder(), salesbinder: site.origin });
    await app.connect();
    await app.button('New account').click();
    await app.type({ main: { 'Business name': 'Acme' }, billing: { City: 'Vancouver', Country: 'Canada' } });
    await app.page.getByRole('checkbox', { name: 'Same as billing' }).check();
    await app.save();
    await app.reads('Acme', 'Sent');
    expect(site.accounts()[0]?.values).toMatchObject({
      shipping_city: 'Vancouver',
      shipping_country: 'Canada',
    });
  });
});
