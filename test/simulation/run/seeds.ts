import { World } from '../world/world.ts';
import type { Mutation } from '../mutants/mutation.ts';

/**
 * How many worlds the test command goes through: `SEEDS=n` for more or fewer, `SEED=n` for that one alone. Each planted
 * mutant is noticed within the first hundred; a build server takes its time for more.
 */
export const SEEDS = Number(process.env['SEEDS'] ?? (process.env['CI'] === undefined ? 300 : 2_000));
const ONE = process.env['SEED'];
/** With `SEED=`: what may happen in that world, by name; null: anything. */
export const ONLY = process.env['ONLY'] === undefined ? null : new Set(process.env['ONLY'].split(','));

/** @param share of them, the first ones */
export function chosenSeeds(share = 1): readonly number[] {
  if (ONE !== undefined) return [Number(ONE)];
  return Array.from({ length: Math.max(1, Math.round(SEEDS * share)) }, (_, at) => at + 1);
}

/** @param only the names of what may happen; null: anything */
export async function runWorld(
  seed: number,
  mutation?: Mutation,
  only: ReadonlySet<string> | null = null,
): Promise<World> {
  const world = new World({ seed, only, ...(mutation === undefined ? {} : { mutation }) });
  await world.run();
  return world;
}
