import { printed, shrunk } from './shrink.ts';
import { ONLY, worldOf } from './seeds.ts';

/** What was broken in a world, its smallest story and how to see that again; null: nothing was. */
export async function verdict(seed: number): Promise<string | null> {
  const world = await worldOf(seed, undefined, ONLY);
  const [first] = world.broken;
  if (first === undefined) return null;
  const whole = { seed, only: ONLY === null ? null : [...ONLY], broken: first, told: world.story.told };
  // Replayed: told as it was asked for.
  const smallest = ONLY === null ? await shrunk(seed, first.promise) : null;
  return printed(smallest ?? whole);
}
