import { screen, within } from '@testing-library/svelte';
import type { UserEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { FakeApi } from '../support/fake-api.ts';
import { button, field, openWindow } from '../support/window.ts';

async function atTheCountry(api: FakeApi): Promise<{ user: UserEvent; country: HTMLInputElement }> {
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme');
  const billing = screen.getByRole('group', { name: 'Billing address' });
  const country = within(billing).getByRole<HTMLInputElement>('combobox', { name: 'Country' });
  await user.click(country);
  return { user, country };
}

test('"Guinea" and Enter stay "Guinea"', async () => {
  const { user, country } = await atTheCountry(new FakeApi());
  await user.type(country, 'Guinea{Enter}');
  expect(country.value).toBe('Guinea');
  expect(screen.queryByRole('listbox')).toBeNull();
});

test('the exact name comes first, then names that begin so, and none is highlighted', async () => {
  const { user, country } = await atTheCountry(new FakeApi());
  await user.type(country, 'guinea');
  expect(screen.getAllByRole('option').map((one) => one.textContent.trim())).toEqual([
    'Guinea',
    'Guinea-Bissau',
    'Equatorial Guinea',
    'Papua New Guinea',
  ]);
  expect(screen.queryByRole('option', { selected: true })).toBeNull();
});

test('an arrow and Enter take a suggestion', async () => {
  const { user, country } = await atTheCountry(new FakeApi());
  await user.type(country, 'united k{ArrowDown}{Enter}');
  expect(country.value).toBe('United Kingdom');
});

test('a suggestion that is edited afterwards is what was typed', async () => {
  const api = new FakeApi();
  const { user, country } = await atTheCountry(api);
  await user.type(country, 'united k{ArrowDown}{Enter}');
  await user.type(country, ' (England)');
  await user.click(button('Save'));
  await screen.findByText(/^Saved on this computer/);
  expect(api.records()[0]?.values.billingCountry).toBe('United Kingdom (England)');
});

test('a country that no list knows is kept as typed', async () => {
  const api = new FakeApi();
  const { user, country } = await atTheCountry(api);
  await user.type(country, 'Ruritania');
  await user.click(button('Save'));
  await screen.findByText(/^Saved on this computer/);
  expect(api.records()[0]?.values.billingCountry).toBe('Ruritania');
});

test('Escape closes only the suggestions; the form stays', async () => {
  const { user, country } = await atTheCountry(new FakeApi());
  await user.type(country, 'can');
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('listbox')).toBeNull();
  expect(document.activeElement).toBe(country);
  expect(country.value).toBe('can');
});

test('Ctrl+Enter saves with the suggestions open, and takes none of them', async () => {
  const api = new FakeApi();
  const { user, country } = await atTheCountry(api);
  await user.type(country, 'can{ArrowDown}');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await screen.findByText(/^Saved on this computer/);
  expect(api.records()[0]?.values.billingCountry).toBe('can');
});

test.each([
  ['UK', 'United Kingdom'],
  ['USA', 'United States'],
  ['Turkey', 'Türkiye'],
  ['Deutschland', 'Germany'],
])('"%s", an arrow and Enter take %s', async (typed, name) => {
  const { user, country } = await atTheCountry(new FakeApi());
  await user.type(country, `${typed}{ArrowDown}{Enter}`);
  expect(country.value).toBe(name);
});

test('Tab takes the only country that begins so, and the focus goes on', async () => {
  const { user, country } = await atTheCountry(new FakeApi());
  await user.type(country, 'germ');
  await user.tab();
  expect(country.value).toBe('Germany');
  expect(document.activeElement).not.toBe(country);
});

test('Tab takes none of several, and Shift+Tab none at all', async () => {
  const { user, country } = await atTheCountry(new FakeApi());
  await user.type(country, 'un');
  await user.tab();
  expect(country.value).toBe('un');
  await user.clear(country);
  await user.type(country, 'germ');
  await user.tab({ shift: true });
  expect(country.value).toBe('germ');
});
