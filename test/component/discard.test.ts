import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { withDownloaded } from '../support/acme-there.ts';
import { FakeApi } from '../support/fake-api.ts';
import { button, field, openWindow, row, rowNames } from '../support/window.ts';

test('what is unsent can be discarded, and the discard undone', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', values: { name: 'Acme' } });
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.click(await screen.findByRole('button', { name: 'Discard' }));
  await screen.findByRole('button', { name: 'Undo' });
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Acme'));
  expect(rowNames()).toEqual([]);
  expect(field('Business name').readOnly).toBe(true);
  await user.click(button('Undo'));
  await waitFor(() => expect(rowNames()).toEqual(['Acme']));
  expect(field('Business name').readOnly).toBe(false);
});

test('an account whose changes were discarded stays where it was, can be edited anew, and the discard undone', async () => {
  const api = withDownloaded({ name: 'Acme', phone: '1' });
  api.change('record-641', { status: { is: 'waiting', problem: null, since: api.now } });
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.click(await screen.findByRole('button', { name: 'Discard' }));
  await waitFor(() => expect(row('Acme').textContent).toContain('Discarded changes'));
  button('All 1');
  button('Discarded 1');
  button('Undo');
  await user.type(field('Phone'), '2');
  await user.click(button('Save'));
  await screen.findByText(/^Saved on this computer/);
  expect(api.inputsOf('saveAccount')[0]?.changed).toEqual({ phone: { from: '1', to: '12' } });
});

test('when all are discarded, the list says where they are', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', values: { name: 'Acme' } });
  await api.discard({ localId: 'record-1' });
  await openWindow(api);
  await screen.findByText('It is under Discarded, where you can restore it.');
  expect(screen.queryByText('No accounts yet')).toBeNull();
});

test('a new account that was never saved is discarded with its draft, and comes back as typed', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme');
  await user.tab();
  await user.click(button('Discard'));
  await waitFor(() => expect(api.records()).toEqual([]));
  await waitFor(() => expect(document.activeElement).toBe(button('Undo')));
  await user.keyboard('{Enter}');
  expect((await screen.findByLabelText<HTMLInputElement>('Business name')).value).toBe('Acme');
  await waitFor(() => expect(rowNames()).toEqual(['Acme']));
  await waitFor(() => expect(document.activeElement).toBe(field('Business name')));
});

test('what SalesBinder has already and nobody changed can’t be discarded', async () => {
  const api = new FakeApi();
  api.add({
    localId: 'record-1',
    status: { is: 'sent', at: api.now, number: 641 },
    values: { name: 'Acme' },
  });
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await screen.findByLabelText('Business name');
  expect(screen.queryByRole('button', { name: 'Discard' })).toBeNull();
});

test('a discard that fails says why and leaves the account where it was', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', values: { name: 'Acme' } });
  const user = await openWindow(api);
  await user.click(row('Acme'));
  api.failNext('discard', { what: 'storage', reason: 'read-only', detail: 'EROFS' });
  await user.click(await screen.findByRole('button', { name: 'Discard' }));
  expect((await screen.findByRole('alert')).textContent).toContain('isn’t allowed to write');
  expect(rowNames()).toEqual(['Acme']);
});

test('an undo that can’t take back what was added to another account says so, in sight and aloud', async () => {
  const api = new FakeApi();
  const stays = { what: 'stays-there', name: 'Acme, Inc', fields: ['email'] } as const;
  api.add({
    localId: 'record-1',
    values: { name: 'ACME' },
    status: { is: 'discarded', found: null },
    history: [{ at: api.now, event: { what: 'added-to', name: 'Acme, Inc' } }],
  });
  const user = await openWindow(api);
  await user.click(await screen.findByRole('button', { name: /^Discarded/ }));
  await user.click(row('ACME'));
  const words = /^These values stay in “Acme, Inc”/;
  const undo = await screen.findByRole('button', { name: 'Undo' });
  expect(screen.queryByText(words)).toBeNull();
  // The host adds it to the history with the undo.
  api.change('record-1', { history: [{ at: api.now, event: stays }] });
  await user.click(undo);
  await waitFor(() => expect(screen.getAllByText(words, { ignore: '[aria-live]' })).toHaveLength(1));
  await waitFor(() => expect(document.querySelector('[aria-live="polite"]')?.textContent).toMatch(words));
});
