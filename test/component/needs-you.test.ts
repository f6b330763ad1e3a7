import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { FakeApi } from '../support/fake-api.ts';
import { button, field, messageOf, openWindow, row } from '../support/window.ts';

function refused(): FakeApi {
  const api = new FakeApi();
  api.add({ localId: 'record-1', revision: 1, values: { name: 'Acme', email: 'sales@' } });
  api.refuse('record-1', { email: 'must be a valid address' });
  return api;
}

test('a refusal stands on its field in SalesBinder’s words, until the field is changed', async () => {
  const user = await openWindow(refused());
  expect(row('Acme').textContent).toContain('Needs you: e-mail not accepted');
  row('Acme').focus();
  await user.keyboard('{Enter}');
  await screen.findByLabelText('E-mail');
  await waitFor(() => expect(document.activeElement).toBe(field('E-mail')));
  screen.getByText('SalesBinder didn’t accept the e-mail.');
  expect(field('E-mail').getAttribute('aria-invalid')).toBe('true');
  expect(messageOf(field('E-mail'))).toBe('“must be a valid address”');
  await user.type(field('E-mail'), 'acme.com');
  expect(field('E-mail').getAttribute('aria-invalid')).toBeNull();
});

test('a refused account is corrected in place and sent again', async () => {
  const api = refused();
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.type(await screen.findByLabelText('E-mail'), 'acme.com');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() => expect(row('Acme').textContent).toContain('Waiting to send'));
  api.accept('record-1', 641);
  await waitFor(() => expect(row('Acme').textContent).toContain('Sent 09:42 · account 641'));
});

test('"Try again" asks the host for it', async () => {
  const api = refused();
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.click(await screen.findByRole('button', { name: 'Try again' }));
  expect(api.inputsOf('tryAgain')).toEqual([{ localId: 'record-1' }]);
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull());
});

test('a conflict is decided field by field and saved with the keyboard alone', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', revision: 7, values: { name: 'Acme', phone: '2', url: 'a', fax: '5' } });
  api.clash('record-1', [
    { key: 'phone', base: '1', mine: '2', theirs: '3' },
    { key: 'url', base: null, mine: 'a', theirs: '' },
    { key: 'fax', base: '4', mine: '5', theirs: '6' },
  ]);
  const user = await openWindow(api);
  row('Acme').focus();
  await user.keyboard('{Enter}');
  const phone = await screen.findByRole('radiogroup', { name: /^Phone/ });
  within(phone).getByRole('radio', { name: 'Yours 2' }).focus();
  await user.keyboard(' ');
  within(screen.getByRole('radiogroup', { name: /^Website/ }))
    .getByRole('radio', { name: /SalesBinder/ })
    .focus();
  await user.keyboard(' ');
  within(screen.getByRole('radiogroup', { name: /^Fax/ }))
    .getByRole('radio', { name: 'Yours 5' })
    .focus();
  await user.keyboard('{ArrowRight}{Control>}{Enter}{/Control}');
  await waitFor(() => expect(row('Acme').textContent).toContain('Waiting to send'));
  expect(api.inputsOf('settleConflict')).toEqual([
    {
      localId: 'record-1',
      revision: 7,
      choices: {
        phone: { theirs: '3', value: '2' },
        url: { theirs: '', value: '' },
        fax: { theirs: '6', value: '6' },
      },
    },
  ]);
});

test('what SalesBinder has can be chosen also where nobody could type it here', async () => {
  const api = new FakeApi();
  const theirs = 'x'.repeat(2_500);
  api.add({ localId: 'record-1', revision: 7, values: { name: 'Acme', url: 'a' } });
  api.clash('record-1', [
    { key: 'name', base: 'Acme Inc', mine: 'Acme', theirs: '' },
    { key: 'url', base: '', mine: 'a', theirs },
  ]);
  const user = await openWindow(api);
  await user.click(row('Acme'));
  for (const name of [/^Business name/, /^Website/]) {
    const group = await screen.findByRole('radiogroup', { name });
    await user.click(within(group).getByRole('radio', { name: /^SalesBinder/ }));
  }
  await user.click(button('Save'));
  expect(api.inputsOf('settleConflict')[0]?.choices).toEqual({
    name: { theirs: '', value: '' },
    url: { theirs, value: theirs },
  });
});

test('a conflict with a field left open goes to that field and saves nothing', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', revision: 7, values: { name: 'Acme', phone: '2' } });
  api.clash('record-1', [{ key: 'phone', base: '1', mine: '2', theirs: '3' }]);
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.click(await screen.findByRole('button', { name: 'Save' }));
  expect(api.inputsOf('settleConflict')).toEqual([]);
  const group = screen.getByRole('radiogroup', { name: /^Phone/ });
  expect(messageOf(group)).toMatch(/^Choose a value for /);
  expect(group.contains(document.activeElement)).toBe(true);
});

