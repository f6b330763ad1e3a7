import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as moment } from 'node:timers/promises';
import { nodeFiles } from '../../electron/store/disk/files.ts';
import { openCollection } from '../../electron/store/journal/open-collection.ts';
import { realPacer } from '../../electron/store/disk/pacer.ts';
import { rngOf } from './rng.ts';
import type { Rng } from './rng.ts';
import { startScript } from './child.ts';
import { killedName, SHARED } from './killed-accounts.ts';
import { must, runApp } from './running-app.ts';
import { NOTES, opened } from './store.ts';

export interface Kills {
  readonly kills: number;
  readonly acknowledged: number;
  /** Acknowledged and not there, or older than what was acknowledged. */
  readonly lost: number;
}

interface Lane {
  readonly name: string;
  readonly script: URL;
  /** One in so many kills. */
  readonly share: number;
  /**
   * Opens it as the next start does. `there`: how many saves were found. `lost`: of them those that were found
   * before or acknowledged and are missing, and the row that all share where it is older than the last one acknowledged.
   */
  look(folder: string, seen: Seen): Promise<{ readonly lost: number; readonly there: number }>;
}

interface Seen {
  /** Saves with lower numbers were acknowledged, or found at an earlier look. */
  readonly below: number;
  /** The last one that was acknowledged; -1: none. */
  readonly acknowledged: number;
}

/**
 * Processes that save as fast as they can and say so on a pipe, each killed with SIGKILL at a random moment (while it
 * opens what the last one left, too) and looked after: the store by itself, and the whole app. Throws where an opening
 * fails or tells of damage. The moments come from the seed, and from what the machine is at.
 */
export async function soakKills(times: number, seed: number): Promise<Kills> {
  const base = await mkdtemp(join(tmpdir(), 'fieldbinder-kill-'));
  try {
    const all = await Promise.all(
      LANES.map((lane) =>
        killAgainAndAgain(
          lane,
          Math.round(times / lane.share),
          join(base, lane.name),
          rngOf(seed, lane.name),
        ),
      ),
    );
    return all.reduce((sum, one) => ({
      kills: sum.kills + one.kills,
      acknowledged: sum.acknowledged + one.acknowledged,
      lost: sum.lost + one.lost,
    }));
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

const LANES: readonly Lane[] = [
  {
    name: 'store',
    script: new URL('../integration/store/acknowledging-process.ts', import.meta.url),
    share: 4 / 3,
    look: lookIntoStore,
  },
  {
    name: 'app',
    script: new URL('../integration/store/acknowledging-app.ts', import.meta.url),
    share: 4,
    look: lookIntoApp,
  },
];

/** Then another folder: what has piled up would only make each look longer. */
const KILLS_A_FOLDER = 10;

async function killAgainAndAgain(lane: Lane, times: number, base: string, rng: Rng): Promise<Kills> {
  let acknowledged = 0;
  let lost = 0;
  let next = 0;
  let last = -1;
  for (let kill = 0; kill < times; kill += 1) {
    if (kill % KILLS_A_FOLDER === 0) [next, last] = [0, -1];
    const folder = join(base, `${Math.floor(kill / KILLS_A_FOLDER)}`);
    const child = startScript(lane.script, [folder, `${next}`]);
    // One in four while it opens or a little later; the others somewhere in the middle of saving.
    await child.printed(rng.chance(0.25) ? 1 : 2 + rng.whole(0, 150));
    await moment(rng.whole(0, 15));
    await child.kill();
    const said = child.lines.filter((line) => line !== 'opening');
    acknowledged += said.length;
    last = Number(said.at(-1) ?? last);
    next += said.length;
    const found = await lane.look(folder, { below: next, acknowledged: last });
    lost += found.lost;
    // One more may be there: saved, and killed before it could say so.
    next = Math.max(next, found.there);
  }
  return { kills: times, acknowledged, lost };
}

async function lookIntoStore(folder: string, seen: Seen) {
  const { collection, notice } = opened(
    await openCollection({ ...NOTES, files: nodeFiles, pacer: realPacer, folder }),
  );
  if (notice !== null) throw new Error(`Told of damage: ${JSON.stringify(notice)}`);
  const { rows } = collection;
  const missing = numbersBelow(seen.below).filter(
    (number) => rows.get(`${number}`)?.text !== `save ${number}`,
  );
  const last = Number(rows.get('last')?.text.split(' ')[0] ?? -1);
  await collection.close();
  return { lost: missing.length + (last < seen.acknowledged ? 1 : 0), there: Math.max(0, rows.size - 1) };
}

async function lookIntoApp(folder: string, seen: Seen) {
  const run = await runApp({ folder });
  try {
    const { notices } = must(await run.app.handlers.open(null));
    if (notices.length > 0) throw new Error(`Told of damage: ${JSON.stringify(notices)}`);
    let there = 0;
    for (; (await run.app.handlers.account({ localId: killedName(there) })).ok; there += 1);
    const missing = [];
    for (const number of numbersBelow(seen.below)) {
      const account = await run.app.handlers.account({ localId: killedName(number) });
      if (!account.ok || account.value.values.name !== `Account ${number}`) missing.push(number);
    }
    const shared = await run.app.handlers.account({ localId: SHARED });
    const last = shared.ok ? Number(shared.value.values.phone) : -1;
    return { lost: missing.length + (last < seen.acknowledged ? 1 : 0), there };
  } finally {
    await run.stop();
  }
}

function numbersBelow(count: number): readonly number[] {
  return Array.from({ length: count }, (_, number) => number);
}
