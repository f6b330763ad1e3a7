import { describe, expect, it } from 'vitest';
import { Chances } from './world/chances.ts';
import { delayedBy } from './judge/fairness.ts';
import { DELAYS } from './mutants/fairness.ts';
import { LINES } from './mutants/mutant.ts';
import type { Planted } from './mutants/mutant.ts';
import { PLANTED } from './mutants/mutants.ts';
import { worldOf } from './run/seeds.ts';
import { weatherOf } from './world/fault-plan.ts';

/** The worlds of the test command. */
const SEEDS = 2_000;

describe('the planted defects', () => {
  it('are at least one for each line of the goals', () => {
    const all = [...PLANTED, ...DELAYS];
    const planted = new Set(all.flatMap(({ lines }) => lines));
    expect(LINES.filter((line) => !planted.has(line))).toEqual([]);
    expect(new Set(all.map(({ defect }) => defect)).size).toBe(all.length);
  });
});

describe('the oracle notices an app that', () => {
  it.each(PLANTED.map((planted) => [planted.defect, planted] as const))('%s', async (_, planted) => {
    expect(await noticedIn(planted), `in ${SEEDS} worlds`).not.toBeNull();
  });

  it.each(DELAYS.map((planted) => [planted.defect, planted] as const))('%s', async (_, { badOne, plot }) => {
    expect(await delayedBy(badOne, 1, plot)).not.toEqual([]);
  });
});

/** The first seed in which it is; null: in none. */
async function noticedIn({ plot, where }: Planted): Promise<number | null> {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    if (where?.(weatherOf(new Chances(seed, null), 0)) === false) continue;
    if ((await worldOf(seed, plot)).broken.length > 0) return seed;
  }
  return null;
}
