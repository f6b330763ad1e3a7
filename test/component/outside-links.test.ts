import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { FakeApi } from '../support/fake-api.ts';
import { button, field, openWindow, row } from '../support/window.ts';

function withAcme(workspace?: 'practice'): FakeApi {
  const api = new FakeApi(workspace === undefined ? {} : { workspace: { id: workspace, kind: 'practice' } });
  const values = { name: 'Acme', email: 'orders@acme.example', phone: '604 555 0100' };
  api.add({ localId: 'record-1', values, status: { is: 'in-salesbinder' }, remoteId: 'remote-641' });
  return api;
}

test('a mail address and a number lead to a mail and a call, as they stand in the field now', async () => {
  const api = withAcme();
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.click(await screen.findByRole('button', { name: 'Write to orders@acme.example' }));
  await user.type(field('Phone'), '1');
  await user.click(button('Call 604 555 01001'));
  await user.clear(field('E-mail'));
  await user.type(field('E-mail'), 'orders at acme');
  expect(screen.queryByRole('button', { name: /^Write to/ })).toBeNull();
  expect(api.inputsOf('openContact')).toEqual([
    { key: 'email', text: 'orders@acme.example' },
    { key: 'phone', text: '604 555 01001' },
  ]);
});

test('Tab leads through what is typed, and the palette opens what the fields lead to', async () => {
  const api = withAcme();
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await screen.findByRole('button', { name: /^Write to/ });
  field('Phone').focus();
  await user.tab();
  expect(document.activeElement).toBe(field('E-mail'));
  await user.tab();
  expect(document.activeElement).toBe(field('Note'));
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByRole('combobox', { name: 'Command or account' }), 'write to{Enter}');
  await waitFor(() =>
    expect(api.inputsOf('openContact')).toEqual([{ key: 'email', text: 'orders@acme.example' }]),
  );
});

test('an account that SalesBinder has opens there; one that it has not, or that is practice, does not', async () => {
  const api = withAcme();
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.click(await screen.findByRole('button', { name: 'Open in SalesBinder' }));
  expect(api.inputsOf('openAccountPage')).toEqual([{ localId: 'record-1' }]);
  api.failNext('openAccountPage', { what: 'stale', detail: 'no-page' });
  await user.click(button('Open in SalesBinder'));
  await screen.findByRole('alert');
  await user.click(button('New account'));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Open in SalesBinder' })).toBeNull());
});

test('practice has no page of its own', async () => {
  const user = await openWindow(withAcme('practice'));
  await user.click(row('Acme'));
  await screen.findByRole('button', { name: /^Write to/ });
  expect(screen.queryByRole('button', { name: 'Open in SalesBinder' })).toBeNull();
});

test('a network that wants a sign-in has its page one press away, and the connection can still be checked', async () => {
  const api = withAcme();
  const user = await openWindow(api);
  api.connection({ is: 'held', problem: { what: 'portal', status: 200 }, until: null, trying: false });
  await user.click(await screen.findByRole('button', { name: 'Open sign-in page' }));
  expect(api.inputsOf('openLink')).toEqual([{ link: 'sign-in-page' }]);
  await user.click(button('Check connection'));
  expect(api.inputsOf('checkConnection')).toHaveLength(1);
  api.connection({ is: 'online' });
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Open sign-in page' })).toBeNull());
});