test('a conflict shows what it was, what is here and what is there, and the keys arrive above the choice', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', revision: 7, values: { name: 'Acme', phone: '2', url: 'a' } });
  api.clash('record-1', [
    { key: 'phone', base: '1', mine: '2', theirs: '3' },
    { key: 'url', base: null, mine: 'a', theirs: '' },
  ]);
  const user = await openWindow(api);
  row('Acme').focus();
  await user.keyboard('{Enter}');
  const phone = await screen.findByRole('radiogroup', { name: /^Phone/ });
  expect(messageOf(phone)).toMatch(/^Before\s+1$/);
  within(phone).getByRole('radio', { name: 'Yours 2' });
  within(phone).getByRole('radio', { name: 'SalesBinder’s 3' });
  expect(messageOf(screen.getByRole('radiogroup', { name: /^Website/ }))).toMatch(/^Before\s+not known$/);
  expect(document.activeElement?.textContent).toContain('Changed in SalesBinder too.');
  // On the way: the strip's details, and "keep all" of either side.
  for (let presses = 0; presses < 4; presses += 1) await user.tab();
  expect(phone.contains(document.activeElement)).toBe(true);
});

test('a choice does not hold for a value that came after it', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', revision: 7, values: { name: 'Acme', phone: '2' } });
  api.clash('record-1', [{ key: 'phone', base: '1', mine: '2', theirs: '3' }]);
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.click(await screen.findByRole('radio', { name: 'SalesBinder’s 3' }));
  api.clash('record-1', [{ key: 'phone', base: '1', mine: '2', theirs: '4' }]);
  const theirs = await screen.findByRole<HTMLInputElement>('radio', { name: 'SalesBinder’s 4' });
  expect(theirs.checked).toBe(false);
  await user.click(button('Save'));
  expect(api.inputsOf('settleConflict')).toEqual([]);
  expect(messageOf(screen.getByRole('radiogroup', { name: /^Phone/ }))).toContain('Choose once more');
  await user.click(theirs);
  await user.click(button('Save'));
  expect(api.inputsOf('settleConflict')[0]?.choices).toEqual({ phone: { theirs: '4', value: '4' } });
});

test('another value that an account can’t have is not saved', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', revision: 7, values: { name: 'Acme' } });
  api.clash('record-1', [{ key: 'name', base: 'Acme', mine: 'Acme Ltd', theirs: 'Acme Inc' }]);
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.click(await screen.findByRole('button', { name: 'Type another value' }));
  await user.clear(field('Business name'));
  await user.click(screen.getByRole('tab', { name: 'Compare' }));
  await user.click(await screen.findByRole('radio', { name: 'Yours empty' }));
  await user.click(button('Save'));
  const name = screen.getByRole('radiogroup', { name: /^Business name/ });
  expect(messageOf(name)).toBe('Enter the business name.');
  expect(name.contains(document.activeElement)).toBe(true);
  expect(api.inputsOf('settleConflict')).toEqual([]);
});

test('an account that looks like it is shown side by side, and is it or is not', async () => {
  const api = new FakeApi();
  const values = { name: 'Acme Ltd', email: 'a@acme.com' };
  api.add({ localId: 'record-1', revision: 2, values: { name: 'Acme', email: 'a@acme.com' } });
  api.ask('record-1', 'near', [
    { id: 'r-702', number: 702, type: 'customer', values, created: null, modified: null },
  ]);
  const user = await openWindow(api);
  await user.click(row('Acme'));
  const theirs = await screen.findByRole('article', { name: 'Acme Ltd · account 702' });
  expect(within(theirs).getByRole('row', { name: 'Business name Acme Acme Ltd' })).not.toBeNull();
  await user.click(within(theirs).getByRole('button', { name: 'Yes, this one' }));
  expect(api.inputsOf('settleLook')).toEqual([{ localId: 'record-1', revision: 2, remoteId: 'r-702' }]);
});

test('"No, send mine as new" says so to the host', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', revision: 2, values: { name: 'Acme' } });
  api.ask('record-1', 'several', []);
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.click(await screen.findByRole('button', { name: 'No, send mine as new' }));
  expect(api.inputsOf('settleLook')).toEqual([{ localId: 'record-1', revision: 2, remoteId: null }]);
});

test('an account that is gone can be created again', async () => {
  const api = new FakeApi();
  const status = { is: 'needs-you', why: { because: 'gone' } } as const;
  api.add({ localId: 'record-1', typeFixed: true, status, values: { name: 'Acme' } });
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.click(await screen.findByRole('button', { name: 'Create again' }));
  await waitFor(() => expect(row('Acme').textContent).toContain('Waiting to send'));
});
