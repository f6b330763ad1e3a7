import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { ListLayout } from '../../shared/contract/list-layout.ts';
import { FakeApi } from '../support/fake-api.ts';
import { button, field, openWindow, rowNames } from '../support/window.ts';

/** How a person left the list: it comes back so, whenever the app or the window begins again. */

function withAccounts(layout: Partial<ListLayout> = {}): FakeApi {
  const api = new FakeApi({ layout });
  ['Beta', 'Alpha', 'Gamma'].forEach((name, index) => {
    api.add({ localId: `record-${index}`, editedAt: api.now - index, values: { name } });
  });
  api.accept('record-1', 641);
  return api;
}

test('the list comes up in the view and the order that it was left in', async () => {
  await openWindow(withAccounts({ view: 'waiting', order: { by: 'name', descending: true } }));
  await waitFor(() => expect(rowNames()).toEqual(['Gamma', 'Beta']));
  expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('descending');
  expect(screen.getByRole('button', { name: /^Waiting/ }).getAttribute('aria-current')).toBe('page');
});

test('a view, a new order and the type of a new account are kept when they are chosen, and only then', async () => {
  const api = withAccounts({ newType: 'prospect' });
  const user = await openWindow(api);
  await waitFor(() => expect(rowNames()).toHaveLength(3));
  expect(api.inputsOf('keepLayout')).toEqual([]);
  await user.click(button('Name'));
  await user.keyboard('{Control>}3{/Control}');
  await user.keyboard('{Control>}n{/Control}');
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Prospect' }).checked).toBe(true);
  await user.click(screen.getByRole('radio', { name: 'Supplier' }));
  await user.type(field('Business name'), 'Delta');
  await user.keyboard('{Control>}{Shift>}{Enter}{/Shift}{/Control}');
  await waitFor(() => expect(field('Business name').value).toBe(''));
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Supplier' }).checked).toBe(true);
  expect(api.inputsOf('keepLayout')).toEqual([
    { order: { by: 'name', descending: false } },
    { view: 'waiting' },
    { newType: 'supplier' },
  ]);
});

test('another workspace has a list of its own', async () => {
  const api = withAccounts({ view: 'waiting' });
  await openWindow(api);
  await waitFor(() => expect(rowNames()).toEqual(['Beta', 'Gamma']));
  api.lay({ view: 'all', order: { by: 'name', descending: false } });
  await api.practice(null);
  await waitFor(() => expect(rowNames()).toEqual(['Alpha', 'Beta', 'Gamma']));
});
