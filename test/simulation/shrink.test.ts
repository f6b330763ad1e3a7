import { describe, expect, it } from 'vitest';
import type { Planted } from './mutants/mutant.ts';
import { PLANTED } from './mutants/mutants.ts';
import type { PromiseName } from './judge/promises.ts';
import { worldOf } from './run/seeds.ts';
import { printed, shrunk } from './run/shrink.ts';

/** A defect, the promise that it breaks, and how few things need to happen for that. */
const SMALL: readonly (readonly [defect: string, promise: PromiseName, most: number])[] = [
  ['sends a lost create again without looking', 'one account for each create', 6],
  ['removes what was refused', 'nothing typed is lost', 5],
  ['settles conflicts by itself, theirs wins', 'nothing typed is lost', 8],
  ['acknowledges before anything is on the disk', 'nothing typed is lost', 5],
];

describe('a world that breaks a promise', () => {
  it.each(SMALL)('shrinks to what a person can read: %s', async (defect, promise, most) => {
    const plot = planted(defect).plot;
    const seed = await firstThatBreaks(promise, plot);
    const small = await shrunk(seed, promise, plot);
    expect(small?.only.length).toBeLessThanOrEqual(most);
    expect(small?.broken.promise).toBe(promise);
    expect(small?.told.length).toBeLessThanOrEqual(40);
  });

  it('is printed with a line that replays it to the same broken promise', async () => {
    const [defect, promise] = SMALL[0] ?? ['', 'the limits are kept'];
    const { plot } = planted(defect);
    const seed = await firstThatBreaks(promise, plot);
    const small = await shrunk(seed, promise, plot);
    const text = small === null ? '' : printed(small);
    const [, seedTold, onlyTold] = /SEED=(\d+) ONLY=(\S+) npx vitest /.exec(text) ?? [];
    const again = await worldOf(Number(seedTold), plot, new Set(onlyTold?.split(',')));
    expect(again.broken.find((one) => one.promise === promise)).toEqual(small?.broken);
    expect(again.story.told).toEqual(small?.told);
  });

  it('is told so that a person follows it', async () => {
    const { plot } = planted('sends a lost create again without looking');
    const seed = await firstThatBreaks('one account for each create', plot);
    const { told = [] } = (await shrunk(seed, 'one account for each create', plot)) ?? {};
    const story = told.join('\n');
    expect(story).toMatch(/a person types \{"name":.*\} into local-\S+/);
    expect(story).toMatch(/request \d+: create \w+ \{"name":/);
    expect(story).toMatch(/request \d+: (lost|trouble|portal) \(\S+\)/);
    expect(story).toContain('BROKEN: one account for each create');
  });
});

function planted(defect: string): Planted {
  const found = PLANTED.find((one) => one.defect === defect);
  if (found === undefined) throw new Error(`No such defect: ${defect}`);
  return found;
}

async function firstThatBreaks(promise: PromiseName, plot: Planted['plot']): Promise<number> {
  for (let seed = 1; seed <= 500; seed += 1) {
    const { broken } = await worldOf(seed, plot);
    if (broken.some((one) => one.promise === promise)) return seed;
  }
  throw new Error(`No world breaks it: ${promise}`);
}
