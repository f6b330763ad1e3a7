import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenWorkspace } from '../../../electron/workspace.ts';
import type { Input } from '../../../shared/contract.ts';
import { createRecord } from '../../../shared/outbox.ts';
import type { OutboxRecord } from '../../../shared/record.ts';
import { mirroredAccounts } from '../accounts.ts';
import { openDesk, saveOne, settled, typedNew } from '../bench-desk.ts';
import { BareFile } from '../disk.ts';
import { atMost, figure } from '../figure.ts';
import type { Figure } from '../figure.ts';
import type { Order } from '../order.ts';
import { peersBeside } from '../peers.ts';
import { inRounds, pairedRatio, quantile, timedApart } from '../statistics.ts';
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
  const saving = (times: number, save: (saved: Saved) => unknown) => () => {
    const given = Array.from({ length: times }, () => savedOf(ids()));
    // Nobody pays for the garbage of the one before.
    globalThis.gc?.();
    return timedApart(given, save);
  };
  const turns: Record<string, () => Promise<readonly number[]>> = {
    ours: saving(SAVES, ({ typed }) => saveOne(desk, typed)),
    bare: saving(SAVES, ({ bytes }) => bare.append(bytes)),
    'write-file-atomic': saving(SAVES, ({ record }) =>
      writeFileAtomic(join(folder, record.localId), JSON.stringify(record)),
    ),
    'lowdb JSONFile': seldom(
      saving(1, ({ record }) => {
        low.data.accounts.push(record);
        return low.write();
      }),
    ),
  };
  if (inSqlite !== null) {
    turns['SQLite'] = saving(SAVES, ({ record }) => inSqlite.put(record.localId, JSON.stringify(record)));
  }
  const close = async () => {
    inSqlite?.close();
    await bare.close();
  };
  return { turns, close };
}

/** One new account: as the form hands it over, as our outbox keeps it, and as the bytes of that. */
interface Saved {
  readonly typed: Input<'saveAccount'>;
  readonly record: OutboxRecord;
  readonly bytes: Buffer;
}

function savedOf(index: number): Saved {
  const typed = typedNew(index);
  const record = createRecord(typed.localId, typed, Date.now());
  return { typed, record, bytes: Buffer.from(JSON.stringify(record)) };
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
