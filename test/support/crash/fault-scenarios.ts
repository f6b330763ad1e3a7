import { FakeDisk } from '../disk.ts';
import type { DiskCall } from '../disk-file.ts';
import type { Scenario } from './scenario.ts';
import { notes, put } from './note-stores.ts';
import { Session } from './session.ts';

const STORE = 'outbox';
const OPTIONS = { foldAt: 90 };

/** A day on which one touch of the disk, whichever it is, fails once, and all others don't. */
export async function faultScenarios(): Promise<readonly Scenario[]> {
  const disk = new FakeDisk();
  await useIt(new Session([notes(OPTIONS)], disk, () => disk.effects.length));
  return disk.calls.flatMap((call, index) => {
    if (!CHANGES.includes(call.does)) return [];
    return (call.does === 'write' ? [0.5, 1] : [0]).map((taken) => failing(call, index, taken));
  });
}

/** Calls that only read can't leave anything behind. */
const CHANGES = [
  'makeFolder',
  'create',
  'write',
  'truncate',
  'sync',
  'syncData',
  'rename',
  'remove',
  'syncFolder',
];

function failing(call: DiskCall, index: number, taken: number): Scenario {
  return {
    name: `touch ${index} (${call.does} ${call.name}) failing once${taken === 1 ? ', all taken' : ''}`,
    stores: [notes(OPTIONS)],
    start: () => Promise.resolve(new FakeDisk()),
    base: new Map([[STORE, new Map()]]),
    run: async (session, disk) => {
      disk.failedWritesTake = taken;
      disk.fault = (_, number) => (number === index ? 'EIO' : null);
      await useIt(session);
    },
    crashes: 1,
    isLarge: true,
  };
}

async function useIt(session: Session): Promise<void> {
  // Who could not open it tries again.
  const opened = await session.open(STORE);
  if (!opened.ok) await session.open(STORE);
  await session.commit(STORE, [put('a', 'one')]);
  await session.commit(STORE, [put('b', 'two '.repeat(9)), put('a', 'one, again')]);
  await session.commit(STORE, [{ remove: 'a' }, put('c', 'three '.repeat(9))]);
  await session.close(STORE);
}
