import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { MOST_SELECTED } from '../../renderer/list/selection.svelte.ts';
import { FakeApi } from '../support/fake-api.ts';
import { button, field, openWindow, row, rowNames, rows } from '../support/window.ts';

/** Three that were refused, one that waits, one that was sent. */
function fiveAccounts(): FakeApi {
  const api = new FakeApi();
  for (const [index, name] of ['Ash', 'Birch', 'Cedar', 'Waits', 'Sent'].entries()) {
    api.add({ localId: `record-${index}`, editedAt: api.now - index, values: { name } });
  }
  for (const index of [0, 1, 2]) api.refuse(`record-${index}`, {}, 'no');
  api.accept('record-4', 641);
  return api;
}

function selectedNames(): readonly string[] {
  const selected = rows().filter((one) => one.getAttribute('aria-selected') === 'true');
  return selected.map((one) => one.querySelector('.main')?.textContent ?? '');
}

async function select(user: Awaited<ReturnType<typeof openWindow>>, ...names: readonly string[]) {
  await waitFor(() => expect(rows()).toHaveLength(5));
  for (const name of names) {
    row(name).focus();
    await user.keyboard(' ');
  }
}

test('the selected ones are discarded together, and taken back together', async () => {
  const api = fiveAccounts();
  const user = await openWindow(api);
  await select(user, 'Ash', 'Cedar', 'Waits');
  await screen.findByText('3 selected');
  await user.click(await screen.findByRole('button', { name: 'Discard: 3 selected' }));
  await screen.findAllByText('3 accounts discarded');
  expect(rowNames()).toEqual(['Birch', 'Sent']);
  await waitFor(() => expect(document.activeElement).toBe(button('Undo: 3 selected')));
  await user.keyboard('{Enter}');
  await waitFor(() => expect(rowNames()).toEqual(['Ash', 'Birch', 'Cedar', 'Waits', 'Sent']));
  expect(api.inputsOf('undoDiscard')).toHaveLength(3);
  expect(screen.queryByRole('button', { name: /^Undo/ })).toBeNull();
});

test('each thing is done only to those it can be done to, and says to how many', async () => {
  const api = fiveAccounts();
  const user = await openWindow(api);
  await select(user, 'Ash', 'Waits', 'Sent');
  await screen.findByRole('button', { name: 'Discard: 2 selected' });
  await screen.findByRole('button', { name: 'Send now: 1 selected' });
  await user.click(button('Try again: 1 selected'));
  await screen.findAllByText('1 account will be tried again');
  expect(api.inputsOf('tryAgain')).toEqual([{ localId: 'record-0' }]);
  await waitFor(() => expect(document.activeElement?.getAttribute('role')).toBe('row'));
});

test('what was discarded one by one is restored together', async () => {
  const api = fiveAccounts();
  for (const index of [0, 1]) await api.discard({ localId: `record-${index}` });
  const user = await openWindow(api);
  await user.click(screen.getByRole('button', { name: /^Discarded/ }));
  for (const name of ['Ash', 'Birch']) {
    await waitFor(() => row(name).focus());
    await user.keyboard(' ');
  }
  await user.click(await screen.findByRole('button', { name: 'Restore: 2 selected' }));
  await screen.findAllByText('2 accounts restored');
  expect(rowNames()).toEqual([]);
});

test('a draft that was never saved comes back as it was typed', async () => {
  const api = fiveAccounts();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Typed');
  await user.tab();
  await waitFor(() => expect(rowNames()).toContain('Typed'));
  row('Typed').focus();
  await user.keyboard(' ');
  await user.click(await screen.findByRole('button', { name: 'Discard: 1 selected' }));
  await waitFor(() => expect(rowNames()).not.toContain('Typed'));
  expect(screen.queryByRole('region', { name: 'Account' })).toBeNull();
  await user.click(await screen.findByRole('button', { name: 'Undo: 1 selected' }));
  await waitFor(() => expect(rowNames()).toContain('Typed'));
  expect(api.inputsOf('keepDraft').at(-1)?.changed).toEqual({ name: { from: '', to: 'Typed' } });
});

