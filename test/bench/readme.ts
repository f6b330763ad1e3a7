import { readFile, writeFile } from 'node:fs/promises';
import type { Figure } from './figure.ts';
import { markdownTable } from './table.ts';

const BEGINS = '<!-- figures: npm run bench -- --readme -->';
const CHART =
  '![Saving, opening and searching at a hundredth, a tenth and all of the accounts](../../build/readme/growth.svg)';
const ENDS = '<!-- /figures -->';

/** The text between the two marks, and nothing else, is written anew. Throws where the marks are missing. */
export function withFigures(readme: string, machine: string, figures: readonly Figure[]): string {
  const from = readme.indexOf(BEGINS);
  const to = readme.indexOf(ENDS);
  if (from < 0 || to < from) throw new Error(`The README has no ${BEGINS} … ${ENDS}`);
  const parts = [BEGINS, `Measured on: ${machine}.`, markdownTable(figures), CHART, ''];
  const section = parts.join('\n\n');
  return readme.slice(0, from) + section + readme.slice(to);
}

export async function rewriteReadme(
  path: string,
  machine: string,
  figures: readonly Figure[],
): Promise<void> {
  await writeFile(path, withFigures(await readFile(path, 'utf8'), machine, figures));
}
