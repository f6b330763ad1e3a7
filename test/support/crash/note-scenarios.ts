import { setImmediate } from 'node:timers/promises';
import type { Change } from '../../../electron/store/collection.ts';
import type { DiskCall } from '../disk-file.ts';
import { FakeDisk } from '../disk.ts';
import type { Scenario } from './scenario.ts';
import { after } from './ledger.ts';
import type { Rows } from './ledger.ts';
import { diskWith, notes, NOTES_FOLDER, put, slowPacer } from './note-stores.ts';
import type { NotesOptions } from './note-stores.ts';
import type { Session } from './session.ts';
import { note } from '../store.ts';
import type { Note } from '../store.ts';

type Commits = readonly (readonly Change<unknown>[])[];

const STORE = 'outbox';
/** Longer than a sector, so that its parts can be there without each other. */
const LONG = 'long '.repeat(160);

const BEFORE: Commits = [
  [put('a', 'one'), put('b', 'two')],
  [put('c', 'three')],
  [{ remove: 'a' }, put('b', 'two, again')],
];

/** Each operation of a store, alone or with what may run beside it. */
export const NOTE_SCENARIOS: readonly Scenario[] = [
  fresh('first open of an empty folder', async (session) => {
    await session.open(STORE);
    await session.commit(STORE, [put('a', 'one')]);
    await session.close(STORE);
  }),
  fresh('many appends', async (session) => {
    await session.open(STORE);
    await session.commit(STORE, [put('a', 'one')]);
    await session.commit(STORE, [put('a', 'one, again'), put('b', LONG), { remove: 'nothing' }]);
    await session.commit(STORE, [{ remove: 'a' }, put('c', 'three')]);
    await session.commit(STORE, [put('b', 'short again')]);
  }),
  fresh('appends asked for at once', async (session) => {
    await session.open(STORE);
    await Promise.all(
      ['a', 'b', 'a', 'c'].map((id, turn) => session.commit(STORE, [put(id, `turn ${turn}`)])),
    );
    await session.close(STORE);
  }),
  settled('open, nothing else, close', {}, async (session) => {
    await session.open(STORE);
    await session.close(STORE);
  }),
  settled('folding', { foldAt: 150 }, async (session) => {
    await session.open(STORE);
    for (const id of ['d', 'e', 'd']) await session.commit(STORE, [put(id, `kept ${'x'.repeat(60)}`)]);
    await session.close(STORE);
  }),
  settled('folding, appends meanwhile', { foldAt: 200, pacer: slowPacer() }, async (session) => {
    await session.open(STORE);
    for (let turn = 0; turn < 6; turn += 1) {
      await session.commit(STORE, [put(`${turn % 3}`, `turn ${turn} ${'x'.repeat(50)}`)]);
      if (turn % 3 === 1) await setImmediate();
    }
    await session.close(STORE);
  }),
  settled('closed and opened again and again', { foldAt: 400 }, async (session) => {
    for (const turn of [1, 2, 3]) {
      await session.open(STORE);
      await session.commit(STORE, [put('a', `session ${turn} ${'x'.repeat(80)}`), put(`${turn}`, 'new')]);
      await session.commit(STORE, [{ remove: `${turn - 1}` }]);
      await session.close(STORE);
    }
  }),
  settled('opened again without having been closed', {}, async (session) => {
    for (const turn of [1, 2]) {
      await session.open(STORE);
      await session.commit(STORE, [put('a', `session ${turn}`)]);
    }
  }),
  settled('a flush that fails', {}, async (session, disk) => {
    await session.open(STORE);
    disk.fault = once('syncData', /\.journal$/, 'EIO');
    await session.commit(STORE, [put('d', 'four')]);
    await session.commit(STORE, [put('e', 'five')]);
    await session.close(STORE);
  }),
  settled('a write that fails half-way', {}, async (session, disk) => {
    await session.open(STORE);
    disk.fault = once('write', /\.journal$/, 'ENOSPC');
    await session.commit(STORE, [put('d', 'four')]);
    await session.commit(STORE, [put('e', 'five')]);
    await session.commit(STORE, [put('f', 'six')]);
    await session.close(STORE);
  }),
  {
    ...settled('a disk that keeps something else than a snapshot', { foldAt: 150 }, async (session, disk) => {
      await session.open(STORE);
      disk.fault = ({ does }) => {
        if (does === 'rename') disk.rot(disk.paths().find((path) => path.endsWith('.unfinished')) ?? '', 180);
        return null;
      };
      for (const id of ['d', 'e', 'd']) await session.commit(STORE, [put(id, `kept ${'x'.repeat(60)}`)]);
      await session.close(STORE);
    }),
    // Until it was read back it may be found, and is told, as a file that doesn't check; nothing is missing with it.
    wrongNotice: (_, notice) => (notice === null || notice.lost === 0 ? null : JSON.stringify(notice)),
  },
  settled('a journal without its mark', {}, useOnce, (disk) => disk.delete(`${NOTES_FOLDER}/outbox.mark`)),
  settled('what an earlier crash left over', {}, useOnce, (disk) => {
    disk.put(`${NOTES_FOLDER}/outbox.7.snapshot.0000.unfinished`, 'half of a snapshot');
    disk.put(`${NOTES_FOLDER}/outbox.2.journal`, Buffer.alloc(30));
  }),
  {
    ...settled('migration', { version: 2, migrate: withMark }, useOnce),
    start: () => diskWith(BEFORE, { foldAt: 60 }),
    base: new Map([[STORE, new Map([...rowsOf(BEFORE)].map(([id, row]) => [id, withMark(row)] as const))]]),
  },
];

function once(does: DiskCall['does'], name: RegExp, code: string): FakeDisk['fault'] {
  let isOver = false;
  return (call) => {
    if (isOver || call.does !== does || !name.test(call.name)) return null;
    isOver = true;
    return code;
  };
}

async function useOnce(session: Session): Promise<void> {
  await session.open(STORE);
  await session.commit(STORE, [put('d', 'four')]);
  await session.close(STORE);
}

function withMark(row: unknown): Note {
  return note(`${(row as Note).text}!`);
}

function fresh(name: string, run: Scenario['run'], options: NotesOptions = {}): Scenario {
  const start = (): Promise<FakeDisk> => Promise.resolve(new FakeDisk());
  return { name, stores: [notes(options)], start, base: new Map([[STORE, new Map()]]), run };
}

/** On a store that already holds something. */
function settled(
  name: string,
  options: NotesOptions,
  run: Scenario['run'],
  change: (disk: FakeDisk) => void = () => undefined,
): Scenario {
  const start = async (): Promise<FakeDisk> => {
    const disk = await diskWith(BEFORE);
    change(disk);
    return disk.afterKill();
  };
  return { name, stores: [notes(options)], start, base: new Map([[STORE, rowsOf(BEFORE)]]), run };
}

export function rowsOf(commits: Commits): Rows {
  return commits.reduce(after, new Map());
}
