import { describe, expect, it } from 'vitest';
import { arrivalsWith, explained } from './fairness.ts';
import type { BadOne } from './fairness.ts';
import { seeds, verdict, worldOf } from './seeds.ts';

const AT_ONCE = 100;

describe('worlds of people, faults and restarts', () => {
  const all = seeds();
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const some = all.slice(from, from + AT_ONCE);
    it(`keep every promise, seeds ${some[0]} to ${some.at(-1)}`, async () => {
      const broken: string[] = [];
      for (const seed of some) {
        const told = verdict(seed, await worldOf(seed));
        if (told !== null) broken.push(told);
      }
      expect(broken.join('\n')).toBe('');
    });
  }

  it('are the same twice from the same seed', async () => {
    for (const seed of seeds(0.01)) {
      const first = await worldOf(seed);
      const second = await worldOf(seed);
      expect(second.trace).toEqual(first.trace);
    }
  });

  it('hold what they are for: requests, restarts, refusals, conflicts, lost answers', async () => {
    const worlds = await Promise.all(seeds(0.05).map((seed) => worldOf(seed)));
    const traces = worlds.map(({ trace }) => trace.join('\n')).join('\n');
    if (process.env['SEED'] !== undefined) return;
    for (const what of [
      'dies at',
      'refused',
      'conflict',
      'gone',
      'unknown',
      'discarded',
      'sleeps',
      'over-limit',
    ]) {
      expect(traces, what).toContain(what);
    }
  });
});

describe('one bad account among good ones', () => {
  const bad: readonly BadOne[] = ['stopped by a firewall', 'refused', 'forever lost'];
  it.each(bad)('delays no other by more than its requests explain: %s', async (badOne) => {
    for (const seed of seeds(0.02)) {
      const without = await arrivalsWith(seed, 'none');
      const with_ = await arrivalsWith(seed, badOne);
      expect([...with_.at.keys()].sort()).toEqual([...without.at.keys()].sort());
      for (const [localId, at] of with_.at) {
        const delay = at - (without.at.get(localId) ?? 0);
        expect(delay, `${localId} with seed ${seed}`).toBeLessThanOrEqual(explained(at, with_));
      }
    }
  });
});
