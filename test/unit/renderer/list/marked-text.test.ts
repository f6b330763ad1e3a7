import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markedParts } from '../../../../renderer/list/marked-text.ts';
import { wordsToFind } from '../../../../shared/text/search.ts';

function marked(text: string, query: string): string {
  const parts = markedParts(text, wordsToFind(query));
  return parts.map((part) => (part.found ? `[${part.text}]` : part.text)).join('');
}

test.each([
  ['Bäckerei Müller & Söhne', 'mul', 'Bäckerei [Mül]ler & Söhne'],
  ['Bäckerei Müller & Söhne', 'soh back', '[Bäck]erei Müller & [Söh]ne'],
  ['Weiß Gartenbau', 'weiss', '[Weiß] Gartenbau'],
  ['O’Brien & Daughters', "o'brien", '[O’Brien] & Daughters'],
  ['Bababa', 'baba', '[Bababa]'],
  ['Acme', 'x', 'Acme'],
  ['Acme', '', 'Acme'],
  ['', 'x', ''],
  ['東京商事', '商事', '東京[商事]'],
])('of “%s” a search for “%s” marks: %s', (text, query, expected) => {
  expect(marked(text, query)).toBe(expected);
});

test('the parts are the text, whatever is searched for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, query) => {
      expect(
        markedParts(text, wordsToFind(query))
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
    }),
  );
});
