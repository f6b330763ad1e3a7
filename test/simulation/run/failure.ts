import fc from 'fast-check';
import type { Mutation } from '../mutants/mutation.ts';
import type { Broken, PromiseName } from '../judge/promises.ts';
import { ONLY, runWorld } from './seeds.ts';

/** A world that breaks a promise. */
interface Breaking {
  readonly seed: number;
  /** The names of what may happen in it; null: anything. */
  readonly only: readonly string[] | null;
  readonly broken: Broken;
  readonly summary: readonly string[];
}

/** One with as little in it as still breaks the same promise. */
export interface Shrunk extends Breaking {
  readonly only: readonly string[];
}

/** Leaves out one thing after the other, as long as that promise is still broken. Null: it was not broken at all. */
export async function shrink(
  seed: number,
  promise: PromiseName,
  mutation?: Mutation,
): Promise<Shrunk | null> {
  const breaks = async (names: readonly string[]): Promise<boolean> => {
    const { broken } = await runWorld(seed, mutation, new Set(names));
    return broken.some((one) => one.promise === promise);
  };
  const whole = await runWorld(seed, mutation);
  if (whole.broken.every((one) => one.promise !== promise)) return null;
  let only = whole.chances.happened;
  // First whole kinds of things are left out, then things, then what is particular about a thing: the fewer there are
  // to choose from, the sooner it is done.
  for (const groupOf of [kindOf, thingOf, (name: string) => name]) only = await fewer(only, groupOf, breaks);
  const world = await runWorld(seed, mutation, new Set(only));
  const broken = world.broken.find((one) => one.promise === promise);
  // The rest may have names that nothing asks for any more.
  const names = world.chances.happened;
  return broken === undefined ? null : { seed, only: names, broken, summary: world.log.summary };
}

async function fewer(
  names: readonly string[],
  groupOf: (name: string) => string,
  breaks: (names: readonly string[]) => Promise<boolean>,
): Promise<readonly string[]> {
  const groups = [...new Set(names.map(groupOf))];
  const within = (kept: readonly string[]): readonly string[] =>
    names.filter((name) => kept.includes(groupOf(name)));
  const keeps = fc.asyncProperty(fc.subarray(groups), async (kept) => !(await breaks(within(kept))));
  const { counterexample } = await fc.check(keeps, { numRuns: 1, examples: [[groups]] });
  return within(counterexample?.[0] ?? groups);
}

/** `act`, of `act7.phone`. */
function kindOf(name: string): string {
  return (name.split('.')[0] ?? name).replace(/\d+$/, '');
}

/** `act7`, of `act7.phone`; of a request, its own name. */
function thingOf(name: string): string {
  return /^(B:)?(act|rush|death)/.test(name) ? (name.split('.')[0] ?? name) : name;
}

/** The broken promise, the line that replays it, then the events of that world. */
export function print({ seed, only, broken, summary }: Breaking): string {
  const command = 'npx vitest run --config build/vitest.config.ts --project simulation worlds';
  const line = `SEED=${seed} ${only === null ? '' : `ONLY=${only.join()} `}${command}`;
  return [`${broken.promise}: ${broken.how}`, line, ...summary.map((one) => `  ${one}`)].join('\n');
}

/** The promise that was broken in a world, its smallest summary and how to see that again; null: none was. */
export async function failureOf(seed: number): Promise<string | null> {
  const world = await runWorld(seed, undefined, ONLY);
  const [first] = world.broken;
  if (first === undefined) return null;
  const whole = { seed, only: ONLY === null ? null : [...ONLY], broken: first, summary: world.log.summary };
  // A replay keeps the events it was asked for.
  const smallest = ONLY === null ? await shrink(seed, first.promise) : null;
  return print(smallest ?? whole);
}
