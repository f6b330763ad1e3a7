import { describe, expect, it } from 'vitest';
import type { Mutant } from './mutants/mutant.ts';
import { MUTANTS } from './mutants/mutants.ts';
import type { PromiseName } from './judge/promises.ts';
import { runWorld } from './run/seeds.ts';
import { print, shrink } from './run/shrink.ts';

/** A defect, the promise that it breaks, and how few things need to happen for that. */
const SMALL: readonly (readonly [defect: string, promise: PromiseName, most: number])[] = [
  ['sends a lost create again without looking', 'one account for each create', 6],
  ['removes what was refused', 'nothing typed is lost', 5],
  ['settles conflicts by itself, theirs wins', 'nothing typed is lost', 8],
  ['acknowledges before anything is on the disk', 'nothing typed is lost', 5],
];

describe('a world that breaks a promise', () => {
  it.each(SMALL)('shrinks to what a person can read: %s', async (defect, promise, most) => {
    const mutation = mutant(defect).mutation;
    const seed = await firstThatBreaks(promise, mutation);
    const small = await shrink(seed, promise, mutation);
    expect(small?.only.length).toBeLessThanOrEqual(most);
    expect(small?.broken.promise).toBe(promise);
    expect(small?.summary.length).toBeLessThanOrEqual(40);
  });

  it('is printed with a line that replays it to the same broken promise', async () => {
    const [defect, promise] = SMALL[0] ?? ['', 'the limits are kept'];
    const { mutation } = mutant(defect);
    const seed = await firstThatBreaks(promise, mutation);
    const small = await shrink(seed, promise, mutation);
    const text = small === null ? '' : print(small);
    const [, seedTold, onlyTold] = /SEED=(\d+) ONLY=(\S+) npx vitest /.exec(text) ?? [];
    const again = await runWorld(Number(seedTold), mutation, new Set(onlyTold?.split(',')));
    expect(again.broken.find((one) => one.promise === promise)).toEqual(small?.broken);
    expect(again.log.summary).toEqual(small?.summary);
  });

  it('has a summary that a person can follow', async () => {
    const { mutation } = mutant('sends a lost create again without looking');
    const seed = await firstThatBreaks('one account for each create', mutation);
    const { summary = [] } = (await shrink(seed, 'one account for each create', mutation)) ?? {};
    const log = summary.join('\n');
    expect(log).toMatch(/a person types \{"name":.*\} into local-\S+/);
    expect(log).toMatch(/request \d+: create \w+ \{"name":/);
    expect(log).toMatch(/request \d+: (lost|trouble|portal) \(\S+\)/);
    expect(log).toContain('BROKEN: one account for each create');
  });
});

function mutant(defect: string): Mutant {
  const found = MUTANTS.find((one) => one.defect === defect);
  if (found === undefined) throw new Error(`No such defect: ${defect}`);
  return found;
}

async function firstThatBreaks(promise: PromiseName, mutation: Mutant['mutation']): Promise<number> {
  for (let seed = 1; seed <= 500; seed += 1) {
    const { broken } = await runWorld(seed, mutation);
    if (broken.some((one) => one.promise === promise)) return seed;
  }
  throw new Error(`No world breaks it: ${promise}`);
}
