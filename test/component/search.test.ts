import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { FakeApi } from '../support/fake-api.ts';
import { button, openWindow, rowNames } from '../support/window.ts';

const ACCOUNTS = [
  { name: 'O’Brien Tools' },
  { name: 'Weiß Gartenbau' },
  { name: 'Łódź Meble' },
  { name: 'Kite & Sons', phone: '(604) 555-0199' },
  { name: 'Büro Müller' },
] as const;

function withAccounts(): FakeApi {
  const api = new FakeApi();
  ACCOUNTS.forEach((values, index) => api.add({ localId: `record-${String(index)}`, values }));
  return api;
}

test.each([
  ["o'brien", 'O’Brien Tools'],
  ['obrien', 'O’Brien Tools'],
  ['weiss', 'Weiß Gartenbau'],
  ['lodz', 'Łódź Meble'],
  ['604-555-0199', 'Kite & Sons'],
  ['+16045550199', 'Kite & Sons'],
  ['６０４-５５５-０１９９', 'Kite & Sons'],
  ['tel:+1-604-555-0199', 'Kite & Sons'],
  ['mueller', 'Büro Müller'],
  ['mu\u0308ller\u200b', 'Büro Müller'],
])('"%s" finds %s, in the list and among the commands', async (typed, name) => {
  const user = await openWindow(withAccounts());
  await user.type(screen.getByRole('searchbox', { name: 'Search accounts' }), typed);
  await waitFor(() => expect(rowNames()).toEqual([name]));
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByRole('combobox', { name: 'Command or account' }), typed);
  await waitFor(() => expect(screen.getAllByRole('option').map((one) => one.textContent)).toHaveLength(1));
  expect(screen.getByRole('option').textContent).toContain(name);
});

test('the same phone in another writing is told beside the form in words', async () => {
  const api = withAccounts();
  api.alike({
    ...{ localId: 'record-3', type: 'customer', name: 'Kite & Sons', city: '', number: 641 },
    status: { is: 'in-salesbinder' },
    reasons: ['phone'],
  });
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(screen.getByRole('textbox', { name: 'Phone' }), '604-555-0199 extension 7');
  await screen.findByText('Looks like Kite & Sons (customer 641): same phone');
  expect(api.inputsOf('duplicates').at(-1)?.values).toEqual({ phone: '604-555-0199 extension 7' });
});
