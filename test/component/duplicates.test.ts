import { screen, waitFor, within } from '@testing-library/svelte';
import type { UserEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { acme, withAcme } from '../support/acme-there.ts';
import { button, field, openWindow, row, rowNames } from '../support/window.ts';

const ACME = 'Looks like Acme, Inc (customer 641): same e-mail';

/** In the strip, in one line. */
async function notice(words = ACME): Promise<HTMLElement> {
  return screen.findByText(words);
}

/** The strip's details: each of them, with what can be done about it. */
async function details(user: UserEvent): Promise<HTMLElement> {
  await user.click(await screen.findByRole('button', { name: 'Show' }));
  return screen.findByRole('region', { name: 'Accounts like this one' });
}

test('typing an account that is there already is told with its reason, and the typing goes on', async () => {
  const api = withAcme();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'ACME Inc.');
  await user.type(field('E-mail'), 'sales@acme.example');
  await waitFor(() =>
    expect(api.inputsOf('duplicates').at(-1)).toMatchObject({
      type: 'customer',
      values: { name: 'ACME Inc.', email: 'sales@acme.example' },
    }),
  );
  await notice();
  expect(document.activeElement).toBe(field('E-mail'));
  await user.keyboard('x');
  expect(field('E-mail').value).toBe('sales@acme.examplex');
});

test('it is not asked at each key, but with what is there when the typing pauses', async () => {
  const api = withAcme();
  const user = await openWindow(api);
  await user.click(button('New account'));
  for (const value of ['A', 'AC', 'ACM', 'ACME']) {
    field('Business name').value = value;
    field('Business name').dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  await notice();
  expect(api.inputsOf('duplicates').map((asked) => asked.values)).toEqual([{ name: 'ACME' }]);
});

test('it is announced once, however often it is found again', async () => {
  const api = withAcme();
  const user = await openWindow(api);
  const said: string[] = [];
  const region = document.querySelector('[aria-live="polite"]');
  if (region === null) throw new Error('No live region');
  new MutationObserver(() => said.push(region.textContent)).observe(region, {
    childList: true,
    characterData: true,
    subtree: true,
  });
  await user.click(button('New account'));
  await user.type(field('Business name'), 'ACME');
  await notice();
  const asked = api.inputsOf('duplicates').length;
  await user.type(field('Phone'), '55');
  await waitFor(() => expect(api.inputsOf('duplicates').length).toBeGreaterThan(asked));
  await waitFor(() => expect(said.filter((words) => words === `${ACME}.`)).toHaveLength(1));
});

test('a warning never keeps an account from being saved', async () => {
  const api = withAcme();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'ACME Inc.');
  await notice();
  await user.keyboard('{Control>}{Enter}{/Control}');
  await screen.findByText(/^Saved on this computer/);
  expect(api.records().map((one) => one.values.name)).toContain('ACME Inc.');
});

test('an account that SalesBinder may have is not said to look like what it has there', async () => {
  const api = withAcme();
  api.add({ localId: 'record-1', values: { name: 'ACME Inc.' } });
  const user = await openWindow(api);
  await user.click(row('ACME Inc.'));
  await notice();
  api.change('record-1', { status: { is: 'checking' }, typeFixed: true });
  await waitFor(() => expect(screen.queryByText(ACME)).toBeNull());
});

test('"Open it" opens the other one; what was typed is kept as a draft', async () => {
  const api = withAcme();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'ACME Inc.');
  await user.click(within(await details(user)).getByRole('button', { name: 'Open it' }));
  await screen.findByRole('heading', { name: 'Acme, Inc' });
  await waitFor(() => expect(rowNames()).toContain('ACME Inc.'));
  expect(row('ACME Inc.').textContent).toContain('Draft');
});

test('"Add these details to it" makes an edit of the other one from what was typed, and opens it', async () => {
  const api = withAcme();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'ACME Inc.');
  await user.type(field('Phone'), '555');
  await user.click(within(await details(user)).getByRole('button', { name: 'Add these details to it' }));
  await waitFor(() => expect(field('Business name').value).toBe('Acme, Inc'));
  expect(field('Phone').value).toBe('555');
  expect(api.inputsOf('mergeInto').map((asked) => asked.into)).toEqual(['record-641']);
  await waitFor(() => expect(rowNames()).toEqual(['Acme, Inc']));
  expect(row('Acme, Inc').textContent).toContain('Waiting to send');
  await user.click(screen.getByRole('button', { name: /^Discarded/ }));
  await waitFor(() => expect(rowNames()).toEqual(['ACME Inc.']));
});

