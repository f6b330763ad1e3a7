import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { FakeApi } from '../support/fake-api.ts';
import { button, openWindow, row, rows } from '../support/window.ts';

function threeAccounts(): FakeApi {
  const api = new FakeApi();
  for (const [index, name] of ['Ash', 'Birch', 'Cedar'].entries()) {
    const values = { name, billingCity: index === 2 ? 'Ulm' : 'Bath' };
    api.add({ localId: `record-${index}`, editedAt: api.now - index, values });
  }
  return api;
}

function cities(api: FakeApi): readonly (string | undefined)[] {
  return api.records().map(({ values }) => values.billingCity);
}

test('a field is changed in all selected ones by the keyboard, after it was said what will happen, and put back', async () => {
  const api = threeAccounts();
  const user = await openWindow(api);
  await waitFor(() => expect(rows()).toHaveLength(3));
  row('Ash').focus();
  await user.keyboard('{Control>}a{/Control}');
  const open = await screen.findByRole('button', { name: 'Edit a field' });
  open.focus();
  await user.keyboard('{Enter}');
  await user.selectOptions(await screen.findByLabelText('Field'), 'Billing city');
  await user.type(screen.getByLabelText('New value'), 'Ulm');
  await screen.findByText('2 accounts will change, here and in SalesBinder. 1 already has this value.');
  expect(cities(api)).toEqual(['Bath', 'Bath', 'Ulm']);
  await user.keyboard('{Enter}');
  await screen.findAllByText('2 accounts changed');
  expect(cities(api)).toEqual(['Ulm', 'Ulm', 'Ulm']);
  await waitFor(() => expect(document.activeElement).toBe(button('Undo: 2 selected')));
  await user.keyboard('{Enter}');
  await waitFor(() => expect(cities(api)).toEqual(['Bath', 'Bath', 'Ulm']));
  expect(api.inputsOf('saveAccount')).toEqual([]);
});

test('nothing happens by Escape, nor while no account would change', async () => {
  const api = threeAccounts();
  const user = await openWindow(api);
  await waitFor(() => expect(rows()).toHaveLength(3));
  row('Cedar').focus();
  await user.keyboard(' ');
  await user.click(await screen.findByRole('button', { name: 'Edit a field' }));
  await user.selectOptions(await screen.findByLabelText('Field'), 'Billing city');
  await user.type(screen.getByLabelText('New value'), 'Ulm');
  await screen.findByText('No account will change. 1 already has this value.');
  await user.keyboard('{Enter}');
  await user.click(button('Cancel'));
  await screen.findByText('1 selected');
  expect(api.inputsOf('editMany')).toEqual([]);
});

test('why it could not be done is said, and all stay selected', async () => {
  const api = threeAccounts();
  const user = await openWindow(api);
  await waitFor(() => expect(rows()).toHaveLength(3));
  row('Ash').focus();
  await user.keyboard(' ');
  await user.click(await screen.findByRole('button', { name: 'Edit a field' }));
  await user.type(await screen.findByLabelText('New value'), 'Ulm');
  api.failNext('editMany', { what: 'storage', reason: 'full', detail: 'ENOSPC' });
  await waitFor(() => button('Change 1 account'));
  await user.click(button('Change 1 account'));
  await screen.findByRole('alert');
  await screen.findByText('1 selected');
  expect(cities(api)).toEqual(['Bath', 'Bath', 'Ulm']);
});
