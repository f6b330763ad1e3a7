import { screen, waitFor, within } from '@testing-library/svelte';
import type { UserEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { FakeApi } from '../support/fake-api.ts';
import { button, field, messageOf, openWindow, row } from '../support/window.ts';

/** Deciding a conflict is left in the middle: what was typed and chosen for it stays, whatever the person does next. */

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

async function tab(user: UserEvent, name: 'Details' | 'Compare'): Promise<void> {
  await user.click(await screen.findByRole('tab', { name }));
}

async function choice(label: string, name: string | RegExp): Promise<HTMLInputElement> {
  const group = await screen.findByRole('radiogroup', { name: new RegExp(`^${label}`) });
  return within(group).getByRole<HTMLInputElement>('radio', { name });
}

/** Another value than the two, typed into the form. */
async function typeAnother(user: UserEvent, label: string, text: string): Promise<void> {
  await user.click(await screen.findByRole('button', { name: 'Type another value' }));
  await user.clear(field(label));
  await user.type(field(label), text);
}

test('a third value is still there when the account was left and is opened again', async () => {
  const api = clashing();
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await typeAnother(user, 'Phone', '604 555 0199');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Account' })).toBeNull());
  await waitFor(() =>
    expect(api.record('record-1').draft?.changed.phone).toEqual({ from: '2', to: '604 555 0199' }),
  );
  await user.click(row('Acme'));
  // SalesBinder's value may have changed meanwhile: it is chosen anew.
  await user.click(await choice('Phone', 'Yours 604 555 0199'));
  await user.click(await choice('Website', 'Yours a'));
  await user.click(button('Save'));
  await waitFor(() =>
    expect(api.inputsOf('settleConflict')[0]?.choices.phone).toEqual({ theirs: '3', value: '604 555 0199' }),
  );
  await waitFor(() => expect(api.record('record-1').draft).toBeNull());
  expect(field('Phone').value).toBe('604 555 0199');
});

test('the choices stay while another field of the account is saved', async () => {
  const api = clashing();
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.click(await choice('Phone', 'SalesBinder’s 3'));
  await typeAnother(user, 'Website', 'c');
  await user.type(field('Fax'), '9');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await screen.findByText(/^Saved on this computer/);
  expect(api.inputsOf('settleConflict')).toEqual([]);
  await tab(user, 'Compare');
  expect((await choice('Website', 'Yours c')).checked).toBe(false);
  expect((await choice('Phone', 'SalesBinder’s 3')).checked).toBe(true);
  await user.click(await choice('Website', 'Yours c'));
  await user.click(button('Save'));
  await waitFor(() =>
    expect(api.inputsOf('settleConflict')[0]?.choices).toEqual({
      phone: { theirs: '3', value: '3' },
      url: { theirs: 'b', value: 'c' },
    }),
  );
});

test('who decides against a third value leaves no draft of it', async () => {
  const api = clashing();
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await typeAnother(user, 'Phone', '5');
  await tab(user, 'Compare');
  await choice('Phone', 'Yours 5');
  await user.click(await choice('Phone', 'SalesBinder’s 3'));
  await user.click(await choice('Website', 'Yours a'));
  await user.click(button('Save'));
  await waitFor(() => expect(field('Phone').value).toBe('3'));
  await waitFor(() => expect(api.record('record-1').draft).toBeNull());
});

test('what else is typed is saved together with the choices', async () => {
  const api = clashing();
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await tab(user, 'Details');
  await user.type(field('Fax'), '9');
  await tab(user, 'Compare');
  await user.click(await screen.findByRole('button', { name: 'SalesBinder’s: keep all' }));
  await user.keyboard('{Control>}{Enter}{/Control}');
  await screen.findByText(/^Saved on this computer/);
  expect(api.inputsOf('settleConflict')[0]?.choices).toEqual({
    phone: { theirs: '3', value: '3' },
    url: { theirs: 'b', value: 'b' },
  });
  expect(api.inputsOf('saveAccount').map((saved) => saved.changed)).toEqual([{ fax: { from: '', to: '9' } }]);
});

test('saving with a field undecided goes to that field and keeps the other choice', async () => {
  const api = clashing();
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.click(await choice('Phone', 'Yours 2'));
  await user.keyboard('{Control>}{Enter}{/Control}');
  const website = screen.getByRole('radiogroup', { name: /^Website/ });
  await waitFor(() => expect(website.contains(document.activeElement)).toBe(true));
  expect(messageOf(website)).toBe('Choose a value for Website.');
  expect(api.inputsOf('settleConflict')).toEqual([]);
  expect((await choice('Phone', 'Yours 2')).checked).toBe(true);
});
