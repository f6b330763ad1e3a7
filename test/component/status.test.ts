import { screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { FakeApi } from '../support/fake-api.ts';
import { button, openWindow } from '../support/window.ts';

afterEach(() => vi.useRealTimers());

test('the status bar is the only status, and is not read out by itself', async () => {
  await openWindow(new FakeApi());
  const [bar, ...others] = screen.getAllByRole('status');
  expect(others).toEqual([]);
  expect(bar?.getAttribute('aria-live')).toBe('off');
  expect(bar?.textContent).toContain('Connected to SalesBinder');
});

test('it says how many wait and when the last will be through', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', values: { name: 'Acme' } });
  await openWindow(api);
  api.connection({ is: 'online' }, api.now + 180_000);
  await waitFor(() =>
    expect(screen.getByRole('status').textContent).toContain('1 waiting, done at 09:45 at the earliest'),
  );
});

test('a hold is told in words, with the next try and a button to try now', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  const problem = { what: 'portal', status: 200 } as const;
  api.connection({ is: 'held', problem, until: api.now + 60_000, trying: false });
  await waitFor(() =>
    expect(screen.getByRole('status').textContent).toContain(
      'This Wi-Fi wants you to sign in. Trying again at 09:43',
    ),
  );
  await user.click(button('Check connection'));
  expect(api.inputsOf('checkConnection')).toEqual([null]);
  api.connection({ is: 'online' });
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Check connection' })).toBeNull());
  expect(document.activeElement).toBe(button('Nothing waiting'));
});

test('where a network answers in SalesBinder’s place, nothing is said of a connection or of an end', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', values: { name: 'Acme' } });
  await openWindow(api);
  const problem = { what: 'portal', status: 403 } as const;
  api.connection({ is: 'held', problem, until: api.now + 60_000, trying: false });
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('sign in'));
  expect(screen.getByRole('status').textContent).not.toMatch(/Connected|through|permission|key/);
});

test.each([
  ['full', 'The disk is full: nothing is sent until there is room'],
  ['read-only', 'Fieldbinder isn’t allowed to write to its folder'],
  ['vanished', 'Fieldbinder’s folder is gone'],
  ['io', 'The disk reports errors'],
  ['taken', 'Another Fieldbinder has this folder now'],
] as const)(
  'a disk that keeps from sending (%s) is told without a word on what is saved',
  async (reason, said) => {
    const api = new FakeApi();
    await openWindow(api);
    const problem = { what: 'storage', reason, detail: 'limiter' } as const;
    api.connection({ is: 'held', problem, until: null, trying: false });
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain(said));
    expect(screen.getByRole('status').textContent).not.toContain('Not saved');
  },
);

test('a pause that SalesBinder asked for can be ended by a person', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  const problem = { what: 'over-limit' } as const;
  api.connection({ is: 'held', problem, until: api.now + 3_600_000, trying: false });
  await user.click(await screen.findByRole('button', { name: 'Try now' }));
  expect(api.inputsOf('tryNow')).toEqual([null]);
  expect(api.inputsOf('checkConnection')).toEqual([]);
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Try now' })).toBeNull());
});

test('"Stay offline" holds everything and lets go again', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  const stay = () => screen.getByRole<HTMLInputElement>('switch', { name: 'Stay offline' });
  await user.click(stay());
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('Staying offline'));
  expect(stay().checked).toBe(true);
  await user.click(stay());
  expect(api.inputsOf('setStayOffline')).toEqual([{ on: true }, { on: false }]);
});

test('a key that is not accepted is told in a line below the work, and asked for when one wants to enter it', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('New account'));
  const name = screen.getByLabelText('Business name');
  await user.type(name, 'Acme');
  api.connection({ is: 'held', problem: { what: 'key', reason: 'refused' }, until: null, trying: false });
  const enter = await screen.findByRole('button', { name: 'Enter the API key' });
  expect(document.activeElement).toBe(name);
  expect(screen.queryByLabelText('API key')).toBeNull();
  await user.click(enter);
  await user.type(await screen.findByLabelText('API key'), 'new-key');
  await user.click(button('Connect'));
  await waitFor(() => expect(screen.queryByLabelText('API key')).toBeNull());
  expect(screen.queryByRole('button', { name: 'Enter the API key' })).toBeNull();
  expect(api.inputsOf('giveKey')).toEqual([{ key: 'new-key', keepKey: false }]);
});

test('practice asks for no key: it says which switch makes it refuse its own', async () => {
  const api = new FakeApi({ workspace: { id: 'practice', kind: 'practice' } });
  await openWindow(api);
  api.connection({ is: 'held', problem: { what: 'key', reason: 'refused' }, until: null, trying: false });
  await screen.findByText(/^You switched on “wrong key”/);
  expect(screen.queryByRole('button', { name: 'Enter the API key' })).toBeNull();
});

test('changes are announced one at a time, at most every five seconds, and never a time', async () => {
  const api = new FakeApi();
  await openWindow(api);
  const said = () => document.querySelector('[aria-live="polite"]')?.textContent;
  vi.useFakeTimers();
  const problem = { what: 'unreachable', detail: '' } as const;
  api.connection({ is: 'held', problem, until: api.now + 60_000, trying: false });
  await vi.advanceTimersByTimeAsync(10);
  expect(said()).toBe('No connection to SalesBinder.');
  api.connection({ is: 'stay-offline' });
  api.connection({ is: 'online' });
  await vi.advanceTimersByTimeAsync(4_000);
  expect(said()).toBe('No connection to SalesBinder.');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(said()).toBe('Connected to SalesBinder.');
});

test('practice faults are switched one by one, only in the practice workspace', async () => {
  const api = new FakeApi({ workspace: { id: 'practice', kind: 'practice' } });
  const user = await openWindow(api);
  await user.click(screen.getByRole('switch', { name: 'Lose the answer' }));
  await user.selectOptions(
    screen.getByRole('combobox', { name: 'SalesBinder answers with' }),
    'A Wi-Fi sign-in page',
  );
  expect(api.inputsOf('setPracticeFaults')).toEqual([
    { slow: false, offline: false, dropAnswers: true, keepsLess: false, answer: 'normal' },
    { slow: false, offline: false, dropAnswers: true, keepsLess: false, answer: 'portal' },
  ]);
});

test('in a real workspace there are no practice faults', async () => {
  await openWindow(new FakeApi());
  expect(screen.queryByRole('switch', { name: 'Lose the answer' })).toBeNull();
});
