import { describe, expect, it } from 'vitest';
import { delayedBy } from './judge/fairness.ts';
import type { BadOne } from './judge/fairness.ts';
import { ONLY, seeds, worldOf } from './run/seeds.ts';
import { verdict } from './run/verdict.ts';

const AT_ONCE = 100;

describe('worlds of people, faults and restarts', () => {
  const all = seeds();
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const some = all.slice(from, from + AT_ONCE);
    it(`keep every promise, seeds ${some[0]} to ${some.at(-1)}`, async () => {
      for (const seed of some) expect(await verdict(seed), `seed ${seed}`).toBeNull();
    });
  }

  it('are the same twice from the same seed, and from the names of all that happened in them', async () => {
    for (const seed of seeds(0.01)) {
      const first = await worldOf(seed, undefined, ONLY);
      const second = await worldOf(seed, undefined, ONLY);
      const named = await worldOf(seed, undefined, new Set(first.chances.happened));
      expect(second.story.everything).toEqual(first.story.everything);
      expect(named.story.everything).toEqual(first.story.everything);
    }
  });

  it('hold what they are for: requests, restarts, refusals, conflicts, lost answers', async () => {
    const worlds = await Promise.all(seeds(0.05).map((seed) => worldOf(seed)));
    const stories = worlds.map(({ story }) => story.everything.join('\n')).join('\n');
    if (process.env['SEED'] !== undefined) return;
    for (const what of [
      ...['dies (', 'started again', 'the lid is closed', 'the clock jumps', 'it is not saved'],
      ...['is refused', 'is conflict', 'is gone', 'is unknown', ', discarded', 'over-limit', 'forbidden'],
      ...['late)', 'lost-after)', 'lost-before)', 'trouble-after)', 'trouble-before)', 'portal-after)'],
      ...[
        'a colleague writes',
        'a colleague deletes',
        'a customer',
        ' adds ',
        'downloaded again',
        'B:a person',
      ],
    ]) {
      expect(stories, what).toContain(what);
    }
  });
});

describe('one bad account among good ones', () => {
  const bad: readonly BadOne[] = ['stopped by a firewall', 'refused', 'forever lost'];
  it.each(bad)('delays no other by more than its requests explain: %s', async (badOne) => {
    for (const seed of seeds(0.02)) expect(await delayedBy(badOne, seed)).toEqual([]);
  });
});
