import { describe, expect, it } from 'vitest';
import { deskRig } from '../support/desk-rig.ts';
import { ACME, downloadedDesk } from '../support/downloaded-desk.ts';

// Facts that only a browser tells: how text is cut, laid out, composed and pasted.

const rig = deskRig();
const { folder, desk } = rig;

const DAMASCUS = 'حلويات (دمشق)، ش.م.م.';

describe('a text that is written from the right', () => {
  it('begins at the right in its field, its row, its title and its history’s sentence', async () => {
    const app = await desk({ folder: await folder() });
    await app.practise();
    await app.capture({ type: 'Customer', main: { 'Business name': DAMASCUS } });
    const directions = await app.page.evaluate((name) => {
      const field = document.querySelector<HTMLInputElement>('#field-name');
      const said = [...document.querySelectorAll('h2, [role="row"] .main')].filter(
        (one) => one.textContent === name,
      );
      return [field, ...said].map((one) => (one === null ? '' : getComputedStyle(one).direction));
    }, DAMASCUS);
    expect(directions).toEqual(['rtl', 'rtl', 'rtl']);
    // Another field of the same form goes its own way.
    await app.field('E-mail').fill('sales@acme.example');
    expect(await app.field('E-mail').evaluate((one) => getComputedStyle(one).direction)).toBe('ltr');
  });
});

describe('a word that is longer than its line', () => {
  it('breaks, and nothing on the desk grows for it', async () => {
    const app = await desk({ folder: await folder(), viewport: { width: 1280, height: 800 } });
    await app.practise();
    const width = async (): Promise<number | undefined> =>
      (await app.page.getByRole('region', { name: 'Account' }).boundingBox())?.width;
    await app.button('New account').click();
    const before = await width();
    await app.field('Business name').fill('W'.repeat(60));
    await app.button('Save and new').click();
    await app.page.getByText(/^Saved on this computer/).waitFor();
    expect(await width()).toBe(before);
    await app.field('Business name').fill('W'.repeat(80));
    await app.button('Discard').click();
    await app.page.getByText(/^Discarded: W/).waitFor();
    for (const viewport of [1280, 720, 360]) {
      await app.page.setViewportSize({ width: viewport, height: 800 });
      const wide = await app.page.evaluate(() =>
        [document.documentElement, document.querySelector('main'), document.querySelector('.dropped')].map(
          (one) => one !== null && one.scrollWidth <= innerWidth,
        ),
      );
      expect(wide, `${String(viewport)} pixels`).toEqual([true, true, true]);
    }
  });
});

describe('a value with a line break', () => {
  it('is shown with a sign, and typing that is taken back sends nothing', async () => {
    const value = 'Suite 100\n1234 West 4th Ave';
    const { site, app } = await downloadedDesk(rig, [{ ...ACME, billing_address_1: value }]);
    await app.open('Acme, Inc');
    const field = app.page
      .getByRole('group', { name: 'Billing address' })
      .getByLabel('Address line 1', { exact: true });
    expect(await field.inputValue()).toBe('Suite 100↵1234 West 4th Ave');
    await field.press('End');
    await field.press('x');
    await field.press('Backspace');
    await app.button('Save').click();
    await app.page.getByText('No changes to save').waitFor();
    await field.press('End');
    await app.page.keyboard.type(' N');
    await app.save();
    await app.reads('Acme, Inc', /Sent /);
    expect(site.accounts().map((one) => one.values.billing_address_1)).toEqual([`${value} N`]);
  });
});

describe('text from the clipboard', () => {
  it('is kept whole, and leaves without what came along with it', async () => {
    const { site, app } = await downloadedDesk(rig, []);
    const { page } = app;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await app.button('New account').click();
    const paste = async (label: string, text: string): Promise<void> => {
      await app.field(label).focus();
      await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
      await page.keyboard.press('Control+v');
    };
    await paste('Business name', 'Acme\u000bWorks\u0003');
    await paste('E-mail', ' sales@lead.example\t');
    await paste('Note', 'x'.repeat(25_319));
    expect((await app.field('Note').inputValue()).length).toBe(25_319);
    await page.getByText('This is longer than 20,000 characters. Shorten it to save.').waitFor();
    await app.field('Note').fill('');
    await app.save();
    await app.reads('Acme Works', /Sent /);
    expect(site.accounts().map((one) => [one.values.name, one.values.office_email])).toEqual([
      ['Acme Works', 'sales@lead.example'],
    ]);
  });
});

describe('a time zone that changes under an open window', () => {
  it('shows in all times, the old ones too', async () => {
    const app = await desk({ folder: await folder() });
    const session = await app.page.context().newCDPSession(app.page);
    await session.send('Emulation.setTimezoneOverride', { timezoneId: 'Europe/Berlin' });
    await app.practise();
    await app.capture({ type: 'Customer', main: { 'Business name': 'Acme' } });
    await app.reads('Acme', /Sent \d\d:\d\d/);
    const [, hours = 0, minutes = 0] = (/(\d\d):(\d\d)/.exec(await app.row('Acme').innerText()) ?? []).map(
      Number,
    );
    await session.send('Emulation.setTimezoneOverride', { timezoneId: 'Asia/Kolkata' });
    // Four hours and a half ahead of Berlin, in summer one less.
    const there = [210, 270].map((ahead) => {
      const after = hours * 60 + minutes + ahead;
      return [Math.floor(after / 60) % 24, after % 60].map((part) => String(part).padStart(2, '0')).join(':');
    });
    await app.reads('Acme', new RegExp(`Sent .*(?:${there.join('|')})`));
    await app.page.getByText(new RegExp(`^Saved on this computer · .*(?:${there.join('|')})`)).waitFor();
  });
});

describe('what countries are called', () => {
  it('is known to the browser in other languages', async () => {
    const app = await desk({ folder: await folder() });
    await app.practise();
    await app.button('New account').click();
    const country = app.page.getByRole('group', { name: 'Billing address' }).getByLabel('Country');
    for (const [typed, name] of [
      ['UK', 'United Kingdom'],
      ['Deutschland', 'Germany'],
      ['España', 'Spain'],
      ['Eesti', 'Estonia'],
    ] as const) {
      await country.fill(typed);
      await country.press('ArrowDown');
      await country.press('Enter');
      expect(await country.inputValue(), typed).toBe(name);
    }
  });
});
