import { screen, waitFor } from '@testing-library/svelte';
import type { UserEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { FieldKey } from '../../shared/account.ts';
import { FakeApi } from '../support/fake-api.ts';
import { addressField, button, field, messageOf, openWindow, row } from '../support/window.ts';

async function paste(user: UserEvent, into: HTMLElement, text: string): Promise<void> {
  await user.click(into);
  await user.paste(text);
}

async function newAccount(api: FakeApi): Promise<UserEvent> {
  const user = await openWindow(api);
  await user.click(button('New account'));
  return user;
}

async function saved(user: UserEvent, api: FakeApi): Promise<Partial<Record<FieldKey, string>>> {
  await user.keyboard('{Control>}{Enter}{/Control}');
  await screen.findByText(/^Saved on this computer/);
  const changed = Object.entries(api.inputsOf('saveAccount').at(-1)?.changed ?? {});
  return Object.fromEntries(changed.map(([key, edit]) => [key, edit.to]));
}

test('a value with a line break is shown with a sign for it, and typing that is taken back changes nothing', async () => {
  const api = new FakeApi();
  const values = { name: 'Acme', billingAddress1: 'Suite 100\n1234 West 4th Ave', billingCity: 'A\r\nB\nC' };
  api.add({ localId: 'record-1', values });
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await screen.findByLabelText('Business name');
  const line = addressField('Billing address', 'Address line 1');
  expect(line.value).toBe('Suite 100↵1234 West 4th Ave');
  expect(messageOf(line)).toBe('↵ stands for a line break.');
  await user.type(line, 'x{Backspace}');
  await user.type(addressField('Billing address', 'City'), 'x{Backspace}');
  await user.click(button('Save'));
  await screen.findByText('No changes to save');
  expect(api.inputsOf('saveAccount')).toEqual([]);
});

test('an edit beside a line break keeps it', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', values: { name: 'Acme', billingAddress1: 'Suite 100\r\n1234 West 4th' } });
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.type(await screen.findByDisplayValue('Suite 100↵1234 West 4th'), ' Ave');
  expect(await saved(user, api)).toEqual({ billingAddress1: 'Suite 100\r\n1234 West 4th Ave' });
});

test('"Same as billing" keeps a line break', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', values: { name: 'Acme', billingAddress1: 'Suite 100\n1234 West' } });
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.click(await screen.findByRole('checkbox', { name: 'Same as billing' }));
  expect(await saved(user, api)).toEqual({ shippingAddress1: 'Suite 100\n1234 West' });
});

test('a third value in a conflict keeps its line break while it is typed on', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', values: { name: 'Acme', billingAddress1: 'Suite 100\n1234 West' } });
  const theirs = 'Suite 101';
  api.clash('record-1', [{ key: 'billingAddress1', base: '', mine: 'Suite 100\n1234 West', theirs }]);
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.click(await screen.findByRole('button', { name: 'Type another value' }));
  await user.type(addressField('Billing address', 'Address line 1'), ' St.');
  await user.click(screen.getByRole('tab', { name: 'Compare' }));
  await user.click(await screen.findByRole('radio', { name: /^Yours/ }));
  await user.click(button('Save'));
  await waitFor(() =>
    expect(api.inputsOf('settleConflict')).toMatchObject([
      { choices: { billingAddress1: { value: 'Suite 100\n1234 West St.' } } },
    ]),
  );
});

test('a note of any length stays whole, and what is too long to save is said at once', async () => {
  const api = new FakeApi();
  const user = await newAccount(api);
  await user.type(field('Business name'), 'Acme');
  const long = 'x'.repeat(25_319);
  await paste(user, field('Note'), long);
  expect(field('Note').value).toBe(long);
  expect(messageOf(field('Note'))).toBe('This is longer than 20,000 characters. Shorten it to save.');
  await user.click(button('Save'));
  await waitFor(() => expect(document.activeElement).toBe(field('Note')));
  expect(api.inputsOf('saveAccount')).toEqual([]);
  await waitFor(() => expect(api.inputsOf('keepDraft').at(-1)?.note).toBe(long));
});

test('no field of the window cuts what is put into it', async () => {
  const user = await newAccount(new FakeApi());
  await user.click(button('Settings'));
  await user.click(button('New account'));
  const limited = [...document.querySelectorAll('input, textarea')].filter((one) =>
    one.hasAttribute('maxlength'),
  );
  expect(limited).toEqual([]);
});

test.each(['\u200b', '\u2800', '\u3164', ' \u00a0\ufeff'])(
  'a name of nothing visible is no name',
  async (name) => {
    const api = new FakeApi();
    const user = await newAccount(api);
    await paste(user, field('Business name'), name);
    await user.click(button('Save'));
    await waitFor(() => expect(messageOf(field('Business name'))).toBe('Enter the business name.'));
    expect(screen.getByRole('heading', { level: 2, name: 'New customer' })).toBeTruthy();
    expect(api.inputsOf('saveAccount')).toEqual([]);
  },
);

