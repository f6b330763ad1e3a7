import { World } from './world.ts';
import type { Plot } from './plot.ts';

/** How many worlds the test command goes through: `SEEDS=n` for more or fewer, `SEED=n` for that one alone. */
const SEEDS = Number(process.env['SEEDS'] ?? 2_000);
const ONE = process.env['SEED'];

export function seeds(share = 1): readonly number[] {
  if (ONE !== undefined) return [Number(ONE)];
  return Array.from({ length: Math.max(1, Math.round(SEEDS * share)) }, (_, at) => at + 1);
}

export async function worldOf(seed: number, plot?: Plot): Promise<World> {
  const world = new World({ seed, ...(plot === undefined ? {} : { plot }) });
  await world.run();
  return world;
}

/** What was broken in a world and how to see it again; null: nothing was. */
export function verdict(seed: number, { broken, trace }: World): string | null {
  const [first] = broken;
  if (first === undefined) return null;
  const story = ONE === undefined ? '' : `\n${trace.join('\n')}`;
  return `${first}\n    SEED=${seed} npx vitest run --config build/vitest.config.ts --project simulation worlds${story}`;
}
