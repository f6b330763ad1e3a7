import type * as Crypto from 'node:crypto';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { rngOf } from '../../../support/rng.ts';
import { DEFECTS } from '../../../support/crash/defects.ts';
import { Explorer } from '../../../support/crash/explore.ts';
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

let caught = 0;

afterAll(() => {
  tell(`crash checker: ${caught} of ${DEFECTS.length} planted defects caught`);
});

describe('exploring crashes finds a store in which', ROOM, () => {
  it.each(DEFECTS.map((defect) => [defect.name, defect] as const))('%s', async (_, defect) => {
    const scenario = [...NOTE_SCENARIOS, ...RESCUE_SCENARIOS].find(({ name }) => name === defect.scenario);
    if (scenario === undefined) throw new Error(`No scenario ${defect.scenario}`);
    const tally = await new Explorer({ ...scenario, crashes: 1 }, rngOf(1, 'crash')).explore(defect);
    if (tally.broken.length > 0) caught += 1;
    expect(tally.broken).not.toEqual([]);
  });
});
