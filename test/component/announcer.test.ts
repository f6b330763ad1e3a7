import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Announcer } from '../../renderer/frame/announcer.svelte.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('the first news is said at once, what comes within five seconds together after them', () => {
  const announcer = new Announcer();
  announcer.say('connection', 'Connected to SalesBinder');
  expect(announcer.text).toBe('Connected to SalesBinder.');
  announcer.say('saved', 'Acme is saved.');
  announcer.say('needs-you', '1 account needs you');
  announcer.say('saved', 'Beta is saved.');
  vi.advanceTimersByTime(4_999);
  expect(announcer.text).toBe('Connected to SalesBinder.');
  vi.advanceTimersByTime(1);
  // The most important first, and nothing swallowed.
  expect(announcer.text).toBe('1 account needs you. Acme is saved. Beta is saved.');
  announcer.stop();
});

test('of the connection only the newest is said: the older is no longer true', () => {
  const announcer = new Announcer();
  announcer.say('saved', 'Acme is saved.');
  announcer.say('connection', 'No connection to SalesBinder');
  announcer.say('connection', 'Connected to SalesBinder');
  vi.advanceTimersByTime(5_000);
  expect(announcer.text).toBe('Connected to SalesBinder.');
  announcer.stop();
});

test('after a pause without news the same words can be said again', () => {
  const announcer = new Announcer();
  announcer.say('saved', 'Acme is saved.');
  vi.advanceTimersByTime(5_000);
  expect(announcer.text).toBe('');
  announcer.say('saved', 'Acme is saved.');
  expect(announcer.text).toBe('Acme is saved.');
  announcer.stop();
});
