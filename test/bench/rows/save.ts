import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenWorkspace } from '../../../electron/app/workspace.ts';
import type { Input } from '../../../shared/contract/contract.ts';
import { createRecord } from '../../../shared/outbox/step.ts';
import type { OutboxRecord } from '../../../shared/outbox/record.ts';
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
/** Of lowdb, which takes half a second a save. */
const LOWDB_SAVES = 5;
const UNSENT = 1_000;

/** From the press of Save until the bytes are flushed, with everything in place that the app has. */
export async function measureSave(order: Order): Promise<readonly Figure[]> {
  const desk = await openDesk({ folder: order.desk });
  await settled(desk);
  const contenders = await contendersOf(order, desk);
  const run = await inRounds(ROUNDS, contenders.rateLimiter);
  await contenders.close();
  await desk.close();
  // After all others: the whole document in its memory would be in their way.
  const whole = { ...run, 'lowdb JSONFile': [await lowdbSaves(order)] };
  return [judged('save, median', whole, 0.5, order), judged('save, p95', whole, 0.95, order)];
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
  const { sqlite, writeFileAtomic } = peersBeside(peers);
  const ids = counter();
  const bare = await BareFile.create(join(scratch, 'bare'));
  const inSqlite = await sqlite(join(scratch, 'sqlite.db'));
  inSqlite?.putAll(mirroredAccounts(accounts).map((row) => [row.account.id, JSON.stringify(row)] as const));
  const folder = join(scratch, 'atomic');
  await mkdir(folder);
  const saving = (times: number, save: (saved: Saved) => unknown) => () => {
    const given = Array.from({ length: times }, () => savedOf(ids()));
    // Nobody pays for the garbage of the one before.
    globalThis.gc?.();
    return timedApart(given, save);
  };
  const rateLimiter: Record<string, () => Promise<readonly number[]>> = {
    ours: saving(SAVES, ({ typed }) => saveOne(desk, typed)),
    bare: saving(SAVES, ({ bytes }) => bare.append(bytes)),
    'write-file-atomic': saving(SAVES, ({ record }) =>
      writeFileAtomic(join(folder, record.localId), JSON.stringify(record)),
    ),
  };
  if (inSqlite !== null) {
    rateLimiter['SQLite'] = saving(SAVES, ({ record }) =>
      inSqlite.put(record.localId, JSON.stringify(record)),
    );
  }
  const close = async () => {
    inSqlite?.close();
    await bare.close();
  };
  return { rateLimiter, close };
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

/** As people use it: everything in one document. */
async function lowdbSaves({ scratch, accounts, peers }: Order): Promise<readonly number[]> {
  const everything: unknown[] = [...mirroredAccounts(accounts)];
  const low = await peersBeside(peers).lowdb(join(scratch, 'lowdb.json'), { accounts: everything });
  await low.write();
  const given = Array.from({ length: LOWDB_SAVES }, (_, index) => savedOf(index));
  return timedApart(given, ({ record }) => {
    low.data.accounts.push(record);
    return low.write();
  });
}

/** Numbers that no unsent account has yet. */
function counter(): () => number {
  let last = UNSENT;
  return () => (last += 1);
}
