import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { FakeApi } from '../support/fake-api.ts';
import { button, openWindow } from '../support/window.ts';

test('a support file is saved without what was typed, unless one includes it, and its place is told', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('Settings'));
  await user.click(await screen.findByRole('button', { name: 'Save support file' }));
  expect(await screen.findByText(/fieldbinder-support-.*\.zip$/)).toBeDefined();
  await user.click(screen.getByRole('checkbox', { name: 'Include names, addresses and notes' }));
  await user.click(button('Save support file'));
  expect(api.inputsOf('saveSupportFile')).toEqual([{ withValues: false }, { withValues: true }]);
});

test('what the disk says to a support file stands beside the button', async () => {
  const api = new FakeApi();
  api.failNext('saveSupportFile', { what: 'storage', reason: 'full', detail: 'ENOSPC write' });
  const user = await openWindow(api);
  await user.click(button('Settings'));
  await user.click(await screen.findByRole('button', { name: 'Save support file' }));
  expect((await screen.findByRole('alert')).textContent).toContain('full');
});