test('everything typed is safe at the host before it is added to the other one', async () => {
  const api = withAcme();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'ACME Inc.');
  const add = within(await details(user)).getByRole('button', { name: 'Add these details to it' });
  const release = api.hold('keepDraft');
  await user.type(field('Phone'), '555');
  await user.click(add);
  expect(api.inputsOf('mergeInto')).toEqual([]);
  release();
  await waitFor(() => expect(api.inputsOf('mergeInto')).toHaveLength(1));
  expect(api.inputsOf('keepDraft').at(-1)?.changed.phone?.to).toBe('555');
});

test('what can’t be added says why, and stays in the form', async () => {
  const api = withAcme();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'ACME Inc.');
  api.failNext('mergeInto', { what: 'stale', detail: 'gone' });
  await user.click(within(await details(user)).getByRole('button', { name: 'Add these details to it' }));
  expect((await screen.findByRole('alert')).textContent).toContain('changed in the meantime');
  expect(field('Business name').value).toBe('ACME Inc.');
  expect(field('Business name').readOnly).toBe(false);
});

test('"Keep both" takes the notice away for good, and the focus goes back into the form', async () => {
  const api = withAcme();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'ACME Inc.');
  within(await details(user))
    .getByRole('button', { name: 'Keep both' })
    .focus();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(document.activeElement).toBe(field('Business name')));
  const asked = api.inputsOf('duplicates').length;
  await user.type(field('Phone'), '5');
  await waitFor(() => expect(api.inputsOf('duplicates').length).toBeGreaterThan(asked));
  expect(screen.queryByText(ACME)).toBeNull();
});

test.each(['Phone', 'Note'])(
  'Alt+K keeps both from the field %s, and the typing goes on there',
  async (name) => {
    const user = await openWindow(withAcme());
    await user.click(button('New account'));
    await user.type(field('Business name'), 'ACME Inc.');
    await notice();
    await user.click(field(name));
    await user.keyboard('{Alt>}k{/Alt}');
    await waitFor(() => expect(screen.queryByText(ACME)).toBeNull());
    expect(document.activeElement).toBe(field(name));
    expect(field(name).value).toBe('');
  },
);

test('Escape closes the details, and the focus stays with them', async () => {
  const user = await openWindow(withAcme());
  await user.click(button('New account'));
  await user.type(field('Business name'), 'ACME Inc.');
  within(await details(user))
    .getByRole('button', { name: 'Open it' })
    .focus();
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('region', { name: 'Accounts like this one' })).toBeNull();
  expect(document.activeElement).toBe(button('More'));
  expect(field('Business name').value).toBe('ACME Inc.');
});

test('an unsent account is looked up when it is opened, one that SalesBinder has is not', async () => {
  const other = acme({
    localId: 'record-9',
    number: null,
    status: { is: 'waiting', problem: null, since: 0 },
  });
  const api = withAcme([other]);
  api.add({ localId: 'record-1', values: { name: 'ACME' } });
  const user = await openWindow(api);
  await waitFor(() => expect(rowNames()).toHaveLength(2));
  await user.click(row('Acme, Inc'));
  await screen.findByRole('heading', { name: 'Acme, Inc' });
  await user.click(row('ACME'));
  await notice('Looks like Acme, Inc (customer, not sent yet): same e-mail');
  expect(api.inputsOf('duplicates').map((asked) => asked.localId)).toEqual(['record-1']);
});

test('of many the strip says the first and how many more; its details say each, with its own reasons', async () => {
  const api = withAcme([
    acme({ reasons: ['email', 'phone', 'name'] }),
    acme({ localId: 'record-642', number: 642, type: 'supplier', reasons: ['site'] }),
    acme({ localId: 'record-643', number: 643 }),
    acme({ localId: 'record-644', number: 644 }),
  ]);
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'ACME');
  await screen.findByText(/^And 3 more\./);
  const { textContent } = await details(user);
  expect(textContent).toContain('(customer 641): same e-mail, same phone and similar name');
  expect(textContent).toContain('(supplier 642): same website');
  expect(textContent).toContain('(customer 644)');
});
