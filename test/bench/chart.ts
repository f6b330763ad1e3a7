/** How one thing grows with the accounts, measured at each size. */
export interface Growth {
  readonly name: string;
  readonly unit: string;
  readonly points: readonly Point[];
}

export interface Point {
  readonly accounts: number;
  readonly value: number;
}

const WIDTH = 720;
const HEIGHT = 380;
const BOX = { left: 64, right: 210, top: 24, bottom: 46 };

/**
 * Both axes by powers of ten, so that what is flat stays flat and what is linear rises at one slope, drawn as well.
 * Colours that read on white and on black: a README is shown on both, and an SVG in it can't ask which.
 */
export function growthChart(growths: readonly Growth[]): string {
  const scale = scaleOf(growths);
  const parts = [
    ...ticks(scale),
    ...growths.flatMap((growth, index) => curve(growth, scale, COLOURS[index % COLOURS.length] ?? '#808080')),
    text(BOX.left + plotWidth() / 2, HEIGHT - 8, 'accounts', 'middle'),
  ];
  const title = growths.map(({ name }) => name).join(', ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="sans-serif" font-size="13">`,
    `<title>Growth with the number of accounts: ${escaped(title)}</title>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

const COLOURS = ['#2f81f7', '#d9730d', '#3d9a50', '#a371f7'];
/** Grey enough for white, light enough for black: 4.5 : 1 on either. */
const INK = '#7a7f87';

interface Scale {
  /** Powers of ten. */
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
}

function scaleOf(growths: readonly Growth[]): Scale {
  const points = growths.flatMap((growth) => growth.points);
  const powers = (values: readonly number[]): readonly [number, number] => {
    const logs = values.filter((value) => value > 0).map(Math.log10);
    const low = Math.floor(Math.min(...logs));
    return [low, Math.max(Math.ceil(Math.max(...logs)), low + 1)];
  };
  return { x: powers(points.map(({ accounts }) => accounts)), y: powers(points.map(({ value }) => value)) };
}

function ticks({ x, y }: Scale): readonly string[] {
  const scale = { x, y };
  const grid = (x1: number, y1: number, x2: number, y2: number): string =>
    `<line x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}" stroke="${INK}" stroke-opacity="0.35"/>`;
  const across = wholes(x).flatMap((power) => {
    const at = place(scale, power, y[0]);
    return [
      grid(at.x, BOX.top, at.x, HEIGHT - BOX.bottom),
      text(at.x, HEIGHT - BOX.bottom + 18, (10 ** power).toLocaleString('en'), 'middle'),
    ];
  });
  const up = wholes(y).flatMap((power) => {
    const at = place(scale, x[0], power);
    return [
      grid(BOX.left, at.y, WIDTH - BOX.right, at.y),
      text(BOX.left - 8, at.y + 4, `${Number((10 ** power).toPrecision(1))} ms`, 'end'),
    ];
  });
  return [...across, ...up];
}

function curve({ name, unit, points }: Growth, scale: Scale, colour: string): readonly string[] {
  const drawn = points
    .filter(({ value }) => value > 0)
    .map(({ accounts, value }) => ({ ...place(scale, Math.log10(accounts), Math.log10(value)), value }));
  const last = drawn.at(-1);
  if (last === undefined) return [];
  const path = drawn.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${px(x)} ${px(y)}`).join(' ');
  const dots = drawn.map(({ x, y }) => `<circle cx="${px(x)}" cy="${px(y)}" r="4" fill="${colour}"/>`);
  const label = `${name}: ${Number(last.value.toPrecision(2))} ${unit}`;
  return [
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2.5"/>`,
    ...dots,
    text(last.x + 10, last.y + 4, label, 'start', colour),
  ];
}

function place({ x, y }: Scale, logX: number, logY: number): { readonly x: number; readonly y: number } {
  const plotHeight = HEIGHT - BOX.top - BOX.bottom;
  return {
    x: BOX.left + (plotWidth() * (logX - x[0])) / (x[1] - x[0]),
    y: HEIGHT - BOX.bottom - (plotHeight * (logY - y[0])) / (y[1] - y[0]),
  };
}

function plotWidth(): number {
  return WIDTH - BOX.left - BOX.right;
}

function wholes([low, high]: readonly [number, number]): readonly number[] {
  return Array.from({ length: high - low + 1 }, (_, index) => low + index);
}

function text(x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end', fill = INK): string {
  return `<text x="${px(x)}" y="${px(y)}" text-anchor="${anchor}" fill="${fill}">${escaped(words)}</text>`;
}

function px(value: number): string {
  return value.toFixed(1);
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
