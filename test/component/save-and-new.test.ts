import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { FakeApi } from '../support/fake-api.ts';
import { button, field, openWindow, row, rowNames } from '../support/window.ts';

test('what is typed after "Save and new" is the next account’s, however long the disk takes', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'First');
  const release = api.hold('saveAccount');
  await user.keyboard('{Control>}{Shift>}{Enter}{/Shift}{/Control}');
  await user.keyboard('Second');
  expect(field('Business name').value).toBe('Second');
  expect(screen.queryByText(/Saved on this computer/)).toBeNull();
  await user.tab();
  await user.keyboard('555');
  release();
  await waitFor(() => expect(rowNames()).toContain('First'));
  expect(document.activeElement).toBe(field('Phone'));
  await user.keyboard('{Control>}{Enter}{/Control}');
  await screen.findByText(/^Saved on this computer/);
  expect(api.inputsOf('saveAccount').map((input) => input.changed)).toEqual([
    { name: { from: '', to: 'First' } },
    { name: { from: '', to: 'Second' }, phone: { from: '', to: '555' } },
  ]);
});

test('a "Save and new" that fails brings the account back, and then what was typed since', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'First');
  const release = api.hold('saveAccount');
  api.failNext('saveAccount', { what: 'storage', reason: 'full', detail: 'ENOSPC' });
  await user.keyboard('{Control>}{Shift>}{Enter}{/Shift}{/Control}');
  await user.keyboard('Second');
  release();
  expect((await screen.findByRole('alert')).textContent).toContain('the disk is full');
  expect(field('Business name').value).toBe('First');
  await user.click(button('Save and new'));
  await waitFor(() => expect(field('Business name').value).toBe('Second'));
  await waitFor(() => expect(rowNames()).toContain('First'));
});

test('the next new account is of the type of the last new one, whatever was edited since', async () => {
  const api = new FakeApi();
  api.add({ localId: 'prospect-1', type: 'prospect', values: { name: 'Old prospect' } });
  const user = await openWindow(api);
  await waitFor(() => expect(rowNames()).toContain('Old prospect'));
  await user.click(row('Old prospect'));
  await user.type(await screen.findByLabelText('Phone'), '555');
  await user.click(button('Save'));
  await screen.findByText(/^Saved on this computer/);
  await user.click(button('New account'));
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Customer' }).checked).toBe(true);
});
