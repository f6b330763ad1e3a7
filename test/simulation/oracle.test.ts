import { describe, expect, it } from 'vitest';
import { MIRROR_PLOTS } from './mirror-plots.ts';
import { PLOTS } from './plots.ts';
import { worldOf } from './seeds.ts';

/** Within this many worlds each defect has to show; the test command goes through more. */
const ENOUGH = 600;

describe('the oracle notices an app that', () => {
  it.each(Object.entries({ ...PLOTS, ...MIRROR_PLOTS }))('%s', async (_, plot) => {
    let seed = 0;
    let noticed = false;
    while (!noticed && seed < ENOUGH) {
      seed += 1;
      noticed = (await worldOf(seed, plot)).broken.length > 0;
    }
    expect(noticed, `in ${seed} worlds`).toBe(true);
  });
});
