import { screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { FakeApi } from '../support/fake-api.ts';
import { button, field, openWindow, row, rowNames } from '../support/window.ts';

afterEach(() => vi.useRealTimers());

test('"Saved on this computer" is not said before the host says that it is', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  const release = api.hold('saveAccount');
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme');
  await user.click(button('Save'));
  expect(screen.queryByText(/Saved on this computer/)).toBeNull();
  release();
  await screen.findByText(/^Saved on this computer/);
});

test('a second press while the disk is busy saves only once', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  const release = api.hold('saveAccount');
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme');
  await user.click(button('Save'));
  await user.click(button('Save'));
  release();
  await screen.findByText(/^Saved on this computer/);
  expect(api.inputsOf('saveAccount')).toHaveLength(1);
});

test('what is typed while the disk is busy stays, and is not called saved', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  const release = api.hold('saveAccount');
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme');
  await user.click(button('Save'));
  await user.type(field('Business name'), ' Ltd');
  release();
  await waitFor(() => expect(rowNames()).toEqual(['Acme']));
  expect(field('Business name').value).toBe('Acme Ltd');
  await waitFor(() => expect(screen.queryByText(/Saved on this computer/)).toBeNull());
  await user.click(button('Save'));
  await screen.findByText(/^Saved on this computer/);
  expect(api.inputsOf('saveAccount')[1]).toMatchObject({
    openedAtRevision: 1,
    changed: { name: { from: 'Acme', to: 'Acme Ltd' } },
  });
});

test('a note that is typed while the disk is busy stays, and is kept as a draft', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  const release = api.hold('saveAccount');
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme');
  await user.type(field('Note'), 'met');
  await user.click(button('Save'));
  await user.type(field('Note'), ' twice');
  const before = api.inputsOf('keepDraft').length;
  release();
  await waitFor(() => expect(rowNames()).toEqual(['Acme']));
  expect(field('Note').value).toBe('met twice');
  await waitFor(() => expect(api.inputsOf('keepDraft').length).toBeGreaterThan(before));
  expect(api.inputsOf('keepDraft').at(-1)).toMatchObject({ note: 'met twice' });
});

test('a save that fails keeps the text as a draft, too', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  api.failNext('saveAccount', { what: 'storage', reason: 'full', detail: 'ENOSPC' });
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme');
  await user.click(button('Save'));
  await screen.findByRole('alert');
  // The save had ended the wait for a draft: it is kept again.
  const names = () => api.calls.map(({ name }) => name);
  await waitFor(() =>
    expect(names().lastIndexOf('keepDraft')).toBeGreaterThan(names().indexOf('saveAccount')),
  );
  expect(api.inputsOf('keepDraft').at(-1)).toMatchObject({ changed: { name: { to: 'Acme' } } });
});

test('a save that fails keeps the text, says why, and works the second time', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  api.failNext('saveAccount', { what: 'storage', reason: 'full', detail: 'ENOSPC' });
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme');
  await user.click(button('Save'));
  expect((await screen.findByRole('alert')).textContent).toContain('the disk is full');
  expect(field('Business name').value).toBe('Acme');
  expect(screen.queryByText(/Saved on this computer/)).toBeNull();
  await user.click(button('Save'));
  await screen.findByText(/^Saved on this computer/);
  expect(screen.queryByRole('alert')).toBeNull();
});

test('what is typed is kept as a draft when the typing pauses', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('New account'));
  vi.useFakeTimers();
  field('Business name').value = 'Acme';
  field('Business name').dispatchEvent(new Event('input', { bubbles: true }));
  expect(api.inputsOf('keepDraft')).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(api.inputsOf('keepDraft')).toMatchObject([
    { openedAtRevision: 0, type: 'customer', changed: { name: { from: '', to: 'Acme' } }, note: null },
  ]);
});

test('even typing that never pauses is at most a second ahead of the disk', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('New account'));
  vi.useFakeTimers();
  const kept = () => api.inputsOf('keepDraft').at(-1)?.changed.name?.to ?? '';
  const name = field('Business name');
  for (let keys = 1; keys <= 60; keys++) {
    name.value = 'a'.repeat(keys);
    name.dispatchEvent(new Event('input', { bubbles: true }));
    // Five keys and a half come in a second; a kill after any of them costs no more.
    expect(keys - kept().length).toBeLessThanOrEqual(6);
    await vi.advanceTimersByTimeAsync(180);
  }
});

test('leaving a field keeps the draft at once, and leaving the form by Escape loses nothing', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme');
  await user.tab();
  expect(api.inputsOf('keepDraft')).toHaveLength(1);
  await user.type(field('Phone'), '555');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Account' })).toBeNull());
  await user.click(row('Acme'));
  expect((await screen.findByLabelText<HTMLInputElement>('Phone')).value).toBe('555');
  expect(field('Business name').value).toBe('Acme');
});

