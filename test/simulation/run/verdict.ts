import { print, shrink } from './shrink.ts';
import { ONLY, runWorld } from './seeds.ts';

/** What was broken in a world, its smallest summary and how to see that again; null: nothing was. */
export async function failureOf(seed: number): Promise<string | null> {
  const world = await runWorld(seed, undefined, ONLY);
  const [first] = world.broken;
  if (first === undefined) return null;
  const whole = { seed, only: ONLY === null ? null : [...ONLY], broken: first, summary: world.log.summary };
  // A replay keeps the events it was asked for.
  const smallest = ONLY === null ? await shrink(seed, first.promise) : null;
  return print(smallest ?? whole);
}