test('invisible characters alone ask for no duplicates', async () => {
  const api = new FakeApi();
  const user = await newAccount(api);
  await paste(user, field('Phone'), '\u200b\u2060');
  await paste(user, field('Business name'), 'Acme');
  await waitFor(() => expect(api.inputsOf('duplicates').length).toBeGreaterThan(0));
  expect(api.inputsOf('duplicates').at(-1)?.values).toEqual({ name: 'Acme' });
});

test('control characters, cells’ tabs and outer space don’t leave with what is pasted', async () => {
  const api = new FakeApi();
  const user = await newAccount(api);
  await paste(user, field('Business name'), 'Acme\u000bWorks\u0003');
  await paste(user, addressField('Billing address', 'City'), 'Leeds\t');
  await paste(user, field('Phone'), '\u202d604 555 0199\u202c');
  await paste(user, field('E-mail'), ' sales@lead.example');
  expect(await saved(user, api)).toEqual({
    name: 'Acme Works',
    billingCity: 'Leeds',
    phone: '604 555 0199',
    email: 'sales@lead.example',
  });
});

test('what was left out is said, and can be put back to stay', async () => {
  const api = new FakeApi();
  const user = await newAccount(api);
  await paste(user, field('Business name'), '\u200eAcme\u000bWorks\u0003');
  await user.tab();
  expect(field('Business name').value).toBe('Acme Works');
  expect(messageOf(field('Business name'))).toBe('Spaces and characters that can’t be seen were left out.');
  await user.click(button('Put back'));
  expect(field('Business name').value).toBe('\u200eAcme\u000bWorks\u0003');
  await waitFor(() => expect(document.activeElement).toBe(field('Business name')));
  await user.tab();
  expect(messageOf(field('Business name'))).toMatch(/characters here that can’t be seen/);
  expect(await saved(user, api)).toEqual({ name: '\u200eAcme\u000bWorks\u0003' });
});

test('a space typed after the last word goes without a word about it', async () => {
  const api = new FakeApi();
  const user = await newAccount(api);
  await user.type(field('Business name'), 'Acme ');
  await user.tab();
  expect(field('Business name').value).toBe('Acme');
  expect(messageOf(field('Business name'))).toBe('');
});

test('an untouched value keeps its spaces and control characters', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', values: { name: ' Acme\u0003 ', phone: '1', billingCity: 'Leeds\t' } });
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.type(await screen.findByLabelText('Phone'), '2');
  await user.click(addressField('Billing address', 'City'));
  await user.click(field('Business name'));
  expect(await saved(user, api)).toEqual({ phone: '12' });
});

test.each([
  ['E-mail', 'mailto:sales@mailto.example', 'sales@mailto.example', 'email'],
  ['E-mail', 'sales@dot.example.', 'sales@dot.example', 'email'],
  ['Phone', 'tel:+44-113-496-0142', '+44-113-496-0142', 'phone'],
  ['Website', '<https://acme.example>', 'https://acme.example', 'url'],
] as const)(
  '%s pasted as "%s" is warned about, and its own text is one press away',
  async (name, text, alone, key) => {
    const api = new FakeApi();
    const user = await newAccount(api);
    await user.type(field('Business name'), 'Acme');
    await paste(user, field(name), text);
    await user.tab();
    expect(field(name).value).toBe(text);
    expect(messageOf(field(name))).toMatch(/^There is more here than an? [^.]*\.$/);
    await user.click(button(`Use “${alone}”`));
    expect(field(name).value).toBe(alone);
    expect(messageOf(field(name))).toBe('');
    expect(await saved(user, api)).toEqual({ name: 'Acme', [key]: alone });
  },
);

test('a warning about what was pasted never keeps it from being saved as it is', async () => {
  const api = new FakeApi();
  const user = await newAccount(api);
  await user.type(field('Business name'), 'Acme');
  await paste(user, field('E-mail'), 'mailto:sales@mailto.example');
  expect(await saved(user, api)).toEqual({ name: 'Acme', email: 'mailto:sales@mailto.example' });
});

test('a key and an address that came with space and invisible characters connect all the same', async () => {
  const api = new FakeApi({ workspace: null });
  const user = await openWindow(api);
  await paste(user, field('SalesBinder address'), '\u200bhttps://acme.salesbinder.com/ ');
  await paste(user, screen.getByLabelText('API key'), '\ufeff k3y-of-a\tperson\u200b ');
  await user.click(button('Connect'));
  await waitFor(() =>
    expect(api.inputsOf('connect')).toMatchObject([{ address: 'acme', key: 'k3y-of-aperson' }]),
  );
});
