import { describe, expect, test } from 'vitest';
import { toE164 } from '../../../../electron/duplicates/phone.ts';
import { likeness, traitsOf } from '../../../../shared/duplicates/likeness.ts';
import { SEEN } from '../../../support/duplicate-pairs.ts';
import type { LabelledPair } from '../../../support/labelled-pair.ts';
import { UNSEEN } from '../../../support/unseen-pairs.ts';

describe.each([
  ['seen while the rules were settled', SEEN, { precision: 1, recall: 1 }],
  ['typed afterwards', UNSEEN, { precision: 0.923, recall: 0.878 }],
] as const)('labelled pairs %s', (name, pairs, reached) => {
  const told = pairs.map((pair) => ({ pair, likely: isLikely(pair) }));
  const share = (part: readonly unknown[], whole: readonly unknown[]): number => part.length / whole.length;
  const warned = told.filter(({ likely }) => likely);
  const same = told.filter(({ pair }) => pair.same);
  const right = warned.filter(({ pair }) => pair.same);

  test('are told apart as well as the README says', () => {
    const figures = { precision: share(right, warned), recall: share(right, same) };
    const mistaken = told.filter(({ pair, likely }) => likely !== pair.same);
    process.stdout.write(
      `${pairs.length} labelled pairs ${name}: ${JSON.stringify(figures)}${mistaken.map(said).join('')}\n`,
    );
    expect(figures.precision).toBeGreaterThanOrEqual(reached.precision);
    expect(figures.recall).toBeGreaterThanOrEqual(reached.recall);
  });
});

function isLikely({ one, other }: LabelledPair): boolean {
  return likeness(traitsOf(one), traitsOf(other), toE164).likely;
}

function said({ pair: { kind, one, other }, likely }: { pair: LabelledPair; likely: boolean }): string {
  const what = likely ? 'warned for nothing' : 'missed';
  return `\n  ${what} (${kind}): ${String(one.name)} / ${String(other.name)}`;
}
