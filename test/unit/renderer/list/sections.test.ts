import { expect, test } from 'vitest';
import { HEADING_HEIGHT, heightOf, sectionAt, topOf } from '../../../../renderer/list/sections.ts';

const ROW = 44;

test.each([[null], [{ entered: 0, count: 5 }], [{ entered: 5, count: 5 }], [{ entered: 0, count: 0 }]])(
  'a list of a single section has no heading: %o',
  (sections) => {
    for (let index = 0; index <= 5; index += 1) {
      expect(sectionAt(index, sections)).toBeNull();
      expect(topOf(index, ROW, sections)).toBe(index * ROW);
      expect(heightOf(index, ROW, sections)).toBe(ROW);
    }
  },
);

test('each row begins where the one before it ends, headings included', () => {
  for (const entered of [1, 2, 4]) {
    const sections = { entered, count: 5 };
    let top = 0;
    for (let index = 0; index < 5; index += 1) {
      expect(topOf(index, ROW, sections)).toBe(top);
      top += heightOf(index, ROW, sections);
    }
    expect(topOf(5, ROW, sections)).toBe(top);
    expect(top).toBe(5 * ROW + 2 * HEADING_HEIGHT);
    expect(sectionAt(0, sections)).toBe('entered');
    expect(sectionAt(entered, sections)).toBe('downloaded');
  }
});
