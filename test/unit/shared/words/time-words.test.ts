import { afterEach, expect, test } from 'vitest';
import { momentWords } from '../../../../shared/words/en/time.ts';

const before = process.env['TZ'];
afterEach(() => {
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
});

const NOON = Date.UTC(2026, 10, 30, 12, 5);

test('a moment is told in the zone of the reader as it is now, also after the zone changed', () => {
  process.env['TZ'] = 'Europe/Berlin';
  expect(momentWords(NOON, NOON)).toBe('13:05');
  process.env['TZ'] = 'Asia/Tokyo';
  expect(momentWords(NOON, NOON)).toBe('21:05');
  process.env['TZ'] = 'America/Los_Angeles';
  expect(momentWords(NOON, NOON)).toBe('04:05');
});

test('another day and another year are those of the reader’s calendar', () => {
  process.env['TZ'] = 'Asia/Tokyo';
  expect(momentWords(Date.UTC(2026, 10, 30, 14, 59), Date.UTC(2026, 10, 30, 15))).toBe('30 Nov 23:59');
  expect(momentWords(Date.UTC(2026, 10, 29, 15), Date.UTC(2026, 10, 30, 14))).toBe('00:00');
  expect(momentWords(Date.UTC(2025, 11, 31, 14), Date.UTC(2026, 0, 1))).toBe('31 Dec 2025 23:00');
});

test('summer time counts for the moments within it', () => {
  process.env['TZ'] = 'Europe/Berlin';
  expect(momentWords(Date.UTC(2026, 6, 1, 12), NOON)).toBe('1 Jul 14:00');
});
