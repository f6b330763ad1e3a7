import { expect, test } from 'vitest';
import { commandOf } from '../../../../renderer/frame/shortcuts.ts';
import type { Press, Where } from '../../../../renderer/frame/shortcuts.ts';

const plain = { code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
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
  [ctrl(','), 'settings'],
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

test.each([
  ['Russian', 'т', 'KeyN', 'new'],
  ['Russian', 'а', 'KeyF', 'search'],
  ['Russian', 'л', 'KeyK', 'commands'],
  ['Russian', 'б', 'Comma', 'settings'],
  ['Ukrainian with Caps Lock', 'Т', 'KeyN', 'new'],
  ['Bulgarian', 'п', 'KeyK', 'commands'],
  ['Greek', 'ν', 'KeyN', 'new'],
  ['Hebrew', 'מ', 'KeyN', 'new'],
  ['Arabic', 'ى', 'KeyN', 'new'],
  ['Persian', 'د', 'KeyN', 'new'],
  ['Thai, whose key is a mark', 'ื', 'KeyN', 'new'],
  ['Hindi', 'ि', 'KeyF', 'search'],
  ['Korean', 'ㅜ', 'KeyN', 'new'],
  ['Georgian', 'ნ', 'KeyN', 'new'],
] as const)(
  'on a keyboard that writes no Latin letters a key counts by its place: %s, %s',
  (_, key, code, command) => {
    expect(commandOf(ctrl(key, { code }), somewhere)).toBe(command);
  },
);

test.each([
  ['Dvorak', 'n', 'KeyL', 'new'],
  ['Dvorak', 'f', 'KeyY', 'search'],
  ['Dvorak, whose letter b stands in the place of n', 'b', 'KeyN', null],
  ['AZERTY, whose comma stands in the place of m', ',', 'KeyM', 'settings'],
  ['Turkish F, whose letter a stands in the place of f', 'a', 'KeyF', null],
  ['Turkish F, whose letter ğ stands in the place of e', 'ğ', 'KeyE', null],
  ['Colemak', 'k', 'KeyN', 'commands'],
] as const)('on a Latin keyboard it counts by its letter: %s', (_, key, code, command) => {
  expect(commandOf(ctrl(key, { code }), somewhere)).toBe(command);
});

test('in the grid the place of "/" searches where no key writes one, and with Shift shows the keys', () => {
  const inGrid = { ...somewhere, inGrid: true };
  expect(commandOf({ ...plain, key: 'ظ', code: 'Slash' }, inGrid)).toBe('search');
  expect(commandOf({ ...plain, key: '؟', code: 'Slash', shiftKey: true }, inGrid)).toBe('shortcuts');
  expect(commandOf({ ...plain, key: 'ظ', code: 'Slash' }, somewhere)).toBeNull();
});
