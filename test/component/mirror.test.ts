import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { Row } from '../../shared/contract/contract.ts';
import { withDownloaded } from '../support/acme-there.ts';
import { FakeApi } from '../support/fake-api.ts';
import type { FakeRecord } from '../support/fake-records.ts';
import { button, field, openWindow, row, rowNames } from '../support/window.ts';

function downloaded(values: FakeRecord['values'] = { name: 'Acme', phone: '1', email: 'a@b.co' }): FakeApi {
  return withDownloaded(values);
}

test('the download says how far it is and how long still, as a progress with a name', async () => {
  const api = new FakeApi();
  await openWindow(api);
  api.download({ is: 'running', done: 1_400, of: 5_000, throughAt: api.now + 240_000 });
  const bar = await screen.findByRole<HTMLProgressElement>('progressbar', { name: 'Downloading accounts' });
  expect([bar.value, bar.max]).toEqual([1_400, 5_000]);
  expect(screen.getByRole('status').textContent).toContain(
    'Downloading accounts: 1,400 of 5,000, done at 09:46 at the earliest',
  );
});

test('before it is known how many there are, the progress has no value', async () => {
  const api = new FakeApi();
  await openWindow(api);
  api.download({ is: 'running', done: 0, of: null, throughAt: null });
  const bar = await screen.findByRole('progressbar', { name: 'Downloading accounts' });
  expect(bar.hasAttribute('value')).toBe(false);
});

test('afterwards the status bar says how many are ready, and as of when', async () => {
  const api = new FakeApi();
  await openWindow(api);
  api.download({ is: 'ready', accounts: 12_480, asOf: api.now - 30 * 60_000 });
  await waitFor(() =>
    expect(screen.getByRole('status').textContent).toContain(
      'Ready for offline: 12,480 accounts, as of 09:12',
    ),
  );
  expect(screen.queryByRole('progressbar')).toBeNull();
});

test('"Download again" says that the own entries are not affected, and asks the host', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('Settings'));
  const again = await screen.findByRole('button', { name: 'Download again' });
  expect(document.getElementById(again.getAttribute('aria-describedby') ?? '')?.textContent).toContain(
    'Your own entries are not affected',
  );
  await user.click(again);
  expect(api.inputsOf('downloadAgain')).toEqual([null]);
});

test('without a connection nothing is downloaded again, so that what is here stays', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  api.connection({ is: 'stay-offline' });
  await user.click(button('Settings'));
  const again = await screen.findByRole('button', { name: 'Download again' });
  await waitFor(() => expect(again.getAttribute('aria-disabled')).toBe('true'));
  expect(document.getElementById(again.getAttribute('aria-describedby') ?? '')?.textContent).toContain(
    'It needs a connection',
  );
  await user.click(again);
  expect(api.inputsOf('downloadAgain')).toEqual([]);
  api.connection({ is: 'online' });
  await waitFor(() => expect(again.getAttribute('aria-disabled')).toBe('false'));
});

test('while a download runs, another is not begun', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  api.download({ is: 'running', done: 200, of: 400, throughAt: null });
  await user.click(button('Settings'));
  const again = await screen.findByRole('button', { name: 'Download again' });
  expect(again.getAttribute('aria-disabled')).toBe('true');
  await user.click(again);
  expect(api.inputsOf('downloadAgain')).toEqual([]);
});

test('a downloaded account is in All, reads "In SalesBinder", and its type is fixed', async () => {
  const user = await openWindow(downloaded());
  expect(row('Acme').textContent).toContain('In SalesBinder');
  expect(button('All 1')).not.toBeNull();
  expect(button('Sent 0')).not.toBeNull();
  await user.click(row('Acme'));
  await screen.findByLabelText('Business name');
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Supplier' }).disabled).toBe(true);
  const pane = screen.getByRole('region', { name: 'Account' });
  expect(pane.textContent).toContain('account 641');
  expect(within(pane).queryByRole('button', { name: 'Discard' })).toBeNull();
});