test('Escape selects none, and leaves the open account open', async () => {
  const user = await openWindow(fiveAccounts());
  await waitFor(() => expect(rows()).toHaveLength(5));
  await user.click(row('Sent'));
  await screen.findByRole('region', { name: 'Account' });
  await select(user, 'Ash');
  await screen.findByText('1 selected');
  await user.keyboard('{Escape}');
  expect(screen.queryByText('1 selected')).toBeNull();
  expect(row('Ash').getAttribute('aria-selected')).toBe('false');
  screen.getByRole('region', { name: 'Account' });
});

test('a click with Ctrl selects and opens nothing', async () => {
  const user = await openWindow(fiveAccounts());
  await waitFor(() => expect(rows()).toHaveLength(5));
  await user.keyboard('{Control>}');
  await user.click(row('Ash'));
  await user.keyboard('{/Control}');
  await screen.findByText('1 selected');
  expect(screen.queryByRole('region', { name: 'Account' })).toBeNull();
});

test('the arrows with Shift select what they pass, and let go of it on the way back', async () => {
  const user = await openWindow(fiveAccounts());
  await select(user, 'Ash');
  row('Cedar').focus();
  await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
  await screen.findByText('4 selected');
  expect(document.activeElement).toBe(row('Sent'));
  await user.keyboard('{Shift>}{ArrowUp}{ArrowUp}{ArrowUp}{/Shift}');
  await screen.findByText('3 selected');
  expect(selectedNames()).toEqual(['Ash', 'Birch', 'Cedar']);
  await user.keyboard('{ArrowDown}{Shift>}{ArrowDown}{/Shift}');
  await screen.findByText('3 selected');
  expect(selectedNames()).toEqual(['Ash', 'Cedar', 'Waits']);
});

test('Ctrl+A selects all that the list shows', async () => {
  const user = await openWindow(fiveAccounts());
  await user.click(screen.getByRole('button', { name: /^Needs you/ }));
  await waitFor(() => expect(rowNames()).toEqual(['Ash', 'Birch', 'Cedar']));
  row('Birch').focus();
  await user.keyboard('{Control>}a{/Control}');
  await screen.findByText('3 selected');
  await user.click(screen.getByRole('button', { name: /^All/ }));
  await waitFor(() => expect(rows()).toHaveLength(5));
  expect(selectedNames()).toEqual(['Ash', 'Birch', 'Cedar']);
});

test('a click with Shift selects as far as there, and opens nothing', async () => {
  const user = await openWindow(fiveAccounts());
  await select(user);
  await user.keyboard('{Control>}');
  await user.click(row('Waits'));
  await user.keyboard('{/Control}{Shift>}');
  await user.click(row('Birch'));
  await user.keyboard('{/Shift}');
  await screen.findByText('3 selected');
  expect(selectedNames()).toEqual(['Birch', 'Cedar', 'Waits']);
  expect(document.activeElement).toBe(row('Birch'));
  expect(screen.queryByRole('region', { name: 'Account' })).toBeNull();
});

test('ten thousand at once, asked about in few calls, and the bar says so', async () => {
  const api = fiveAccounts();
  for (let index = 0; index < MOST_SELECTED; index += 1) {
    api.add({ localId: `more-${index}`, editedAt: api.now - 10 - index, values: { name: `More ${index}` } });
  }
  const user = await openWindow(api);
  await waitFor(() => row('Ash').focus());
  await user.keyboard('{Control>}a{/Control}');
  await screen.findByText('10,000 selected (maximum)');
  await waitFor(() => button('Discard: 9,999 selected'));
  expect(api.inputsOf('selected')).toHaveLength(20);
  expect(api.inputsOf('account')).toEqual([]);
});

test('one that fails ends it: why is said, the rest stays selected, what was done can be taken back', async () => {
  const api = fiveAccounts();
  const user = await openWindow(api);
  await select(user, 'Ash', 'Birch');
  const discard = await screen.findByRole('button', { name: 'Discard: 2 selected' });
  api.failNext('discard', { what: 'storage', reason: 'read-only', detail: 'EROFS' });
  await user.click(discard);
  expect((await screen.findByRole('alert')).textContent).toContain('isn’t allowed to write');
  expect(rowNames()).toHaveLength(5);
  await screen.findByText('2 selected');
});
