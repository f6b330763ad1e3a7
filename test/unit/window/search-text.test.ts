import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SearchText } from '../../../renderer/state/search-text.ts';

const text = fc.constantFrom('', 'acme ltd', 'acme', 'harbour books 12', 'bäcker', 'a', 'xx');
const change = fc.record({
  put: fc.uniqueArray(fc.tuple(fc.nat({ max: 40 }), text), { selector: ([place]) => place, maxLength: 12 }),
  remove: fc.array(fc.nat({ max: 40 }), { maxLength: 6 }),
});

test('each row that has the word is called once, and no other, whatever came and went before', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      const searched = new SearchText();
      const texts = new Map<number, string>();
      for (const { put, remove } of changes) {
        searched.put(new Map(put));
        for (const [place, one] of put) texts.set(place, one);
        for (const place of remove) {
          searched.remove(place);
          texts.delete(place);
        }
        for (const word of ['a', 'acme', 'e', 'xx', 'books 1', 'ä', 'none']) {
          const called: number[] = [];
          searched.having(word, (place) => called.push(place));
          const expected = [...texts].filter(([, one]) => one.includes(word)).map(([place]) => place);
          expect(called.toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b));
        }
      }
    }),
  );
});
