import { describe, expect, it } from 'vitest';
import { Chances } from './world/chances.ts';
import { delayedBy } from './judge/fairness.ts';
import { FAIRNESS_MUTANTS } from './mutants/fairness.ts';
import { GOALS } from './mutants/mutant.ts';
import type { Mutant } from './mutants/mutant.ts';
import { MUTANTS } from './mutants/mutants.ts';
import { runWorld } from './run/seeds.ts';
import { drawFaultPlan } from './world/fault-plan.ts';

/** The worlds of the test command. */
const SEEDS = 2_000;

describe('the planted defects', () => {
  it('are at least one for each line of the goals', () => {
    const all = [...MUTANTS, ...FAIRNESS_MUTANTS];
    const mutant = new Set(all.flatMap(({ goals }) => goals));
    expect(GOALS.filter((line) => !mutant.has(line))).toEqual([]);
    expect(new Set(all.map(({ defect }) => defect)).size).toBe(all.length);
  });
});

describe('the judge notices an app that', () => {
  it.each(MUTANTS.map((mutant) => [mutant.defect, mutant] as const))('%s', async (_, mutant) => {
    expect(await noticedIn(mutant), `in ${SEEDS} worlds`).not.toBeNull();
  });

  it.each(FAIRNESS_MUTANTS.map((mutant) => [mutant.defect, mutant] as const))(
    '%s',
    async (_, { badRecord, mutation }) => {
      expect(await delayedBy(badRecord, 1, mutation)).not.toEqual([]);
    },
  );
});

/** The first seed in which it is; null: in none. */
async function noticedIn({ mutation, where }: Mutant): Promise<number | null> {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    if (where?.(drawFaultPlan(new Chances(seed, null), 0)) === false) continue;
    if ((await runWorld(seed, mutation)).broken.length > 0) return seed;
  }
  return null;
}
