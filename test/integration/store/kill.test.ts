import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeFiles } from '../../../electron/store/files.ts';
import { openCollection } from '../../../electron/store/open-collection.ts';
import { realPace } from '../../../electron/store/pace.ts';
import { startScript } from '../../support/child.ts';
import { NOTES, opened } from '../../support/store.ts';

const SCRIPT = new URL('./acknowledging-process.ts', import.meta.url);
const KILLS = 20;
const SEED = Number(process.env['FIELDBINDER_SEED'] ?? Date.now() % 1_000_000);

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldbinder-kill-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Numbers from 0 to below `limit`, the same for the same seed. */
function numbersFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

describe('a process that is killed while it acknowledges saves', () => {
  it(`has kept each one that it acknowledged, ${KILLS} times over (FIELDBINDER_SEED=${SEED})`, async () => {
    // Two data folders side by side: starting a process is most of the time.
    await Promise.all([killAgainAndAgain('one', SEED), killAgainAndAgain('two', SEED + 1)]);
  }, 120_000);
});

async function killAgainAndAgain(name: string, seed: number): Promise<void> {
  const random = numbersFrom(seed);
  const place = { files: nodeFiles, pace: realPace, folder: join(folder, name) };
  let acknowledged = 0;
  for (let kill = 0; kill < KILLS / 2; kill += 1) {
    const child = startScript(SCRIPT, [place.folder, `${acknowledged}`]);
    await child.printed(1 + random(150));
    await child.kill();
    acknowledged = Number(child.lines.at(-1)) + 1;
    const { collection, notice } = opened(await openCollection({ ...NOTES, ...place }));
    const missing = Array.from({ length: acknowledged }, (_, number) => `${number}`).filter(
      (id) => collection.rows.get(id)?.text !== `save ${id}`,
    );
    expect({ kill, missing, notice }).toEqual({ kill, missing: [], notice: null });
    // One more may be there: saved, and killed before it could say so.
    expect(collection.rows.size - 1 - acknowledged).toBeLessThanOrEqual(1);
    acknowledged = collection.rows.size - 1;
    await collection.close();
  }
}
