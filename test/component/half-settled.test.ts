import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { FakeApi } from '../support/fake-api.ts';
import { button, field, openWindow, row } from '../support/window.ts';

/** Settling a conflict is left in the middle: what was typed for it stays, whatever the person does next. */

function clashing(): FakeApi {
  const api = new FakeApi();
  api.add({
    localId: 'record-1',
    revision: 7,
    remoteId: 'remote-641',
    typeFixed: true,
    values: { name: 'Acme', phone: '2', url: 'a' },
  });
  api.clash('record-1', [
    { key: 'phone', base: '1', mine: '2', theirs: '3' },
    { key: 'url', base: null, mine: 'a', theirs: 'b' },
  ]);
  return api;
}

async function another(label: string): Promise<HTMLInputElement> {
  return screen.findByRole<HTMLInputElement>('textbox', { name: `Another value for ${label}` });
}

async function choice(label: string, name: string | RegExp): Promise<HTMLInputElement> {
  const group = await screen.findByRole('radiogroup', { name: new RegExp(`^${label}`) });
  return within(group).getByRole<HTMLInputElement>('radio', { name });
}

test('a third value is still there when the account was left and is opened again', async () => {
  const api = clashing();
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.type(await another('Phone'), '604 555 0199');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Account' })).toBeNull());
  await waitFor(() =>
    expect(api.record('record-1').draft?.changed.phone).toEqual({ from: '2', to: '604 555 0199' }),
  );
  await user.click(row('Acme'));
  await waitFor(async () => expect((await another('Phone')).value).toBe('604 555 0199'));
  // SalesBinder's value may have changed meanwhile: it is chosen anew.
  await user.click(await choice('Phone', 'Another value'));
  await user.click(await choice('Website', 'Mine a'));
  await user.click(button('Settle'));
  expect(api.inputsOf('settleConflict')[0]?.choices.phone).toEqual({ theirs: '3', value: '604 555 0199' });
  await waitFor(() => expect(api.record('record-1').draft).toBeNull());
  expect(field('Phone').value).toBe('604 555 0199');
});

test('the choices stay while another field of the account is saved', async () => {
  const api = clashing();
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.click(await choice('Phone', 'SalesBinder’s 3'));
  await user.type(await another('Website'), 'c');
  await user.type(field('Fax'), '9');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await screen.findByText(/^Saved on this computer/);
  await waitFor(async () => expect((await choice('Website', 'Mine c')).checked).toBe(false));
  expect((await choice('Phone', 'SalesBinder’s 3')).checked).toBe(true);
  expect((await another('Website')).value).toBe('c');
  await user.click(button('Settle'));
  expect(api.inputsOf('settleConflict')[0]?.choices).toEqual({
    phone: { theirs: '3', value: '3' },
    url: { theirs: 'b', value: 'c' },
  });
});

test('who decides against a third value leaves no draft of it', async () => {
  const api = clashing();
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.type(await another('Phone'), '5');
  await waitFor(() => expect(field('Phone').value).toBe('5'));
  await user.click(await choice('Phone', 'SalesBinder’s 3'));
  expect(field('Phone').value).toBe('2');
  // It can still be gone back to.
  expect((await another('Phone')).value).toBe('5');
  await user.click(await choice('Website', 'Mine a'));
  await user.click(button('Settle'));
  await waitFor(() => expect(field('Phone').value).toBe('3'));
  await waitFor(() => expect(api.record('record-1').draft).toBeNull());
});

test('saving in the place of settling says what to do', async () => {
  const user = await openWindow(clashing());
  await user.click(row('Acme'));
  await user.click(await choice('Phone', 'Mine 2'));
  await user.keyboard('{Control>}{Enter}{/Control}');
  await screen.findByText('Nothing new to save. Press Settle for what you chose above.');
});
