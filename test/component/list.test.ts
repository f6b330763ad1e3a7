import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { Row } from '../../shared/contract/contract.ts';
import { FakeApi } from '../support/fake-api.ts';
import { addressField, button, field, openWindow, row, rowNames, rows } from '../support/window.ts';

function withAccounts(count: number): FakeApi {
  const api = new FakeApi();
  for (let index = 0; index < count; index += 1) {
    const values = { name: `Account ${index}`, billingCity: index % 2 === 0 ? 'Bath' : 'Zürich' };
    api.add({ localId: `record-${index}`, editedAt: api.now - index, values });
  }
  return api;
}

function focusedName(): string {
  return document.activeElement?.querySelector('.main')?.textContent ?? '';
}

test('only the rows in sight are in the page', async () => {
  await openWindow(withAccounts(500));
  await waitFor(() => expect(rows().length).toBeGreaterThan(5));
  expect(rows().length).toBeLessThan(60);
  expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('501');
});

test('arrows, Home and End move the one focus of the list and open nothing', async () => {
  const user = await openWindow(withAccounts(8));
  await waitFor(() => expect(rows()).toHaveLength(8));
  expect(rows().map((one) => one.tabIndex)).toEqual([0, -1, -1, -1, -1, -1, -1, -1]);
  row('Account 0').focus();
  await user.keyboard('{ArrowDown}{ArrowDown}');
  await waitFor(() => expect(focusedName()).toBe('Account 2'));
  await user.keyboard('{End}');
  await waitFor(() => expect(focusedName()).toBe('Account 7'));
  await user.keyboard('{ArrowDown}{Home}');
  await waitFor(() => expect(focusedName()).toBe('Account 0'));
  await user.keyboard('{PageDown}');
  await waitFor(() => expect(focusedName()).toBe('Account 7'));
  await user.keyboard('{PageUp}{ArrowDown}{ArrowUp}');
  await waitFor(() => expect(focusedName()).toBe('Account 0'));
  expect(screen.queryByRole('region', { name: 'Account' })).toBeNull();
});

test('Space selects and takes it back; Enter opens and goes into the form; Escape comes back to the row', async () => {
  const user = await openWindow(withAccounts(3));
  await waitFor(() => expect(rows()).toHaveLength(3));
  row('Account 1').focus();
  await user.keyboard(' ');
  expect(row('Account 1').getAttribute('aria-selected')).toBe('true');
  await user.keyboard(' ');
  expect(row('Account 1').getAttribute('aria-selected')).toBe('false');
  await user.keyboard('{Enter}');
  await screen.findByRole('region', { name: 'Account' });
  await waitFor(() => expect(document.activeElement).toBe(field('Business name')));
  await user.keyboard('{Escape}');
  await waitFor(() => expect(focusedName()).toBe('Account 1'));
});

test('who goes on to the search at once after Escape stays there, however long the disk takes over the draft', async () => {
  const api = withAccounts(3);
  const user = await openWindow(api);
  await user.click(row('Account 1'));
  await user.type(await screen.findByLabelText('Phone'), '5');
  const release = api.hold('keepDraft');
  await user.keyboard('{Escape}{Control>}f{/Control}');
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('searchbox')));
  release();
  await waitFor(() => expect(api.inputsOf('lookingAt').at(-1)).toEqual({ localId: null }));
  await user.keyboard('Account 2');
  await waitFor(() => expect(rowNames()).toEqual(['Account 2']));
  expect(document.activeElement).toBe(screen.getByRole('searchbox'));
});

test('the search narrows at once, without regard to case and accents', async () => {
  const user = await openWindow(withAccounts(6));
  await user.keyboard('{Control>}f{/Control}');
  const search = screen.getByRole('searchbox', { name: 'Search accounts' });
  await waitFor(() => expect(document.activeElement).toBe(search));
  await user.keyboard('ZURICH 3');
  expect(rowNames()).toEqual(['Account 3']);
  await user.keyboard('{Escape}');
  await waitFor(() => expect(rowNames()).toHaveLength(6));
  await user.type(search, 'nothing like it');
  await screen.findByText('Nothing found');
});

