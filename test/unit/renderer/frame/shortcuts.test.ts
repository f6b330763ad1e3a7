import { expect, test } from 'vitest';
import { commandOf } from '../../../../renderer/frame/shortcuts.ts';
import type { Press, Where } from '../../../../renderer/frame/shortcuts.ts';

const plain = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const somewhere: Where = { platform: 'windows', inGrid: false, singleKeys: true };

function ctrl(key: string, more: Partial<Press> = {}): Press {
  return { ...plain, key, ctrlKey: true, ...more };
}

test.each([
  [ctrl('n'), 'new'],
  [ctrl('N'), 'new'],
  [ctrl('Enter'), 'save'],
  [ctrl('Enter', { shiftKey: true }), 'save-and-new'],
  [ctrl('f'), 'search'],
  [ctrl('k'), 'commands'],
  [{ ...plain, key: 'F5' }, 'sync'],
] as const)('%j is "%s"', (press, command) => {
  expect(commandOf(press, somewhere)).toBe(command);
});

test.each([
  ctrl('n', { altKey: true }),
  ctrl('n', { shiftKey: true }),
  ctrl('x'),
  { ...plain, key: 'n' },
  { ...plain, key: 'Enter' },
])('%j means nothing here', (press) => {
  expect(commandOf(press, somewhere)).toBeNull();
});

test('on a Mac it is Cmd, and Ctrl means nothing', () => {
  const mac: Where = { ...somewhere, platform: 'mac' };
  expect(commandOf({ ...plain, key: 'n', metaKey: true }, mac)).toBe('new');
  expect(commandOf(ctrl('n'), mac)).toBeNull();
});

test('"/" and "?" mean something only in the grid, and only while they are on', () => {
  const slash = { ...plain, key: '/' };
  const question = { ...plain, key: '?', shiftKey: true };
  expect(commandOf(slash, { ...somewhere, inGrid: true })).toBe('search');
  expect(commandOf(question, { ...somewhere, inGrid: true })).toBe('shortcuts');
  expect(commandOf(slash, somewhere)).toBeNull();
  expect(commandOf(question, { ...somewhere, inGrid: true, singleKeys: false })).toBeNull();
});
