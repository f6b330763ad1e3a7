import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { mirroredAccounts } from '../accounts.ts';
import { openDesk, saveOne, settled, typedNew, valueOf } from '../bench-desk.ts';
import { FlakyFiles } from '../flaky-files.ts';
import { atMost, figure } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { ListedSite } from '../listed-site.ts';
import { LoopWatch } from '../loop-watch.ts';
import type { Order } from '../order.ts';
import { peersBeside } from '../peers.ts';

const FRAME_MS = 16;
const ROUNDS = 3;
const SAVES = 300;
/** Of 200 accounts, a round. */
const PAGES = 40;

/** How long nothing else could run, at worst, while the app works on a full desk. */
export async function measureBlocks(order: Order): Promise<readonly Figure[]> {
  const idle = await longest(async () => () => wait(1_500));
  const saving = await whileSaving(order);
  const compacting = await whileCompacting(order);
  const downloading = await whileDownloading(order);
  const lowdb = await whileLowdbSaves(order);
  const goals = (ms: number) => [atMost(ms, FRAME_MS, `≤ ${FRAME_MS} ms`)];
  const row = (name: string, ours: number): Figure =>
    figure({
      ...{ name: `longest block, ${name}`, unit: 'ms', ours, limit: idle, ratio: null },
      ...{ peers: { 'lowdb JSONFile': lowdb }, goals: goals(ours) },
    });
  return [row('saving', saving), row('compacting', compacting), row('downloading', downloading)];
}

async function whileSaving({ desk: folder }: Order): Promise<number> {
  const desk = await openDesk({ folder });
  await settled(desk);
  const ms = await longest(async (round) => async () => {
    for (let index = 0; index < SAVES; index += 1)
      await saveOne(desk, typedNew(round * SAVES + index + 1_000_000));
  });
  await desk.close();
  return ms;
}

/** A journal whose flush failed is followed by a snapshot of everything: the way to a compaction of all of it at once. */
async function whileCompacting({ desk: folder, accounts }: Order): Promise<number> {
  return longest(async (round) => {
    const files = new FlakyFiles();
    const desk = await openDesk({ folder, place: { files } });
    await settled(desk);
    const again = mirroredAccounts(Math.min(accounts, 200)).map((row) => ({
      ...row,
      asked: 2_000_000 + round,
    }));
    files.failNextFlush('mirror');
    const refused = await desk.mirror.put(again);
    if (refused.ok) throw new Error('The flush was to fail');
    return async () => {
      valueOf(await desk.mirror.put(again));
      for (let index = 0; index < 50; index += 1)
        await saveOne(desk, typedNew(2_000_000 + round * 50 + index));
      // Waits for the snapshot.
      await desk.close();
      if (files.renamed < 1) throw new Error('Nothing was compacted');
    };
  });
}

/** Pages of 200 changed accounts, from the answer's bytes to the list's rows. */
async function whileDownloading({ desk: folder, accounts }: Order): Promise<number> {
  const site = new ListedSite(mirroredAccounts(accounts), PAGES * ROUNDS);
  const pages = Math.max(1, Math.min(PAGES, Math.floor(site.pages / ROUNDS)));
  return longest(async () => {
    const desk = await openDesk({ folder, fetch: site.fetch });
    await settled(desk);
    return async () => {
      desk.sync.setStayOffline(false);
      await site.taken(pages);
      await desk.close();
    };
  });
}

async function whileLowdbSaves({ scratch, accounts, peers }: Order): Promise<number> {
  const low = await peersBeside(peers).lowdb(join(scratch, 'blocks.json'), {
    accounts: [...mirroredAccounts(accounts)],
  });
  await low.write();
  return longest(async () => () => low.write());
}

/** The longest of all rounds. `prepare` is not watched; what it returns is. */
async function longest(prepare: (round: number) => Promise<() => Promise<unknown>>): Promise<number> {
  let most = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const work = await prepare(round);
    globalThis.gc?.();
    const watch = await LoopWatch.begin();
    await work();
    most = Math.max(most, await watch.end());
  }
  return most;
}
