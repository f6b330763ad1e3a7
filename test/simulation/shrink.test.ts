import { describe, expect, it } from 'vitest';
import type { Mutant } from './mutants/mutant.ts';
import { MUTANTS } from './mutants/mutants.ts';
import type { PromiseName } from './judge/promises.ts';
import { KNOWN_SEEDS } from './mutants/known-seeds.ts';
import { runWorld } from './run/seeds.ts';
import { print, shrink } from './run/failure.ts';
import type { Shrunk } from './run/failure.ts';

type Small = readonly [defect: string, promise: PromiseName, most: number];

/** A defect, the promise that it breaks, and how few things need to happen for that. */
const SMALL: readonly [Small, ...Small[]] = [
  ['sends a lost create again without looking', 'one account for each create', 6],
  ['removes what was refused', 'nothing typed is lost', 5],
  ['settles conflicts by itself, theirs wins', 'nothing typed is lost', 8],
  ['acknowledges before anything is on the disk', 'nothing typed is lost', 5],
];

describe('a world that breaks a promise', () => {
  it.each(SMALL)('shrinks to what a person can read: %s', async (defect, promise, most) => {
    const { only, broken, summary } = await smallest(defect, promise);
    expect(only.length).toBeLessThanOrEqual(most);
    expect(broken.promise).toBe(promise);
    expect(summary.length).toBeLessThanOrEqual(40);
  });

  it('is printed with a line that replays it, and a summary that a person can follow', async () => {
    const [[defect, promise]] = SMALL;
    const { mutation } = mutant(defect);
    const small = await smallest(defect, promise);
    const text = print(small);
    const [, seed, only] = /SEED=(\d+) ONLY=(\S+) npx vitest /.exec(text) ?? [];
    const again = await runWorld(Number(seed), mutation, new Set(only?.split(',')));
    expect(again.broken.find((one) => one.promise === promise)).toEqual(small.broken);
    expect(again.log.summary).toEqual(small.summary);
    expect(text).toMatch(/a person types \{"name":.*\} into local-\S+/);
    expect(text).toMatch(/request \d+: create \w+ \{"name":/);
    // Its answer was lost, or came while the disk was too full to note it.
    expect(text).toMatch(/request \d+: (?:ok|(?:lost|trouble|portal) \(\S+\))/);
    expect(text).toContain('BROKEN: one account for each create');
  });
});

/** The first world in which that mutant breaks the promise, as small as it gets. */
async function smallest(defect: string, promise: PromiseName): Promise<Shrunk> {
  const { mutation } = mutant(defect);
  for (let seed = KNOWN_SEEDS[defect] ?? 1; seed <= 500; seed += 1) {
    const small = await shrink(seed, promise, mutation);
    if (small !== null) return small;
  }
  throw new Error(`No world breaks it: ${promise}`);
}

function mutant(defect: string): Mutant {
  const found = MUTANTS.find((one) => one.defect === defect);
  if (found === undefined) throw new Error(`No such defect: ${defect}`);
  return found;
}
