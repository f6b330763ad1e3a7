import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { FakeApi } from '../support/fake-api.ts';
import { button, field, openWindow, rowNames } from '../support/window.ts';

test('a window that was taken over says so and shows nothing else', async () => {
  const api = new FakeApi();
  await openWindow(api);
  api.emit({ is: 'superseded' });
  expect((await screen.findByRole('alert')).textContent).toContain('opened in another window');
  expect(screen.queryByRole('grid')).toBeNull();
});

test('a window that is taken over from keeps what is typed to the last letter, there and then', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme');
  const before = api.inputsOf('keepDraft').length;
  await user.keyboard(' Ltd');
  api.emit({ is: 'superseded' });
  // At once: a moment later the host no longer listens to this window.
  const kept = api.inputsOf('keepDraft');
  expect(kept.length).toBeGreaterThan(before);
  expect(kept.at(-1)?.changed).toEqual({ name: { from: '', to: 'Acme Ltd' } });
});

test('a window that was taken over shows what is typed in it, and brings it along when it takes over again', async () => {
  let tookOver = 0;
  const api = Object.assign(new FakeApi(), {
    takeOver: () => {
      tookOver += 1;
    },
  });
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme');
  await user.type(field('Note'), 'met at the booth');
  // The host let the other window in before this one could be heard.
  api.failNext('keepDraft', { what: 'bad-call', detail: 'superseded' });
  api.emit({ is: 'superseded' });
  const typed = await screen.findByRole('region', { name: 'Typed in this window and not saved' });
  expect(typed.textContent).toContain('Acme');
  expect(typed.textContent).toContain('met at the booth');
  const before = api.inputsOf('keepDraft').length;
  await user.click(button('Use this window'));
  expect(tookOver).toBe(1);
  api.emit({ is: 'host-back' });
  await waitFor(() => expect(field('Business name').value).toBe('Acme'));
  await waitFor(() => expect(api.inputsOf('keepDraft').length).toBeGreaterThan(before));
  expect(api.inputsOf('keepDraft').at(-1)).toMatchObject({
    changed: { name: { from: '', to: 'Acme' } },
    note: 'met at the booth',
  });
});

test('a window that was taken over with nothing typed only says so', async () => {
  const api = new FakeApi();
  await openWindow(api);
  api.emit({ is: 'superseded' });
  await screen.findByRole('alert');
  expect(screen.queryByRole('region', { name: 'Typed in this window and not saved' })).toBeNull();
});

test('a host that went away and came back brings the desk back', async () => {
  const api = new FakeApi();
  await openWindow(api);
  api.emit({ is: 'host-lost' });
  await screen.findByText('This window can’t reach Fieldbinder');
  expect(screen.queryByRole('grid')).toBeNull();
  api.emit({ is: 'host-back' });
  await screen.findByRole('grid', { name: 'Accounts' });
});

test('what was typed when the host went away is there when it comes back, and is kept then', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme');
  api.failNext('keepDraft', { what: 'storage', reason: 'vanished', detail: 'host-lost' });
  api.emit({ is: 'host-lost' });
  await screen.findByText('This window can’t reach Fieldbinder');
  await user.keyboard('{Control>}n{/Control}');
  await waitFor(() => expect(api.inputsOf('keepDraft').length).toBeGreaterThan(0));
  expect(api.records()).toEqual([]);
  api.emit({ is: 'host-back' });
  await waitFor(() => expect(field('Business name').value).toBe('Acme'));
  await waitFor(() => expect(rowNames()).toEqual(['Acme']));
});
