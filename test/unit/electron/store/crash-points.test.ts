import type * as Crypto from 'node:crypto';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { rngOf } from '../../../support/rng.ts';
import { APP_SCENARIOS } from '../../../support/crash/app-scenarios.ts';
import { Explorer } from '../../../support/crash/explore.ts';
import type { Scenario } from '../../../support/crash/scenario.ts';
import { faultScenarios } from '../../../support/crash/fault-scenarios.ts';
import { NOTE_SCENARIOS } from '../../../support/crash/note-scenarios.ts';
import { RESCUE_SCENARIOS } from '../../../support/crash/rescue-scenarios.ts';
import { tell } from '../../../support/tell.ts';

// The names of unfinished files hold a random part: here it counts, so that a seed means the same run.
vi.mock('node:crypto', async (original) => {
  let last = 0;
  const randomUUID = (): string => `${(last += 1)}`.padStart(12, '0');
  return { ...(await original<typeof Crypto>()), randomUUID };
});

/** For a busy machine; nothing here is about time. */
const ROOM = { timeout: 300_000 };

/** `SEED=…` for other samples; each single deviation after a first crash is looked at whatever the seed. */
const SEED = Number(process.env['SEED'] ?? 20_261_122);
const count = { points: 0, states: 0, opened: 0, broken: 0 };

afterAll(() => {
  const { points, states, opened, broken } = count;
  tell(
    `crash points: ${points} points, ${states} disk states (${opened} unlike each other, each opened again), ` +
      `${broken} promises broken, SEED=${SEED}`,
  );
});

async function expectKept(scenario: Scenario): Promise<void> {
  const tally = await new Explorer(scenario, rngOf(SEED, 'crash')).explore();
  count.points += tally.points;
  count.states += tally.states;
  count.opened += tally.opened;
  count.broken += tally.broken.length;
  expect(tally.points).toBeGreaterThan(5);
  expect(tally.broken.join('\n\n'), `SEED=${SEED}`).toBe('');
}

const named = (all: readonly Scenario[]): (readonly [string, Scenario])[] =>
  all.map((one) => [one.name, one]);

describe('the power going, or the process and then the power, at any moment', ROOM, () => {
  it.each(named(NOTE_SCENARIOS))('%s', (_, scenario) => expectKept(scenario));

  it.each(named(RESCUE_SCENARIOS))('%s', (_, scenario) => expectKept(scenario));

  it.each(named(APP_SCENARIOS))('%s', (_, scenario) => expectKept(scenario));

  it('after a touch of the disk failed, whichever it was', async () => {
    for (const scenario of await faultScenarios()) await expectKept(scenario);
  });
});
