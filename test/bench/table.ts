import type { Figure } from './figure.ts';

const HEAD = ['what', 'ours', 'limit', 'peers', 'ratio', 'goal', 'met'] as const;

/** For a terminal: columns as wide as what stands in them. */
export function textTable(figures: readonly Figure[]): string {
  const rows = [HEAD, ...figures.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}

/** For the README, as Prettier would write it. */
export function markdownTable(figures: readonly Figure[]): string {
  const rows = [HEAD, ...figures.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const [head = '', ...rest] = rows.map(line);
  return [head, rule, ...rest].join('\n');
}

function cells(figure: Figure): readonly string[] {
  const { name, unit, ours, limit, goal } = figure;
  return [
    name,
    `${short(ours)} ${unit}`,
    limit === null ? '' : short(limit),
    peersIn(figure),
    ratioIn(figure),
    goal ?? '',
    verdict(figure),
  ];
}

function peersIn({ peers }: Figure): string {
  return Object.entries(peers)
    .toSorted(([, a], [, b]) => a - b)
    .map(([name, value]) => `${name} ${short(value)}`)
    .join(', ');
}

function ratioIn({ ratio, limit }: Figure): string {
  if (ratio === null) return '';
  return `${ratio < 10 ? ratio.toFixed(2) : short(ratio)} × ${limit === null ? 'best peer' : 'limit'}`;
}

function verdict({ goal, met }: Figure): string {
  if (goal === null) return '';
  if (met === null) return 'not told';
  return met ? 'yes' : 'no';
}

/** Three digits that count; what they are worth is in `out/bench.json`. */
export function short(value: number): string {
  if (value !== 0 && Math.abs(value) < 10) return String(Number(value.toPrecision(3)));
  return String(Number(value.toFixed(value < 100 ? 1 : 0)));
}
