import { describe, expect, it } from 'vitest';
import { deskRig } from '../support/desk-rig.ts';

const { server, folder, desk } = deskRig();

const NO_LIMITS = { limits: null };

describe('one account that SalesBinder refuses among twenty good ones', () => {
  it('says why on its field while the others are sent, is corrected in place and goes through', async () => {
    const site = await server(NO_LIMITS);
    const app = await desk({ folder: await folder(), salesbinder: site.origin });
    await app.connect();
    await app.page.getByRole('switch', { name: 'Stay offline' }).click();
    for (let i = 1; i <= 10; i += 1)
      await app.capture({ type: 'Customer', main: { 'Business name': `Good ${String(i)}.` } });
    await app.capture({ type: 'Customer', main: { 'Business name': 'Bad one', 'E-mail': 'not an e-mail' } });
    for (let i = 11; i <= 20; i += 1)
      await app.capture({ type: 'Supplier', main: { 'Business name': `Good ${String(i)}.` } });
    await app.page.getByRole('switch', { name: 'Stay offline' }).click();

    for (let i = 1; i <= 20; i += 1) await app.reads(`Good ${String(i)}.`, /Sent .*account/);
    await app.reads('Bad one', /Needs you: .*e-mail/i);

    await app.open('Bad one');
    const email = app.field('E-mail');
    expect(await email.getAttribute('aria-invalid')).toBe('true');
    const said = await email.evaluate((field) =>
      (field.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' '),
    );
    expect(said).toContain('The provided value is invalid');
    await email.fill('good@one.example');
    await app.save();
    await app.reads('Bad one', /Sent .*account/);
    expect(site.accounts()).toHaveLength(21);
  });
});

describe('a Wi-Fi that answers with its sign-in page', () => {
  it('is said in the status bar; nothing reads "Sent", nothing is lost, and all goes out afterwards', async () => {
    const site = await server(NO_LIMITS);
    const app = await desk({ folder: await folder(), salesbinder: site.origin });
    await app.connect();
    await site.setFaults({ answer: 'portal' });
    for (const name of ['One', 'Two', 'Three'])
      await app.capture({ type: 'Customer', main: { 'Business name': name } });
    await app.status.filter({ hasText: /sign in/i }).waitFor();
    expect(await app.page.getByRole('grid').getByText(/Sent/).count()).toBe(0);
    expect(site.accounts()).toEqual([]);

    // Offered while it is held; from now on it is tried again by itself, too, so that it may be gone any moment.
    await app.button('Check connection').waitFor();
    await site.setFaults({ answer: 'normal' });
    for (const name of ['One', 'Two', 'Three']) await app.reads(name, /Sent/);
    expect(site.accounts()).toHaveLength(3);
  });
});

describe('a key that SalesBinder no longer takes', () => {
  it('holds the queue and is asked for; a new one lets it go on', async () => {
    const site = await server(NO_LIMITS);
    const app = await desk({ folder: await folder(), salesbinder: site.origin });
    await app.connect();
    site.setKey('the-next-key-of-this-person-9876543210');
    await app.capture({ type: 'Customer', main: { 'Business name': 'One' } });
    await app.capture({ type: 'Customer', main: { 'Business name': 'Two' } });
    await app.button('Enter the API key').waitFor();
    for (const name of ['One', 'Two']) await app.reads(name, 'Waiting to send');
    await app.button('Enter the API key').click();
    await app.field('API key').fill('the-next-key-of-this-person-9876543210');
    await app.button('Connect').click();
    for (const name of ['One', 'Two']) await app.reads(name, /Sent/);
    expect(site.accounts()).toHaveLength(2);
  });

  it('of API 3 is told what it is', async () => {
    const site = await server();
    const app = await desk({ folder: await folder(), salesbinder: site.origin });
    await app.field('SalesBinder address').fill('acme.salesbinder.com');
    await app.field('API key').fill('sb_live_1234567890');
    await app.button('Connect').click();
    await app.page
      .getByText(/sb_live_/)
      .first()
      .waitFor();
    expect(site.log()).toEqual([]);
  });
});

describe('a discarded account', () => {
  it('is not sent, and comes back with undo', async () => {
    const site = await server();
    const app = await desk({ folder: await folder(), salesbinder: site.origin });
    await app.connect();
    await app.page.getByRole('switch', { name: 'Stay offline' }).click();
    await app.capture({ type: 'Customer', main: { 'Business name': 'One' } });
    await app.button('Discard').click();
    await app.button('Undo').waitFor();
    await app.page.getByRole('switch', { name: 'Stay offline' }).click();
    await app.capture({ type: 'Customer', main: { 'Business name': 'Two' } });
    await app.reads('Two', /Sent/);
    expect(site.accounts().map((account) => account.values.name)).toEqual(['Two']);
    await app.page.getByRole('button', { name: /^Discarded/ }).click();
    await app.open('One');
    await app.button('Undo').click();
    await app.page.getByRole('button', { name: /^All/ }).click();
    await app.reads('One', /Sent/);
  });
});

describe('a conflict', () => {
  it('is decided field by field', async () => {
    const site = await server();
    const app = await desk({ folder: await folder(), salesbinder: site.origin });
    await app.connect();
    await app.capture({ type: 'Customer', main: { 'Business name': 'Acme', Phone: '1', Fax: '1' } });
    await app.reads('Acme', /Sent/);
    // Else a look at what changed might tell of it before it is typed.
    await site.setFaults({ offline: true });
    await site.edit(site.accounts()[0]?.id ?? '', { office_phone: '2', office_fax: '9' });
    await app.open('Acme');
    await app.type({ main: { Phone: '3' } });
    await app.save();
    await site.setFaults({ offline: false });
    await app.reads('Acme', /Needs you: /);
    await app.button('Compare').click();
    await app.page.getByRole('radiogroup', { name: 'phone' }).getByRole('radio', { name: /Yours/ }).check();
    await app.button('Save').click();
    await app.reads('Acme', /Sent/);
    expect(site.accounts()[0]?.values).toMatchObject({ office_phone: '3', office_fax: '9' });
  });
});

describe('the practice workspace', () => {
  it('works without a network, and its faults can be switched on to see what happens', async () => {
    const app = await desk({ folder: await folder() });
    await app.practise();
    await app.capture({ type: 'Prospect', main: { 'Business name': 'Try me' } });
    await app.reads('Try me', /Sent/);
    const offline = app.page.getByRole('switch', { name: 'No connection' });
    await offline.click();
    await app.capture({ type: 'Prospect', main: { 'Business name': 'Not now' } });
    await app.status.filter({ hasText: /can’t be reached|offline|no connection/i }).waitFor();
    await app.reads('Not now', 'Waiting to send');
    await offline.click();
    await app.reads('Not now', /Sent/);
  });
});
