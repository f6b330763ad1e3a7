import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { FakeApi } from '../support/fake-api.ts';
import { addressField, button, field, messageOf, openWindow, row } from '../support/window.ts';

test('a new account travels with the fields that were typed, and no others', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme Ltd');
  await user.type(addressField('Billing address', 'City'), 'Bath');
  await user.type(field('Note'), 'met at the fair');
  await user.click(screen.getByRole('radio', { name: 'Supplier' }));
  await user.click(button('Save'));
  await screen.findByText(/^Saved on this computer/);
  expect(api.inputsOf('saveAccount')).toMatchObject([
    {
      openedAtRevision: 0,
      type: 'supplier',
      changed: { name: { from: '', to: 'Acme Ltd' }, billingCity: { from: '', to: 'Bath' } },
      note: 'met at the fair',
    },
  ]);
  expect(Object.keys(api.inputsOf('saveAccount')[0]?.changed ?? {})).toEqual(['name', 'billingCity']);
});

test('editing sends what changed, with the value that was shown when the typing began', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', revision: 4, values: { name: 'Acme', phone: '1', email: 'a@b.co' } });
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.clear(await screen.findByLabelText('Phone'));
  await user.type(field('Phone'), '2');
  await user.type(field('E-mail'), 'm{Backspace}');
  await user.click(button('Save'));
  await screen.findByText(/^Saved on this computer/);
  expect(api.inputsOf('saveAccount')).toMatchObject([
    { localId: 'record-1', openedAtRevision: 4, changed: { phone: { from: '1', to: '2' } }, note: null },
  ]);
  expect(Object.keys(api.inputsOf('saveAccount')[0]?.changed ?? {})).toEqual(['phone']);
});

test('saving without a name goes to the name, says what is missing and calls nobody', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Phone'), '555');
  await user.click(button('Save'));
  await waitFor(() => expect(document.activeElement).toBe(field('Business name')));
  expect(field('Business name').getAttribute('aria-invalid')).toBe('true');
  expect(messageOf(field('Business name'))).toBe('Enter the business name.');
  expect(api.inputsOf('saveAccount')).toEqual([]);
  await user.type(field('Business name'), 'A');
  expect(field('Business name').getAttribute('aria-invalid')).toBeNull();
});

test('an e-mail that looks odd is only warned about, once the field is left', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme');
  await user.type(field('E-mail'), 'sales@');
  expect(messageOf(field('E-mail'))).toBe('');
  await user.tab();
  expect(messageOf(field('E-mail'))).toContain('looks incomplete');
  await user.click(button('Save'));
  await screen.findByText(/^Saved on this computer/);
  expect(api.records()[0]?.values.email).toBe('sales@');
});

test('a value that SalesBinder may cut can be saved, and the form says so', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.click(field('Business name'));
  await user.paste('Acme '.repeat(30).trim());
  await user.click(addressField('Billing address', 'Address line 1'));
  await user.paste('Unit 1, '.repeat(40).trim());
  await user.tab();
  expect(messageOf(field('Business name'))).toMatch(/first 100 characters/);
  const address = addressField('Billing address', 'Address line 1');
  expect(messageOf(address)).toMatch(/first 255 characters/);
  await user.click(button('Save'));
  await screen.findByText(/^Saved on this computer/);
  expect(api.records()[0]?.values.name).toHaveLength(149);
});

test('"Same as billing" copies the billing address on saving', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme');
  await user.click(screen.getByRole('checkbox', { name: 'Same as billing' }));
  await user.type(addressField('Billing address', 'Address line 1'), '1 High St');
  await user.type(addressField('Billing address', 'City'), 'Bath');
  const shipping = screen.getByRole('group', { name: 'Shipping address' });
  expect(shipping.textContent).toContain('1 High St, Bath');
  expect(within(shipping).queryByRole('textbox')).toBeNull();
  await user.click(button('Save'));
  await screen.findByText(/^Saved on this computer/);
  expect(api.records()[0]?.values).toMatchObject({ shippingAddress1: '1 High St', shippingCity: 'Bath' });
});

test('taking "Same as billing" back leaves what had been typed for shipping', async () => {
  const user = await openWindow(new FakeApi());
  await user.click(button('New account'));
  await user.type(addressField('Shipping address', 'City'), 'Leeds');
  await user.click(screen.getByRole('checkbox', { name: 'Same as billing' }));
  await user.click(screen.getByRole('checkbox', { name: 'Same as billing' }));
  expect(addressField('Shipping address', 'City').value).toBe('Leeds');
});

test('"Save and new" by its keys puts the cursor in the next name and keeps the type', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.keyboard('{Control>}n{/Control}');
  await waitFor(() => expect(document.activeElement).toBe(field('Business name')));
  await user.click(screen.getByRole('radio', { name: 'Prospect' }));
  await user.type(field('Business name'), 'First');
  await user.keyboard('{Control>}{Shift>}{Enter}{/Shift}{/Control}');
  await screen.findByText(/^Saved on this computer/);
  await waitFor(() => expect(document.activeElement).toBe(field('Business name')));
  expect(field('Business name').value).toBe('');
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Prospect' }).checked).toBe(true);
  expect(api.records().map((one) => [one.values.name, one.type])).toEqual([['First', 'prospect']]);
});

test('Enter in a field saves nothing', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme{Enter}');
  expect(api.inputsOf('saveAccount')).toEqual([]);
});

test('an account that SalesBinder archived is called so before anything is typed into it', async () => {
  const api = new FakeApi();
  const there = { remoteId: 'remote-1', number: 641, typeFixed: true, values: { name: 'Acme' } };
  api.add({ localId: 'record-1', type: 'supplier', status: { is: 'archived' }, ...there });
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await screen.findByLabelText('Business name');
  const pane = screen.getByRole('region', { name: 'Account' }).textContent;
  expect(pane).toContain('Archived in SalesBinder');
  expect(pane).toContain('SalesBinder keeps this account in its archive.');
});

test('the type shows and is fixed once SalesBinder has the account', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', type: 'supplier', typeFixed: true, values: { name: 'Acme' } });
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await screen.findByLabelText('Business name');
  const types = within(screen.getByRole('radiogroup', { name: 'Type' }));
  expect(types.getByRole<HTMLInputElement>('radio', { name: 'Supplier' }).checked).toBe(true);
  for (const other of ['Customer', 'Prospect']) {
    expect(types.getByRole<HTMLInputElement>('radio', { name: other }).disabled).toBe(true);
  }
});

test('what SalesBinder changes meanwhile shows up, except where somebody types', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', revision: 2, values: { name: 'Acme', phone: '1', fax: '7' } });
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.type(await screen.findByLabelText('Phone'), '2');
  api.change('record-1', { revision: 3, values: { name: 'Acme Ltd', phone: '9', fax: '7' } });
  await waitFor(() => expect(field('Business name').value).toBe('Acme Ltd'));
  expect(field('Phone').value).toBe('12');
  await user.type(field('Phone'), '3');
  await user.click(button('Save'));
  await screen.findByText(/^Saved on this computer/);
  expect(api.inputsOf('saveAccount')).toMatchObject([
    { openedAtRevision: 2, changed: { phone: { from: '1', to: '123' } } },
  ]);
});
