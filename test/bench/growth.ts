import type { Growth } from './chart.ts';
import { atMost, figure } from './figure.ts';
import type { Figure } from './figure.ts';

/** The growth that each may have: n to that power. A little above the claim, for what a machine adds at random. */
const MAY = [
  ['saving', 0.15, 'flat'],
  ['opening', 1.1, 'linear'],
  ['searching', 1.1, 'linear'],
] as const;

/** The sizes at which growth is measured, the largest being the one asked for. */
export function sizesUpTo(accounts: number): readonly number[] {
  return [100, 10, 1].map((part) => Math.max(10, Math.round(accounts / part)));
}

export function growthFigures(growths: readonly Growth[]): readonly Figure[] {
  return MAY.flatMap(([name, most, says]) => {
    const growth = growths.find((one) => one.name === name);
    if (growth === undefined) return [];
    const power = powerOf(growth);
    const goals = [atMost(power, most, `≤ ${most} (${says})`)];
    return [figure({ name: `growth of ${name}`, unit: 'as power of n', ours: power, ratio: null, goals })];
  });
}

/** 0: the same at every size; 1: ten times the accounts take ten times as long. From the first size to the last. */
export function powerOf({ points }: Growth): number {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || first === last) throw new Error('Growth needs two sizes');
  return Math.log(last.value / first.value) / Math.log(last.accounts / first.accounts);
}
