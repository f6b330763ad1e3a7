import { describe, expect, test } from 'vitest';
import { readOptions } from '../../bench/options.ts';
import { withFigures } from '../../bench/readme.ts';
import { figure } from '../../bench/figure.ts';

const ROWS = ['save', 'open'];

describe('the command line', () => {
  test('measures everything at 100,000 accounts unless told otherwise', () => {
    expect(readOptions([], ROWS)).toEqual({ only: null, accounts: 100_000, readme: false });
    expect(readOptions(['--only', 'save,open', '--accounts', '1000'], ROWS)).toEqual({
      only: ['save', 'open'],
      accounts: 1_000,
      readme: false,
    });
  });

  test.each([
    [['--only', 'speed'], 'There is no row "speed". The rows: save, open.'],
    [['--accounts', 'many'], '--accounts takes a number'],
    [['--fast'], 'There is no option "--fast".'],
    [['--readme', '--only', 'save'], 'leave --only out'],
  ])('says what is wrong with %j', (args, says) => {
    expect(() => readOptions(args, ROWS)).toThrow(says);
  });
});

describe('the README', () => {
  const before =
    'Before.\n\n<!-- figures: npm run bench -- --readme -->\n\nold\n\n<!-- /figures -->\n\nAfter.\n';
  const figures = [figure({ name: 'save', unit: 'ms', ours: 0.3 })];

  test('gets its figures between the two marks, and nothing else is touched', () => {
    const after = withFigures(before, 'A machine', figures);
    expect(after).toMatch(/^Before\.\n\n<!-- figures/);
    expect(after).toMatch(/<!-- \/figures -->\n\nAfter\.\n$/);
    expect(after).toContain('Measured on: A machine.');
    expect(after).toContain('| save | 0.3 ms |');
    expect(after).not.toContain('old');
  });

  test('written twice is the same', () => {
    const once = withFigures(before, 'A machine', figures);
    expect(withFigures(once, 'A machine', figures)).toBe(once);
  });

  test('without the marks is left alone', () => {
    expect(() => withFigures('No marks.', 'A machine', figures)).toThrow('The README has no');
  });
});
