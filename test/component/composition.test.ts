import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { FakeApi } from '../support/fake-api.ts';
import { button, field, openWindow, row } from '../support/window.ts';

/** As an input method reports a key of its own: the way Chromium does, and the way of macOS' last key of a word. */
const WAYS = [
  ['isComposing', { isComposing: true }],
  ['key code 229', { keyCode: 229 }],
] as const;

async function press(target: Element, key: string, how: KeyboardEventInit): Promise<void> {
  await fireEvent.keyDown(target, { key, ...how });
}

function search(): HTMLInputElement {
  return screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search accounts' });
}

test.each(WAYS)(
  'Enter, Escape and arrows that end or choose a word leave the search alone (%s)',
  async (_, how) => {
    const api = new FakeApi();
    api.add({ localId: 'record-1', values: { name: 'とうきょう' } });
    const user = await openWindow(api);
    await user.type(search(), 'とうきょう');
    for (const key of ['Enter', 'ArrowDown', 'Escape']) {
      await press(search(), key, how);
      expect(document.activeElement, key).toBe(search());
      expect(search().value, key).toBe('とうきょう');
    }
  },
);

test.each(WAYS)('Escape within a word leaves the form open (%s)', async (_, how) => {
  const user = await openWindow(new FakeApi());
  await user.click(button('New account'));
  await user.type(field('Business name'), 'かいしゃ');
  for (const name of ['Business name', 'Note']) {
    await press(field(name), 'Escape', how);
    expect(screen.queryByRole('region', { name: 'Account' }), name).not.toBeNull();
  }
  expect(field('Business name').value).toBe('かいしゃ');
});

test.each(WAYS)('a shortcut within a word does nothing yet (%s)', async (_, how) => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'かいしゃ');
  await press(field('Business name'), 'Enter', { ...how, ctrlKey: true });
  await press(field('Business name'), 'k', { ...how, ctrlKey: true });
  expect(api.inputsOf('saveAccount')).toEqual([]);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test.each(WAYS)(
  'arrows, Enter and Escape within a word leave the country and its list alone (%s)',
  async (_, how) => {
    const user = await openWindow(new FakeApi());
    await user.click(button('New account'));
    const billing = screen.getByRole('group', { name: 'Billing address' });
    const country = within(billing).getByRole<HTMLInputElement>('combobox', { name: 'Country' });
    await user.type(country, 'united k');
    for (const key of ['ArrowDown', 'Enter', 'Escape']) await press(country, key, how);
    expect(country.value).toBe('united k');
    expect(screen.queryByRole('option', { selected: true })).toBeNull();
    expect(screen.queryByRole('listbox')).not.toBeNull();
  },
);

test.each(WAYS)('Enter within a word runs no command, and Escape closes no dialog (%s)', async (_, how) => {
  const user = await openWindow(new FakeApi());
  await user.keyboard('{Control>}k{/Control}');
  const typed = await screen.findByRole('combobox', { name: 'Command or account' });
  await user.type(typed, 'new');
  await press(typed, 'Enter', how);
  expect(screen.queryByRole('region', { name: 'Account' })).toBeNull();
  const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true, ...how });
  typed.dispatchEvent(escape);
  // The browser closes a dialog on an Escape that nobody takes.
  expect(escape.defaultPrevented).toBe(true);
});

test('Ctrl+A on a keyboard that writes no Latin letters selects all rows', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', values: { name: 'Один' } });
  api.add({ localId: 'record-2', values: { name: 'Два' } });
  await openWindow(api);
  await waitFor(() => row('Один'));
  row('Один').focus();
  await fireEvent.keyDown(row('Один'), { key: 'ф', code: 'KeyA', ctrlKey: true });
  await waitFor(() => expect(row('Два').getAttribute('aria-selected')).toBe('true'));
});

test('Ctrl and the place of N begin a new account on a Russian keyboard, and Ctrl and the place of F search', async () => {
  const user = await openWindow(new FakeApi());
  await fireEvent.keyDown(document.body, { key: 'т', code: 'KeyN', ctrlKey: true });
  await waitFor(() => expect(document.activeElement).toBe(field('Business name')));
  await user.type(field('Business name'), 'Меблі');
  await fireEvent.keyDown(field('Business name'), { key: 'а', code: 'KeyF', ctrlKey: true });
  await waitFor(() => expect(document.activeElement).toBe(search()));
});