test('"/" and "?" work while the list has the focus, and can be switched off', async () => {
  const api = withAccounts(2);
  const user = await openWindow(api);
  await waitFor(() => expect(rows()).toHaveLength(2));
  row('Account 0').focus();
  await user.keyboard('?');
  await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
  await user.click(button('Close'));
  await user.click(button('Settings'));
  await user.click(await screen.findByRole('switch', { name: 'Single-key shortcuts' }));
  expect(api.inputsOf('setSingleKeys')).toEqual([{ on: false }]);
  await user.click(screen.getByRole('button', { name: /^All/ }));
  await waitFor(() => expect(rows()).toHaveLength(2));
  row('Account 0').focus();
  await user.keyboard('/');
  expect(document.activeElement).toBe(row('Account 0'));
});

test('a column sorts, and sorts the other way the second time', async () => {
  const user = await openWindow(withAccounts(3));
  await waitFor(() => expect(rowNames()).toEqual(['Account 0', 'Account 1', 'Account 2']));
  await user.click(button('Name'));
  await user.click(button('Name'));
  expect(rowNames()).toEqual(['Account 2', 'Account 1', 'Account 0']);
  expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('descending');
});

test('the views count and show what is theirs', async () => {
  const api = withAccounts(5);
  api.accept('record-0', 641);
  api.refuse('record-1', {}, 'no');
  api.change('record-2', { status: { is: 'discarded', found: null } });
  api.change('record-3', { status: { is: 'checking' } });
  const user = await openWindow(api);
  const count = (name: string) =>
    screen.getByRole('button', { name: new RegExp(`^${name}`) }).textContent.trim();
  await waitFor(() => expect(count('All')).toMatch(/4$/));
  expect(['Needs you', 'Waiting', 'Sent', 'Drafts', 'Discarded'].map(count)).toEqual([
    expect.stringMatching(/1$/),
    expect.stringMatching(/2$/),
    expect.stringMatching(/1$/),
    expect.stringMatching(/0$/),
    expect.stringMatching(/1$/),
  ]);
  await user.click(screen.getByRole('button', { name: /^Needs you/ }));
  expect(rowNames()).toEqual(['Account 1']);
  await user.click(screen.getByRole('button', { name: /^Discarded/ }));
  expect(rowNames()).toEqual(['Account 2']);
});

test('after a gap in the sequence the list asks for what it missed', async () => {
  const api = withAccounts(1);
  await openWindow(api);
  await waitFor(() => expect(rowNames()).toEqual(['Account 0']));
  const late: Row = {
    localId: 'record-late',
    type: 'customer',
    name: 'Late',
    city: '',
    email: '',
    status: { is: 'sending' },
    draft: false,
    editedAt: api.now + 1,
    find: 'late',
  };
  const page = { seq: 90, after: 89, full: false, rows: JSON.stringify([late]), removed: [], more: null };
  api.emit({ is: 'rows', page, shown: null });
  await waitFor(() => expect(api.inputsOf('rows')).toEqual([{ since: null }, { since: 1 }]));
});

test('Ctrl+K finds a command by a few letters and runs it', async () => {
  const user = await openWindow(withAccounts(1));
  await user.keyboard('{Control>}k{/Control}');
  await screen.findByRole('dialog', { name: 'Commands' });
  await user.type(screen.getByRole('combobox', { name: 'Command or account' }), 'new acc{Enter}');
  await waitFor(() => expect(document.activeElement).toBe(field('Business name')));
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('accounts of one name are told apart among the commands', async () => {
  const api = new FakeApi();
  for (const city of ['Bath', 'Leeds'])
    api.add({ localId: city, values: { name: 'Acme', billingCity: city } });
  const user = await openWindow(api);
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByRole('combobox', { name: 'Command or account' }), 'acme');
  await waitFor(() => screen.getByRole('option', { name: 'Acme Customer · Bath' }));
  await user.click(screen.getByRole('option', { name: 'Acme Customer · Leeds' }));
  await waitFor(() => expect(addressField('Billing address', 'City').value).toBe('Leeds'));
});

test('F5 asks to send everything now', async () => {
  const api = withAccounts(1);
  const user = await openWindow(api);
  await user.keyboard('{F5}');
  expect(api.inputsOf('sendNow')).toEqual([{ localId: null }]);
});
