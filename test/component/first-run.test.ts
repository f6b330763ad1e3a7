import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { FakeApi } from '../support/fake-api.ts';
import { button, field, messageOf, openWindow } from '../support/window.ts';

test('Practice opens a desk without asking for anything', async () => {
  const api = new FakeApi({ workspace: null });
  const user = await openWindow(api);
  await user.click(button('Practice'));
  await screen.findByRole('grid', { name: 'Accounts' });
  expect(screen.getByRole('status').textContent).toContain('Practice');
  await waitFor(() => expect(document.activeElement).toBe(button('New account')));
});

test('Connect takes the first part of the address, or the whole of it as pasted', async () => {
  const api = new FakeApi({ workspace: null });
  const user = await openWindow(api);
  await user.type(field('SalesBinder address'), 'https://acme.salesbinder.com/');
  await user.type(screen.getByLabelText('API key'), ' abc123 ');
  await user.click(button('Connect'));
  await screen.findByRole('grid', { name: 'Accounts' });
  expect(api.inputsOf('connect')).toEqual([{ address: 'acme', key: 'abc123', keepKey: false }]);
  await waitFor(() => expect(document.activeElement).toBe(button('New account')));
});

test('a desk that was there already takes no focus when the app opens', async () => {
  await openWindow(new FakeApi());
  await screen.findByRole('grid', { name: 'Accounts' });
  expect(document.activeElement).toBe(document.body);
});

test('Connect without a key asks for it on the field, and calls nobody', async () => {
  const api = new FakeApi({ workspace: null });
  const user = await openWindow(api);
  await user.type(field('SalesBinder address'), 'acme');
  await user.click(button('Connect'));
  const key = screen.getByLabelText('API key');
  expect(key.getAttribute('aria-invalid')).toBe('true');
  expect(messageOf(key)).toBe('Paste the API key.');
  await waitFor(() => expect(document.activeElement).toBe(key));
  expect(api.inputsOf('connect')).toEqual([]);
});

test('the key is hidden until one asks to see it', async () => {
  const user = await openWindow(new FakeApi({ workspace: null }));
  expect(screen.getByLabelText('API key')).toHaveProperty('type', 'password');
  await user.click(button('Show the key'));
  expect(screen.getByLabelText('API key')).toHaveProperty('type', 'text');
});

test.each([
  ['plain', 'No secure key storage'],
  ['unavailable', 'can’t be opened now'],
] as const)('keeping the key is asked, and off, where its keystore is %s', async (keystore, why) => {
  await openWindow(new FakeApi({ workspace: null, keystore }));
  expect(screen.getByText(new RegExp(why))).toBeDefined();
  const keep = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Keep the key on this computer' });
  expect(keep.checked).toBe(false);
});

test.each(['keystore', 'opening'] as const)(
  'while it is %s nothing is asked about keeping the key',
  async (keystore) => {
    await openWindow(new FakeApi({ workspace: null, keystore }));
    expect(screen.queryByRole('checkbox', { name: 'Keep the key on this computer' })).toBeNull();
  },
);

test('a key of API 3 is told what it is', async () => {
  const api = new FakeApi({ workspace: null });
  api.failNext('connect', { what: 'key', reason: 'v3' });
  const user = await openWindow(api);
  await user.type(field('SalesBinder address'), 'acme');
  await user.type(screen.getByLabelText('API key'), 'sb_live_1');
  await user.click(button('Connect'));
  expect((await screen.findByRole('alert')).textContent).toContain('API 3');
});

test('a damaged file that was set aside is told until it is dismissed', async () => {
  const notice = {
    id: 'n1',
    store: 'outbox',
    setAside: 'outbox.damaged',
    recovered: 41,
    lost: 1,
    orMore: false,
  } as const;
  const api = new FakeApi({ notices: [notice] });
  const user = await openWindow(api);
  expect((await screen.findByRole('alert')).textContent).toContain('41 accounts recovered');
  await user.click(button('Show'));
  await user.click(await screen.findByRole('button', { name: 'Dismiss' }));
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(api.inputsOf('dismissNotice')).toEqual([{ id: 'n1' }]);
});
