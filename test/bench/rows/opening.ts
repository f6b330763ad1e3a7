import { readFile, writeFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { join } from 'node:path';
import { mirroredAccounts } from '../accounts.ts';
import { openDesk } from '../bench-desk.ts';
import { LoopWatch } from '../loop-watch.ts';
import { atMost, figure } from '../figure.ts';
import type { Figure } from '../figure.ts';
import type { Order } from '../order.ts';
import { peersBeside } from '../peers.ts';
import { inRounds, median, pairedRatio } from '../statistics.ts';

const ROUNDS = 7;

/** From nothing in memory (the files warm in the system's) until every account can be shown, edited and saved. */
export async function measureOpening(order: Order): Promise<readonly Figure[]> {
  const shares: number[] = [];
  const blocks: number[] = [];
  const contenders = await contendersOf(order);
  contenders.rateLimiter['ours'] = async () => {
    const { ms, share, block } = await opened(order.desk);
    shares.push(share);
    blocks.push(block);
    return [ms];
  };
  const run = await inRounds<string>(ROUNDS, contenders.rateLimiter);
  contenders.close();
  const { ours = [], bare = [], ...others } = run;
  const peers = Object.fromEntries(
    Object.entries(others).map(([name, rounds]) => [name, median(rounds.flat())]),
  );
  const ratio = pairedRatio(ours, bare);
  return [
    figure({
      ...{ name: 'opening', unit: 'ms', ours: median(ours.flat()), limit: median(bare.flat()), peers, ratio },
      goals: [atMost(ratio, 1.2, '≤ 1.2 × limit')],
    }),
    figure({ name: 'opening, main thread', unit: '%', ours: 100 * median(shares), ratio: null }),
    figure({ name: 'opening, longest block', unit: 'ms', ours: Math.max(...blocks), ratio: null }),
  ];
}

async function opened(folder: string): Promise<{ ms: number; share: number; block: number }> {
  globalThis.gc?.();
  const watch = await LoopWatch.begin();
  const before = performance.eventLoopUtilization();
  const from = performance.now();
  const desk = await openDesk({ folder });
  const ms = performance.now() - from;
  const { utilization: share } = performance.eventLoopUtilization(before);
  const block = await watch.end();
  await desk.close();
  return { ms, share, block };
}

/** The same bytes of JSON: read, decoded and parsed, and nothing more. */
async function contendersOf({ scratch, accounts, peers }: Order) {
  const { lowdb, sqlite } = peersBeside(peers);
  const rows = mirroredAccounts(accounts);
  const file = join(scratch, 'opening.json');
  await writeFile(file, JSON.stringify(rows));
  const lowFile = join(scratch, 'opening-lowdb.json');
  const low = await lowdb(lowFile, { accounts: [...rows] });
  await low.write();
  const inSqlite = await sqlite(join(scratch, 'opening.db'));
  inSqlite?.putAll(rows.map((row) => [row.account.id, JSON.stringify(row)] as const));
  const rateLimiter: Record<string, () => Promise<readonly number[]>> = {
    bare: () => onceFresh(async () => JSON.parse((await readFile(file)).toString('utf8')) as unknown),
    'lowdb JSONFile': () =>
      onceFresh(async () => {
        const opened = await lowdb(lowFile, { accounts: [] as unknown[] });
        await opened.read();
        return opened;
      }),
  };
  if (inSqlite !== null) {
    rateLimiter['SQLite, all rows'] = () =>
      onceFresh(async () => inSqlite.texts().map((text) => JSON.parse(text) as unknown));
  }
  return { rateLimiter, close: () => inSqlite?.close() };
}

async function onceFresh(work: () => Promise<unknown>): Promise<readonly number[]> {
  globalThis.gc?.();
  const from = performance.now();
  const held = await work();
  const ms = performance.now() - from;
  if (held === undefined) throw new Error('Nothing was opened');
  return [ms];
}
