import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../../electron/store/collection.ts';
import { FakeDisk } from '../../../support/disk.ts';
import type { DiskCall } from '../../../support/disk-file.ts';
import { note, opened, openNotes } from '../../../support/store.ts';
import type { Note } from '../../../support/store.ts';

/** For a busy machine; nothing here is about time. */
const ROOM = { timeout: 60_000 };

/** Enough to begin, to fold twice, to remove, and to come back to a journal that is there. */
const SESSIONS: readonly (readonly (readonly Change<Note>[])[])[] = [
  [
    [{ put: 'a', row: note('first') }],
    [
      { put: 'b', row: note('second '.repeat(12)) },
      { put: 'c', row: note('third') },
    ],
    [{ remove: 'a' }, { put: 'd', row: note('fourth') }],
    [{ put: 'b', row: note('second, again') }],
  ],
  [[{ put: 'e', row: note('fifth '.repeat(200)) }], [{ remove: 'c' }], [{ put: 'f', row: note('sixth') }]],
];
const FOLD_AT = 120;
const CODES = ['ENOSPC', 'EIO', 'EACCES', 'EPERM', 'EMFILE'];

type Rows = ReadonlyMap<string, Note>;

interface Outcome {
  /** The rows after each acknowledged commit: a model that shares nothing with the store. */
  readonly acknowledged: Rows;
  /** The rows as each commit that was answered "not saved" would have left them. */
  readonly attempted: readonly Rows[];
}

type AtEachTurn = (acknowledged: Rows) => void;

/** Uses the disk as the app does, whatever fails; in the end nothing is closed, as in a crash. */
async function useIt(disk: FakeDisk, atEachTurn: AtEachTurn = () => undefined): Promise<Outcome> {
  let acknowledged: Rows = new Map();
  const attempted: Rows[] = [];
  for (const [index, commits] of SESSIONS.entries()) {
    const opening = await openNotes(disk, { foldAt: FOLD_AT });
    if (!opening.ok) continue;
    const { collection } = opening.value;
    for (const changes of commits) {
      const saved = await collection.commit(changes);
      const after = applied(acknowledged, changes);
      if (saved.ok) acknowledged = after;
      else attempted.push(after);
      expect(collection.rows).toEqual(acknowledged);
      atEachTurn(acknowledged);
    }
    if (index < SESSIONS.length - 1) await collection.close();
    // All that this disk does is done before the next turn of the event loop, a folding included.
    else await setImmediate();
  }
  return { acknowledged, attempted };
}

function applied(rows: Rows, changes: readonly Change<Note>[]): Rows {
  const after = new Map(rows);
  for (const change of changes) {
    if ('put' in change) after.set(change.put, change.row);
    else after.delete(change.remove);
  }
  return after;
}

async function reopened(disk: FakeDisk): Promise<{ readonly rows: Rows; readonly notice: unknown }> {
  const { collection, notice } = opened(await openNotes(disk));
  const rows = new Map(collection.rows);
  await collection.close();
  return { rows, notice };
}

async function countCalls(): Promise<readonly DiskCall[]> {
  const disk = new FakeDisk();
  await useIt(disk);
  return disk.calls;
}

const calls = await countCalls();

describe('each touch of the disk, failing once', ROOM, () => {
  it('is a scenario worth its name', () => {
    const kinds = new Set(calls.map(({ does }) => does));
    expect([...kinds].sort()).toEqual(
      [
        'close',
        'create',
        'isInPlace',
        'list',
        'makeFolder',
        'open',
        'read',
        'remove',
        'rename',
        'sync',
        'syncData',
        'syncFolder',
        'write',
      ].sort(),
    );
    expect(
      calls.filter(({ does, name }) => does === 'rename' && name.endsWith('.snapshot')).length,
    ).toBeGreaterThan(1);
  });

  it.each(CODES)('%s: what was acknowledged is there, and nothing else, after any crash', async (code) => {
    for (const [failing, call] of calls.entries()) {
      for (const taken of call.does === 'write' ? [0.5, 1] : [0]) {
        const disk = new FakeDisk();
        disk.fault = (_, number) => (number === failing ? code : null);
        disk.failedWritesTake = taken;
        const { acknowledged } = await useIt(disk);
        for (const crashed of disk.crashes()) await expectAll(crashed, acknowledged, call, failing);
      }
    }
  });

  it('what was acknowledged is there, and nothing else, after a crash at any later moment', async () => {
    for (const [failing, call] of calls.entries()) {
      const disk = new FakeDisk();
      disk.fault = (_, number) => (number === failing ? 'EIO' : null);
      disk.failedWritesTake = 1;
      const moments: { readonly crashed: FakeDisk; readonly acknowledged: Rows }[] = [];
      await useIt(disk, (acknowledged) => {
        for (const crashed of disk.crashes()) moments.push({ crashed, acknowledged });
      });
      for (const { crashed, acknowledged } of moments) await expectAll(crashed, acknowledged, call, failing);
    }
  });
});

async function expectAll(crashed: FakeDisk, rows: Rows, call: DiskCall, failing: number): Promise<void> {
  const where = `${call.does} ${call.name}, call ${failing}`;
  expect({ where, ...(await reopened(crashed)) }).toEqual({ where, rows, notice: null });
}

describe('the disk failing from some touch on, for good', ROOM, () => {
  it.each(['ENOSPC', 'EIO'])('%s: what was acknowledged is there once it works again', async (code) => {
    for (const failing of calls.keys()) {
      const disk = new FakeDisk();
      disk.fault = (_, number) => (number >= failing ? code : null);
      const { acknowledged, attempted } = await useIt(disk);
      for (const crashed of disk.crashes()) {
        const { rows, notice } = await reopened(crashed);
        // A commit whose failure could not even be noted on the disk may show up; a part of one never.
        expect([acknowledged, ...attempted]).toContainEqual(rows);
        expect(notice).toBeNull();
      }
    }
  });
});

describe('what is written failing from some touch on, then working again', ROOM, () => {
  it('goes on as if nothing had been', async () => {
    for (const failing of calls.keys()) {
      const disk = new FakeDisk();
      disk.fault = ({ does }, number) =>
        number >= failing && number < failing + 6 && ['write', 'sync', 'syncData', 'create'].includes(does)
          ? 'ENOSPC'
          : null;
      const { acknowledged } = await useIt(disk);
      const last = { put: 'last', row: note('after the storm') };
      const { collection } = opened(await openNotes(disk.afterPowerCut()));
      expect(collection.rows).toEqual(acknowledged);
      expect(await collection.commit([last])).toEqual({ ok: true, value: null });
    }
  });
});
