import { describe, expect, it } from 'vitest';
import { delayedBy } from './judge/fairness.ts';
import type { BadRecord } from './judge/fairness.ts';
import { ONLY, chosenSeeds, runWorld } from './run/seeds.ts';
import { failureOf } from './run/failure.ts';

const AT_ONCE = 100;

describe('worlds of people, faults and restarts', () => {
  const all = chosenSeeds();
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const some = all.slice(from, from + AT_ONCE);
    it(`keep every promise, seeds ${some[0]} to ${some.at(-1)}`, async () => {
      for (const seed of some) expect(await failureOf(seed), `seed ${seed}`).toBeNull();
    });
  }

  it('are the same twice from the same seed, and from the names of all that happened in them', async () => {
    for (const seed of chosenSeeds(0.01)) {
      const first = await runWorld(seed, undefined, ONLY);
      const second = await runWorld(seed, undefined, ONLY);
      const named = await runWorld(seed, undefined, new Set(first.chances.happened));
      expect(second.log.lines).toEqual(first.log.lines);
      expect(named.log.lines).toEqual(first.log.lines);
    }
  });

  it('hold what they are for: requests, restarts, refusals, conflicts, lost answers', async () => {
    const worlds = await Promise.all(
      chosenSeeds()
        .slice(0, 100)
        .map((seed) => runWorld(seed)),
    );
    const stories = worlds.map(({ log }) => log.lines.join('\n')).join('\n');
    if (process.env['SEED'] !== undefined) return;
    for (const what of [
      ...['dies (', 'started again', 'the lid is closed', 'the clock jumps', 'it is not saved'],
      ...['is refused', 'is conflict', 'is gone', 'is unknown', ', discarded', 'over-limit', 'forbidden'],
      ...['late)', 'lost-after)', 'lost-before)', 'trouble-after)', 'trouble-before)', 'portal-after)'],
      ...['into the archive', 'out of the archive', 'blocked (page-after)', 'refused (error-after)'],
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
  const bad: readonly BadRecord[] = [
    'stopped by a firewall',
    'refused',
    'forever lost',
    'hanging',
    'always 500',
  ];
  it.each(bad)('delays no other by more than its requests explain: %s', async (badRecord) => {
    for (const seed of chosenSeeds(0.02)) expect(await delayedBy(badRecord, seed)).toEqual([]);
  });
});
