import { screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { FakeApi } from '../support/fake-api.ts';
import { button, field, openWindow, row } from '../support/window.ts';

const before = process.env['TZ'];
afterEach(() => {
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
});

test('times in an open window are told in the new zone, the old ones too', async () => {
  process.env['TZ'] = 'Europe/Berlin';
  const api = new FakeApi();
  api.now = Date.UTC(2026, 10, 30, 12, 5);
  api.add({ localId: 'record-1', values: { name: 'Acme' }, status: { is: 'sent', at: api.now, number: 1 } });
  const user = await openWindow(api);
  await waitFor(() => expect(row('Acme').textContent).toContain('Sent 13:05'));
  process.env['TZ'] = 'Asia/Tokyo';
  await waitFor(() => expect(row('Acme').textContent).toContain('Sent 21:05'));
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Kite');
  await user.click(button('Save'));
  expect((await screen.findByText(/^Saved on this computer/)).textContent).toContain('21:05');
});
