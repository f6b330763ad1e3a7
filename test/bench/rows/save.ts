import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenWorkspace } from '../../../electron/workspace.ts';
import { createRecord } from '../../../shared/outbox.ts';
import { mirroredAccounts, typedAccount } from '../accounts.ts';
import { openDesk, saveOne, settled } from '../bench-desk.ts';
import { BareFile } from '../disk.ts';
import { atMost, figure } from '../figure.ts';
import type { Figure } from '../figure.ts';
import type { Order } from '../order.ts';
import { peersBeside } from '../peers.ts';
import { inRounds, pairedRatio, quantile, timed } from '../statistics.ts';
import type { Rounds } from '../statistics.ts';

const ROUNDS = 15;
/** Saves in a row, a round. */
const SAVES = 40;
/** lowdb, which takes half a second a save, has a turn in so many rounds. */
const LOWDB_ROUNDS = 3;
const UNSENT = 1_000;

/** From the press of Save until the bytes are flushed, with everything in place that the app has. */
export async function measureSave(order: Order): Promise<readonly Figure[]> {
  const desk = await openDesk({ folder: order.desk });
  await settled(desk);
  const contenders = await contendersOf(order, desk);
  const run = await inRounds(ROUNDS, contenders.turns);
  await contenders.close();
  await desk.close();
  return [judged('save, median', run, 0.5, order), judged('save, p95', run, 0.95, order)];
}

type Run = Readonly<Record<string, Rounds>>;

function judged(name: string, run: Run, share: number, { diskless }: Order): Figure {
  const { ours = [], bare = [], ...others } = run;
  const of = (rounds: Rounds): number => quantile(rounds.flat(), share);
  const peers = Object.fromEntries(Object.entries(others).map(([peer, rounds]) => [peer, of(rounds)]));
  const ratio = diskless ? null : pairedRatio(ours, bare, share);
  const sqlite = run['SQLite'];
  const toSqlite = sqlite === undefined || diskless ? null : pairedRatio(ours, sqlite, share);
  return figure({
    ...{ name, unit: 'ms', ours: of(ours), limit: of(bare), peers, ratio },
    goals: [atMost(ratio, 1.5, '≤ 1.5 × limit'), atMost(toSqlite, 1, '≤ SQLite')],
  });
}

/** Each saves the same: one new account, as our outbox keeps it. */
async function contendersOf({ scratch, accounts, peers }: Order, desk: OpenWorkspace) {
  const { lowdb, sqlite, writeFileAtomic } = peersBeside(peers);
  const there = mirroredAccounts(accounts);
  const ids = counter();
  const bare = await BareFile.create(join(scratch, 'bare'));
  const inSqlite = await sqlite(join(scratch, 'sqlite.db'));
  inSqlite?.putAll(there.map((row) => [row.account.id, JSON.stringify(row)] as const));
  const low = await lowdb(join(scratch, 'lowdb.json'), { accounts: [...there] as unknown[] });
  const folder = join(scratch, 'atomic');
  await mkdir(folder);
  const saving = (times: number, save: (id: string, record: unknown) => unknown) => () => {
    const records = Array.from({ length: times }, () => recordOf(ids()));
    return fresh(() => timed(times, (at) => save(String(records[at]?.localId), records[at])));
  };
  const turns: Record<string, () => Promise<readonly number[]>> = {
    ours: () => fresh(() => timed(SAVES, () => saveOne(desk, ids()))),
    bare: saving(SAVES, (_, record) => bare.append(Buffer.from(JSON.stringify(record)))),
    'write-file-atomic': saving(SAVES, (id, record) =>
      writeFileAtomic(join(folder, id), JSON.stringify(record)),
    ),
    'lowdb JSONFile': seldom(
      saving(1, (_, record) => {
        low.data.accounts.push(record);
        return low.write();
      }),
    ),
  };
  if (inSqlite !== null)
    turns['SQLite'] = saving(SAVES, (id, record) => inSqlite.put(id, JSON.stringify(record)));
  const close = async () => {
    inSqlite?.close();
    await bare.close();
  };
  return { turns, close };
}

function recordOf(index: number) {
  const changed = Object.fromEntries(
    Object.entries(typedAccount(index)).flatMap(([key, to]) =>
      to === '' ? [] : [[key, { from: '', to }] as const],
    ),
  );
  const edit = { openedAtRevision: 0, type: 'customer', changed, note: null } as const;
  return createRecord(`bench-${String(index).padStart(8, '0')}`, edit, Date.now());
}

/** In the first rounds only. */
function seldom(turn: () => Promise<readonly number[]>): () => Promise<readonly number[]> {
  let rounds = 0;
  return async () => {
    rounds += 1;
    return rounds > LOWDB_ROUNDS ? [] : turn();
  };
}

/** Numbers that no unsent account has yet. */
function counter(): () => number {
  let last = UNSENT;
  return () => (last += 1);
}

/** Nobody pays for the garbage of the one before. */
async function fresh<T>(work: () => Promise<T>): Promise<T> {
  globalThis.gc?.();
  return work();
}
