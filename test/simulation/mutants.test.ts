import { describe, expect, it } from 'vitest';
import { Chances } from './world/chances.ts';
import { delayedBy } from './judge/fairness.ts';
import { FAIRNESS_MUTANTS } from './mutants/fairness.ts';
import { GOALS } from './mutants/mutant.ts';
import type { Mutant } from './mutants/mutant.ts';
import { MUTANTS } from './mutants/mutants.ts';
import { KNOWN_SEEDS } from './mutants/known-seeds.ts';
import { runWorld, SEEDS } from './run/seeds.ts';
import { drawFaultPlan } from './world/fault-plan.ts';

describe('the planted defects', () => {
  it('are at least one for each line of the goals', () => {
    const all = [...MUTANTS, ...FAIRNESS_MUTANTS];
    const mutant = new Set(all.flatMap(({ goals }) => goals));
    expect(GOALS.filter((line) => !mutant.has(line))).toEqual([]);
    expect(new Set(all.map(({ defect }) => defect)).size).toBe(all.length);
  });
});

describe('the judge notices an app that', () => {
  it.for(named(MUTANTS))('%s', async ([, mutant], { annotate }) => {
    const seed = await noticedIn(mutant);
    expect(seed, `in ${SEEDS} worlds`).not.toBeNull();
    const known = KNOWN_SEEDS[mutant.defect];
    if (seed !== known) await annotate(`known-seeds.ts says ${known ?? 'nothing'}, noticed in ${seed ?? 0}`);
  });

  it.each(named(FAIRNESS_MUTANTS))('%s', async (_, { badRecord, mutation }) => {
    expect(await delayedBy(badRecord, 1, mutation)).not.toEqual([]);
  });
});

/** The known seed, else the first of the test command's worlds in which it is noticed; null: in none. */
async function noticedIn({ defect, mutation, where }: Mutant): Promise<number | null> {
  const known = KNOWN_SEEDS[defect];
  const all = Array.from({ length: SEEDS }, (_, at) => at + 1);
  for (const seed of known === undefined ? all : [known, ...all]) {
    if (where?.(drawFaultPlan(new Chances(seed, null), 0)) === false) continue;
    if ((await runWorld(seed, mutation)).broken.length > 0) return seed;
  }
  return null;
}

function named<One extends Mutant>(mutants: readonly One[]): readonly (readonly [string, One])[] {
  return mutants.map((mutant) => [mutant.defect, mutant]);
}
