import { describe, expect, test } from 'vitest';
import { atLeast, atMost, figure } from '../../bench/figure.ts';
import { markdownTable, short, textTable } from '../../bench/table.ts';

const saving = figure({
  ...{ name: 'save', unit: 'ms', ours: 0.3, limit: 0.2, peers: { lowdb: 320, SQLite: 0.25 } },
  goals: [atMost(1.5, 1.5, '≤ 1.5 × limit'), atMost(1.2, 1, '≤ SQLite')],
});

describe('a figure', () => {
  test('is compared with its limit, and without one with the best peer', () => {
    expect(saving.ratio).toBeCloseTo(1.5);
    expect(figure({ name: 'a', unit: 'ms', ours: 6, peers: { one: 2, other: 3 } }).ratio).toBe(3);
    expect(figure({ name: 'a', unit: 'ms', ours: 6 }).ratio).toBeNull();
  });

  test('is met only when each of its goals is', () => {
    expect(saving.met).toBe(false);
    expect(figure({ name: 'a', unit: '%', ours: 96, goals: [atLeast(96, 95, '≥ 95 %')] }).met).toBe(true);
  });

  test('claims nothing that this machine can’t tell', () => {
    const goals = [atMost(1, 2, 'told'), atMost(null, 1.5, 'not told')];
    expect(figure({ name: 'a', unit: 'ms', ours: 1, ratio: null, goals })).toMatchObject({
      ratio: null,
      met: null,
    });
    expect(figure({ name: 'a', unit: 'ms', ours: 1, goals: [...goals, atMost(3, 2, 'missed')] }).met).toBe(
      false,
    );
  });

  test('without a goal is stated and not judged', () => {
    expect(figure({ name: 'a', unit: 'ms', ours: 1 })).toMatchObject({ goal: null, met: null });
  });
});

describe('the table', () => {
  test('says who did what, the best peer first, and what was missed', () => {
    const [head, line] = textTable([saving]).split('\n');
    expect(head).toMatch(/^what +ours +limit +peers +ratio +goal +met$/);
    expect(line?.replace(/ {2,}/g, ' | ')).toBe(
      'save | 0.3 ms | 0.2 | SQLite 0.25, lowdb 320 | 1.50 × limit | ≤ 1.5 × limit; ≤ SQLite | no',
    );
  });

  test('of the README is as Markdown as it is there', () => {
    const lines = markdownTable([saving]).split('\n');
    expect(lines).toHaveLength(3);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    expect(lines[1]).toMatch(/^\|( -{3,} \|){7}$/);
  });

  test('shows about three digits that count', () => {
    expect([0.28761, 4.04, 16.04, 1174.4, 0].map(short)).toEqual(['0.288', '4.04', '16', '1174', '0']);
  });
});