test('a draft that is taken up again saves against the values it was begun with', async () => {
  const api = new FakeApi();
  const changed = { phone: { from: '1', to: '2' } };
  const draft = {
    localId: 'record-1',
    openedAtRevision: 3,
    type: 'customer',
    changed,
    note: null,
    at: 0,
  } as const;
  api.add({ localId: 'record-1', revision: 5, values: { name: 'Acme', phone: '9' }, draft });
  const user = await openWindow(api);
  await user.click(row('Acme'));
  expect((await screen.findByLabelText<HTMLInputElement>('Phone')).value).toBe('2');
  await user.click(button('Save'));
  await screen.findByText(/^Saved on this computer/);
  expect(api.inputsOf('saveAccount')).toMatchObject([{ openedAtRevision: 3, changed }]);
});

test('a draft that comes to the open account from its other id joins what is typed there', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', revision: 1, values: { name: 'Acme' } });
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.type(await screen.findByLabelText('Phone'), '555');
  const changed = { phone: { from: '', to: '1' }, fax: { from: '', to: '2' } };
  const draft = { localId: 'record-1', openedAtRevision: 1, type: 'customer', changed, note: 'met' } as const;
  api.change('record-1', { draft: { ...draft, at: 0, moved: true } });
  await waitFor(() => expect(field('Fax').value).toBe('2'));
  expect(field('Phone').value).toBe('555');
  expect(field('Note').value).toBe('met');
  await waitFor(() =>
    expect(api.inputsOf('keepDraft').at(-1)).toMatchObject({
      changed: { phone: { to: '555' }, fax: { to: '2' } },
      note: 'met',
    }),
  );
});

test('typing everything back drops the draft', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', revision: 1, values: { name: 'Acme' } });
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.type(await screen.findByLabelText('Business name'), 'x');
  await user.tab();
  await user.type(field('Business name'), '{Backspace}');
  await user.tab();
  await waitFor(() => expect(api.inputsOf('dropDraft')).toEqual([{ localId: 'record-1' }]));
});

test('"Undo changes" puts back what was there', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', revision: 1, values: { name: 'Acme' }, note: 'old' });
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await user.type(await screen.findByLabelText('Business name'), ' Ltd');
  await user.type(field('Note'), 'er');
  await user.click(button('Undo changes'));
  expect(field('Business name').value).toBe('Acme');
  expect(field('Note').value).toBe('old');
  expect(api.record('record-1').draft).toBeNull();
});

test('saving with nothing new says so and calls nobody', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', revision: 1, values: { name: 'Acme' } });
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await screen.findByLabelText('Business name');
  await user.click(button('Save'));
  await screen.findByText('No changes to save');
  expect(api.inputsOf('saveAccount')).toEqual([]);
});

test('the draft is called kept only once it is, and a disk that takes none is told', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('New account'));
  const release = api.hold('keepDraft');
  api.failNext('keepDraft', { what: 'storage', reason: 'full', detail: 'ENOSPC' });
  await user.type(field('Business name'), 'Acme');
  await user.tab();
  expect(screen.queryByText('Kept as a draft until you save')).toBeNull();
  expect(screen.getByText('Not saved yet')).not.toBeNull();
  release();
  await screen.findByText(/the disk is full/);
  await user.type(field('Phone'), '5');
  await user.tab();
  await screen.findByText('Kept as a draft until you save');
});

test.each([
  ['a new account', (api: FakeApi) => [api, 'New account'] as const],
  [
    'an account of the list',
    (api: FakeApi) => {
      api.add({ localId: 'local-acme', values: { name: 'Acme' } });
      return [api, null] as const;
    },
  ],
])('a save of %s is one call: how it stands then comes along with what tells of it', async (_, prepared) => {
  const [api, opener] = prepared(new FakeApi());
  const user = await openWindow(api);
  await user.click(opener === null ? row('Acme') : button(opener));
  await user.type(field('Business name'), 'Acme');
  await waitFor(() => expect(api.inputsOf('lookingAt')).not.toEqual([]));
  const before = api.calls.length;
  await user.click(button('Save'));
  await screen.findByText(/^Saved on this computer/);
  const [saved] = api.inputsOf('saveAccount');
  api.accept(saved?.localId ?? '', 1041);
  await screen.findAllByText(/1041/);
  const asked = api.calls.slice(before).map(({ name }) => name);
  // Leaving a field keeps the draft, whatever is pressed then.
  expect(asked.filter((name) => !['keepDraft', 'duplicates'].includes(name))).toEqual(['saveAccount']);
});

test('the open account is asked for when what told of its change came without it', async () => {
  const api = new FakeApi();
  api.add({ localId: 'local-acme', values: { name: 'Acme' } });
  const user = await openWindow(api);
  await user.click(row('Acme'));
  await waitFor(() => expect(field('Business name').value).toBe('Acme'));
  // As when another window was let in, and this one took over again.
  await api.lookingAt({ localId: null });
  api.change('local-acme', { values: { name: 'Acme Ltd' } });
  await waitFor(() => expect(field('Business name').value).toBe('Acme Ltd'));
});
