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
const BOX = { left: 84, right: 190, top: 24, bottom: 46 };
/** Between two labels, pixels. */
const LINE = 17;

/**
 * Both axes by powers of ten, so that what is flat stays flat and what is linear rises at one slope, drawn as well.
 * On a ground of its own, so that it reads wherever it is shown, light or dark.
 */
export function growthChart(growths: readonly Growth[]): string {
  const scale = scaleOf(growths);
  const curves = growths.flatMap((growth) => curve(growth, scale));
  const parts = [
    ...ticks(scale),
    ...curves.map(({ drawn }, index) => drawn(COLOURS[index % COLOURS.length] ?? '#808080')),
    ...labels(curves),
    text(BOX.left + plotWidth() / 2, HEIGHT - 8, 'accounts', 'middle'),
  ];
  const title = growths.map(({ name }) => name).join(', ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="sans-serif" font-size="13">`,
    `<title>Growth with the number of accounts: ${escaped(title)}</title>`,
    STYLE,
    `<rect class="ground" width="${WIDTH}" height="${HEIGHT}" rx="8"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

/** Each at least 3 : 1 on either ground. */
const COLOURS = ['#2f81f7', '#c4650a', '#3d8f50', '#8f63d9'];
const STYLE = [
  '<style>.ground { fill: #ffffff } text { fill: #454c54 } line { stroke: #d0d7de }',
  '@media (prefers-color-scheme: dark) { .ground { fill: #0d1117 } text { fill: #b6bfc9 } line { stroke: #30363d } }',
  '</style>',
].join('\n');

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
    `<line x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}"/>`;
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
      text(BOX.left - 8, at.y + 4, `${Number((10 ** power).toPrecision(1)).toLocaleString('en')} ms`, 'end'),
    ];
  });
  return [...across, ...up];
}

interface Curve {
  readonly label: string;
  /** Where it ends. */
  readonly x: number;
  readonly y: number;
  readonly drawn: (colour: string) => string;
}

/** None where nothing took any time. */
function curve({ name, unit, points }: Growth, scale: Scale): readonly Curve[] {
  const timed = points.filter(({ value }) => value > 0);
  const places = timed.map(({ accounts, value }) => place(scale, Math.log10(accounts), Math.log10(value)));
  const last = timed.at(-1);
  const end = places.at(-1);
  if (last === undefined || end === undefined) return [];
  const path = places.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${px(x)} ${px(y)}`).join(' ');
  const drawn = (colour: string): string =>
    [
      `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2.5"/>`,
      ...places.map(({ x, y }) => `<circle cx="${px(x)}" cy="${px(y)}" r="4" fill="${colour}"/>`),
    ].join('\n');
  return [
    { label: `${name}: ${Number(last.value.toPrecision(2)).toLocaleString('en')} ${unit}`, ...end, drawn },
  ];
}

/** Beside the ends of their curves; where two end close together, the lower one is moved down. */
function labels(curves: readonly Curve[]): readonly string[] {
  let least = 0;
  return curves
    .toSorted((a, b) => a.y - b.y)
    .map(({ label, x, y }) => {
      const at = Math.max(y + 4, least);
      least = at + LINE;
      return text(x + 10, at, label, 'start');
    });
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

function text(x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end'): string {
  return `<text x="${px(x)}" y="${px(y)}" text-anchor="${anchor}">${escaped(words)}</text>`;
}

function px(value: number): string {
  return value.toFixed(1);
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