test('a downloaded account is edited like one made here: only what was typed travels', async () => {
  const api = downloaded();
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.clear(await screen.findByLabelText('Phone'));
  await user.type(field('Phone'), '2');
  await user.click(button('Save'));
  await screen.findByText(/^Saved on this computer/);
  const [saved] = api.inputsOf('saveAccount');
  expect(saved?.changed).toEqual({ phone: { from: '1', to: '2' } });
  await waitFor(() => expect(row('Acme').textContent).toContain('Waiting to send'));
});

test('what SalesBinder itself left empty or too long keeps nobody from editing another field', async () => {
  const api = downloaded({ name: '', phone: '1', email: 'a@b.co', url: 'x'.repeat(2_500) });
  const user = await openWindow(api);
  expect(rowNames()).toEqual(['Customer without a name']);
  await user.click(row('a@b.co'));
  await screen.findByRole('heading', { name: 'Customer without a name' });
  await user.type(await screen.findByLabelText('Phone'), '2');
  await user.click(field('Website'));
  await user.tab();
  expect(field('Website').getAttribute('aria-invalid')).toBeNull();
  await user.click(button('Save'));
  await screen.findByText(/^Saved on this computer/);
  expect(api.inputsOf('saveAccount')[0]?.changed).toEqual({ phone: { from: '1', to: '12' } });
  await user.type(field('Business name'), 'A{Backspace}');
  await user.type(field('Website'), 'x');
  await user.click(button('Save'));
  await waitFor(() => expect(document.activeElement).toBe(field('Website')));
});

test('fields that SalesBinder changed while the form is open follow, and are named', async () => {
  const api = downloaded();
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.type(await screen.findByLabelText('Phone'), '2');
  const values = { name: 'Acme', phone: '1', email: 'new@b.co', billingCity: 'Bath' };
  api.change('record-641', { values });
  await waitFor(() => expect(field('E-mail').value).toBe('new@b.co'));
  expect(field('Phone').value).toBe('12');
  expect(document.activeElement).toBe(field('Phone'));
  screen.getByText('Just updated from SalesBinder: E-mail and Billing city.');
});

test('a field that is being typed in stays, is told, and travels with the value it was begun on', async () => {
  const api = downloaded();
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.type(await screen.findByLabelText('Phone'), '2');
  api.change('record-641', { values: { name: 'Acme', phone: '9', email: 'a@b.co' } });
  await screen.findByText(/^Someone changed Phone in SalesBinder\./);
  expect(field('Phone').value).toBe('12');
  await user.click(button('Save'));
  await screen.findByText(/^Saved on this computer/);
  expect(api.inputsOf('saveAccount')[0]?.changed).toEqual({ phone: { from: '1', to: '12' } });
  expect(screen.queryByText(/changed .* in SalesBinder/i)).toBeNull();
});

test('what a person did themselves is not told as news', async () => {
  const api = downloaded();
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.type(await screen.findByLabelText('Phone'), '2');
  await user.click(button('Save'));
  await screen.findByText(/^Saved on this computer/);
  api.accept('record-641', 641);
  await waitFor(() => expect(row('Acme').textContent).toContain('Sent'));
  expect(screen.queryByText(/changed .* in SalesBinder/i)).toBeNull();
});

test('thousands of rows stay in order while pages of them come in', async () => {
  const api = new FakeApi();
  for (let index = 0; index < 40; index += 1) {
    api.add({ localId: `record-${index}`, values: { name: `Made here ${index}` } });
  }
  const user = await openWindow(api);
  await user.click(button('Name'));
  const coming = (from: number): readonly Row[] =>
    Array.from({ length: 200 }, (_, index) => ({
      localId: `mirror-${from + index}`,
      type: 'customer',
      name: `Firm ${String(from + index).padStart(4, '0')}`,
      city: '',
      email: '',
      status: { is: 'in-salesbinder' },
      draft: false,
      editedAt: 0,
      find: `firm ${String(from + index).padStart(4, '0')}`,
    }));
  for (let page = 0; page < 12; page += 1) api.bring(coming((11 - page) * 200));
  await waitFor(() => expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('2441'));
  await waitFor(() => expect(rowNames().slice(0, 3)).toEqual(['Firm 0000', 'Firm 0001', 'Firm 0002']));
  await user.type(screen.getByRole('searchbox'), '2387');
  await waitFor(() => expect(rowNames()).toEqual(['Firm 2387']));
  expect(button('All 2,440')).not.toBeNull();
});
