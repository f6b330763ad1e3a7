import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasBit, BigramFilter } from '../../../../renderer/list/bigram-filter.ts';

const text = fc.constantFrom(
  '',
  'a',
  'acme ltd',
  'acme',
  'harbour books 12',
  'bäcker',
  'łódź',
  'xx 604 5551234',
);
const place = fc.oneof(fc.nat({ max: 70 }), fc.constantFrom(4_095, 4_096, 9_000));
const change = fc.record({ place, text });
const WORDS = ['a', 'acme', 'cm', 'xx', 'books', '55', 'ä', 'ódź', 'none', '604'];

test('no text that has the words is missed, whatever stood in its place before', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), fc.subarray(WORDS), (changes, words) => {
      const pairs = new BigramFilter();
      const texts = new Map<number, string>();
      for (const one of changes) {
        const before = texts.get(one.place);
        if (before !== undefined) pairs.remove(one.place, before);
        pairs.put(one.place, one.text);
        texts.set(one.place, one.text);
      }
      const may = pairs.mayHave(words);
      const missed = [...texts].filter(
        ([at, one]) => words.every((word) => one.includes(word)) && may !== null && !hasBit(may, at),
      );
      expect(missed).toEqual([]);
    }),
  );
});

test('most texts without a word are not named for it, and one that went is not', () => {
  const pairs = new BigramFilter();
  for (let at = 0; at < 5_000; at += 1) pairs.put(at, at % 50 === 0 ? 'harbour books' : 'acme cider');
  pairs.remove(100, 'harbour books');
  const may = pairs.mayHave(['harb', 'boo']);
  const named = Array.from({ length: 5_000 }, (_, at) => at).filter((at) => may !== null && hasBit(may, at));
  expect(named).toHaveLength(99);
  expect(named).not.toContain(100);
});

test('of a single letter nothing can be told', () => {
  const pairs = new BigramFilter();
  pairs.put(0, 'acme');
  expect(pairs.mayHave(['a'])).toBeNull();
  expect(pairs.mayHave([])).toBeNull();
});
