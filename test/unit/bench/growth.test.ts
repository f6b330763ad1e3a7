import { describe, expect, test } from 'vitest';
import { growthChart } from '../../bench/chart.ts';
import { growthFigures, powerOf, sizesUpTo } from '../../bench/growth.ts';

const sizes = [1_000, 10_000, 100_000];

function growing(name: string, value: (accounts: number) => number) {
  return { name, unit: 'ms', points: sizes.map((accounts) => ({ accounts, value: value(accounts) })) };
}

const flat = growing('saving', () => 0.3);
const linear = growing('opening', (accounts) => accounts / 100);
const square = growing('searching', (accounts) => accounts ** 2 / 1e9);

describe('growth', () => {
  test('is the power of the number of accounts', () => {
    expect([flat, linear, square].map(powerOf)).toEqual(
      [0, 1, 2].map((power) => expect.closeTo(power) as number),
    );
  });

  test('is judged by what each may grow with', () => {
    expect(growthFigures([flat, linear, square]).map(({ met }) => met)).toEqual([true, true, false]);
    expect(growthFigures([growing('saving', (accounts) => accounts)]).map(({ met }) => met)).toEqual([false]);
  });

  test('is measured at three sizes, the one asked for being the largest', () => {
    expect(sizesUpTo(100_000)).toEqual(sizes);
  });
});

describe('the chart', () => {
  test('has a labelled curve for each, through a dot for each size', () => {
    const svg = growthChart([flat, linear]);
    expect(svg.match(/<path /g)).toHaveLength(2);
    expect(svg.match(/<circle /g)).toHaveLength(6);
    expect(svg).toContain('saving: 0.3 ms');
    expect(svg).toContain('>100,000</text>');
  });

  test('draws what is flat flat and what is linear rising', () => {
    const heights = (name: string) => {
      const growth = name === 'flat' ? flat : linear;
      return [...growthChart([growth]).matchAll(/<circle cx="[\d.]+" cy="([\d.]+)"/g)].map(([, y]) =>
        Number(y),
      );
    };
    expect(new Set(heights('flat')).size).toBe(1);
    expect(heights('linear')).toEqual(heights('linear').toSorted((a, b) => b - a));
  });

  test('is text that any reader of XML takes', () => {
    const svg = growthChart([growing('A & <b>', () => 1)]);
    expect(isWellFormed(svg)).toBe(true);
    expect(isWellFormed(svg.replace('</svg>', ''))).toBe(false);
  });
});

/** Every tag that is opened is closed, and no bare `<` or `&` is left. */
function isWellFormed(xml: string): boolean {
  const open: string[] = [];
  const rest = xml.replace(
    /<(\/?)([a-z]+)[^<>]*?(\/?)>/g,
    (_, closing: string, tag: string, alone: string) => {
      if (closing !== '' && open.pop() !== tag) open.push('!');
      if (closing === '' && alone === '') open.push(tag);
      return '';
    },
  );
  return open.length === 0 && !/<|&(?!(?:amp|lt|gt);)/.test(rest);
}
