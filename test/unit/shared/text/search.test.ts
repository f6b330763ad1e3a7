import { describe, expect, test } from 'vitest';
import { findableText, fold, wordsToFind } from '../../../../shared/text/search.ts';

test.each([
  ['  ÉCOLE  Élan ', 'ecole elan'],
  ['O’Brien', 'obrien'],
  ['Weiß', 'weiss'],
  ['Łódź', 'lodz'],
  ['ＡＣＭＥ', 'acme'],
  ['Ac\u200bme', 'acme'],
  ['İstanbul', 'istanbul'],
])('%j is folded to %j', (text, folded) => {
  expect(fold(text)).toBe(folded);
});

describe('a query finds an account', () => {
  test.each([
    ["o'brien", 'O’Brien Tools'],
    ['obrien', "O'Brien Tools"],
    ['o’brien', 'OBrien Tools'],
    ['weiss', 'Weiß Gartenbau'],
    ['weiß', 'Weiss Gartenbau'],
    ['lodz', 'Łódź Meble'],
    ['mueller', 'Müller Optik'],
    ['müller', 'Mueller Optik'],
    ['muller', 'Müller Optik'],
    ['soren', 'Søren Byg'],
    ['soeren', 'Søren Byg'],
    ['bauer', 'Bauer & Co'],
    ['er', 'Bauer & Co'],
    ['coca-cola', 'Coca‑Cola'],
    ['acme 12', 'Acme １２'],
  ])('%j finds %j', (query, name) => {
    expect(finds(query, findableText(name, [], []))).toBe(true);
  });

  const written = [
    '(604) 555-0199',
    '604.555.0199',
    '+1 604 555 0199',
    '0016045550199',
    '６０４-５５５-０１９９',
  ];
  const asked = [
    '604-555-0199',
    '+16045550199',
    '(604) 555-0199',
    '6045550199',
    '+1 (604) 555 01',
    '604-555',
  ];
  test.each(written.flatMap((phone) => asked.map((query) => [query, phone] as const)))(
    '%j finds the phone %j',
    (query, phone) => {
      expect(finds(query, findableText('Acme', [], [phone]))).toBe(true);
    },
  );

  test.each([
    ['+49 30 5550142', '030 / 5550142'],
    ['030 5550142', '+49 30 5550142'],
    ['0049 (0)30 5550142', '+49 30 5550142'],
    ['+44 20 7946 0958', '(020) 7946 0958'],
    ['+353 1 555 0142', '01 555 0142'],
    ['604-555-0199 ext 7', '604 555 0199'],
    ['acme 604-555-0199', '(604) 555-0199'],
    ['16045550199', '(604) 555-0199'],
    ['16045550199', '16045550199'],
    ['0016045550199', '+1 604 555 0199'],
    ['0305550142', '+49 30 5550142'],
    ['0305550142', '0305550142'],
    ['tel:+1-604-555-0199', '(604) 555-0199'],
  ])('%j finds the phone %j', (query, phone) => {
    expect(finds(query, findableText('Acme', [], [phone]))).toBe(true);
  });

  test.each([
    ['+49 30 5550142', '030 5550143'],
    ['604-555-0199', '(604) 555-0198'],
    ['weiss', '(604) 555-0199'],
  ])('%j does not find the phone %j', (query, phone) => {
    expect(finds(query, findableText('Acme', [], [phone]))).toBe(false);
  });

  test('by words in any order, and by digits that are no phone as they are typed', () => {
    const text = findableText('Acme Works', ['Leeds', '0042'], []);
    expect(finds('leeds acme', text)).toBe(true);
    expect(finds('0042', text)).toBe(true);
    expect(finds('  ', text)).toBe(true);
    expect(finds('york', text)).toBe(false);
  });
});

function finds(query: string, text: string): boolean {
  return wordsToFind(query).every((word) => text.includes(word));
}
