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
