import { afterAll, describe, expect, it } from 'vitest';
import type { Change } from '../../../../electron/store/collection.ts';
import type { DiskCall } from '../../../support/disk-file.ts';
import { FakeDisk } from '../../../support/disk.ts';
import { after, written } from '../../../support/crash/ledger.ts';
import type { Rows } from '../../../support/crash/ledger.ts';
import { rowsOf } from '../../../support/crash/note-scenarios.ts';
import { diskWith, notes, NOTES_FOLDER, put } from '../../../support/crash/note-stores.ts';
import type { NotesOptions } from '../../../support/crash/note-stores.ts';
import { Session } from '../../../support/crash/session.ts';
import { FakePacer } from '../../../support/pacer.ts';
import { tell } from '../../../support/tell.ts';

/** For a busy machine; nothing here is about time. */
const ROOM = { timeout: 120_000 };

const STORE = 'outbox';
const CODES = ['ENOSPC', 'EIO', 'EACCES', 'EPERM', 'EMFILE', 'EROFS', 'EBUSY', 'ENOENT'];
/** Ms. As long as a virus scanner may hold a file. */
const SCANNED_FOR = 7_000;

const BEFORE = [[put('a', 'one'), put('b', 'two')], [put('c', 'three')]];
const COMMITS: readonly (readonly Change<unknown>[])[] = [
  [put('a', 'one, again'), put('d', 'four '.repeat(20))],
  [{ remove: 'b' }],
  [put('e', 'five')],
];

interface Operation {
  readonly name: string;
  readonly options?: NotesOptions;
  start(): Promise<FakeDisk>;
  readonly base: Rows;
  /** The losses that were told already. */
  readonly lost?: number;
}

const OPERATIONS: readonly Operation[] = [
  { name: 'first open and appends', start: () => Promise.resolve(new FakeDisk()), base: new Map() },
  { name: 'folding', options: { foldAt: 60 }, start: () => diskWith(BEFORE), base: rowsOf(BEFORE) },
  {
    name: 'opening after a crash',
    start: async () => {
      const disk = await diskWith(BEFORE);
      disk.put(
        `${NOTES_FOLDER}/outbox.mark`,
        (await diskWith(BEFORE.slice(0, 1))).bytes(`${NOTES_FOLDER}/outbox.mark`),
      );
      return disk.afterKill();
    },
    base: rowsOf(BEFORE),
  },
  {
    name: 'migration',
    options: { version: 2, migrate: (row) => row },
    start: () => diskWith(BEFORE, { foldAt: 60 }),
    base: rowsOf(BEFORE),
  },
  {
    name: 'rescue',
    start: async () => {
      const disk = await diskWith(BEFORE);
      const path = `${NOTES_FOLDER}/outbox.1.journal`;
      disk.put(path, Buffer.from(disk.bytes(path).toString().replace('three', 'thr??')));
      return disk.afterKill();
    },
    base: rowsOf(BEFORE.slice(0, 1)),
    lost: 1,
  },
];

let injected = 0;
afterAll(() => {
  tell(
    `injected errors: ${injected} (${CODES.length} kinds, at every touch of the disk by ${OPERATIONS.length} operations)`,
  );
});

describe.each(OPERATIONS)('$name, with an error at any touch of the disk', ROOM, (operation) => {
  it.each(CODES)('%s: memory is what the disk holds, and the next save goes through', async (code) => {
    const { calls } = await used(operation, () => null);
    for (const [index, call] of calls.entries()) {
      // No error but another truth: that a file which is there is not.
      if (code === 'ENOENT' && call.does === 'read') continue;
      for (const taken of call.does === 'write' ? [0.5, 1] : [0]) {
        injected += 1;
        const where = `${code} at ${call.does} ${call.name}, touch ${index}, ${taken} taken`;
        const failing = (_: DiskCall, number: number): string | null => (number === index ? code : null);
        await expectKept(operation, await used(operation, failing, taken), where);
      }
    }
  });

  it('a scanner that holds each file for seconds is waited for', async () => {
    injected += 1;
    const pacer = new FakePacer();
    const held = ({ does }: DiskCall): string | null =>
      does === 'rename' && pacer.waited < SCANNED_FOR ? 'EPERM' : null;
    const { refused, ...result } = await used(operation, held, 0, pacer);
    expect(refused).toBe(0);
    await expectKept(operation, { refused, ...result }, 'EPERM at renames');
  });
});

interface Used {
  readonly disk: FakeDisk;
  readonly calls: readonly DiskCall[];
  readonly rows: Rows;
  readonly refused: number;
}

/** Opens it, a second time if need be, and saves; the next save after one that failed has to go through. */
async function used(
  { start, base, options = {} }: Operation,
  fault: FakeDisk['fault'],
  taken = 0,
  pacer = new FakePacer(),
): Promise<Used> {
  const disk = await start();
  disk.fault = fault;
  disk.failedWritesTake = taken;
  const session = new Session([notes({ ...options, pacer })], disk, () => 0);
  const opened = await session.open(STORE);
  if (!opened.ok) {
    expect(opened.problem.what).toBe('storage');
    expect(await session.open(STORE)).toMatchObject({ ok: true });
  }
  let rows = base;
  let refused = opened.ok ? 0 : 1;
  for (const changes of COMMITS) {
    const problem = await session.commit(STORE, changes);
    if (problem === null) rows = after(rows, changes);
    else refused += 1;
    expect(written(session.rows(STORE))).toBe(written(rows));
  }
  expect(refused).toBeLessThanOrEqual(1);
  await session.close(STORE);
  return { disk, calls: [...disk.calls], rows, refused };
}

async function expectKept(
  { options = {}, lost }: Operation,
  { disk, rows }: Used,
  where: string,
): Promise<void> {
  for (const left of disk.crashes()) {
    const opened = await notes(options).open(left);
    if (!opened.ok) throw new Error(`${where}: ${JSON.stringify(opened.problem)}`);
    const { collection, notice } = opened.value;
    expect(written(collection.rows), where).toBe(written(rows));
    expect(notice?.lost, where).toBe(lost);
    expect(await collection.commit([put('next', 'goes through')]), where).toEqual({ ok: true, value: null });
  }
}
