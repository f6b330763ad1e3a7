import type { FakeDisk } from '../disk.ts';
import type { Notice, Scenario } from './scenario.ts';
import { rowsOf } from './note-scenarios.ts';
import { diskWith, notes, NOTES_FOLDER, put } from './note-stores.ts';

const STORE = 'outbox';
const SAVES = ['a', 'b', 'c', 'd'].map((id, index) => [put(id, `save ${index}`)]);

/** A file that is damaged, how, and what is known to be lost with it. */
interface Damage {
  readonly name: string;
  readonly foldAt?: number;
  readonly file: RegExp;
  readonly damaged: (bytes: Buffer) => Buffer;
  /** Ids. */
  readonly lost: readonly string[];
  readonly told: number | null;
}

const DAMAGES: readonly Damage[] = [
  { name: 'a line of the journal', file: /\.1\.journal$/, damaged: without('save 1'), lost: ['b'], told: 1 },
  { name: 'the whole journal', file: /\.1\.journal$/, damaged: rubbish, lost: ['a', 'b', 'c', 'd'], told: 4 },
  { name: 'the mark', file: /\.mark$/, damaged: rubbish, lost: [], told: null },
  {
    name: 'a row of the snapshot',
    foldAt: 100,
    file: /\.snapshot$/,
    damaged: without('save 0'),
    lost: ['a'],
    told: 1,
  },
];

/** A damaged file is read as far as it can be; it is told, and the file itself is kept. */
export const RESCUE_SCENARIOS: readonly Scenario[] = DAMAGES.map(({ name, foldAt, ...damage }) => {
  const options = foldAt === undefined ? {} : { foldAt };
  const rows = [...rowsOf(SAVES)].filter(([id]) => !damage.lost.includes(id));
  let original: Buffer = Buffer.alloc(0);
  return {
    name: `rescue of ${name}`,
    stores: [notes()],
    start: async () => {
      const disk = await diskWith(SAVES, options);
      const path = disk.paths().findLast((one) => damage.file.test(one)) ?? '';
      original = damage.damaged(disk.bytes(path));
      disk.put(path, original);
      return disk.afterKill();
    },
    base: new Map([[STORE, new Map(rows)]]),
    run: async (session) => {
      await session.open(STORE);
      await session.commit(STORE, [put('e', 'after it')]);
      await session.close(STORE);
    },
    wrongNotice: (_store, notice, disk) => wrongWith(notice, disk, original, rows.length, damage.told),
  };
});

function wrongWith(
  notice: Notice,
  disk: FakeDisk,
  original: Buffer,
  recovered: number,
  lost: number | null,
): string | null {
  if (notice === null) return 'told nothing of the damage';
  if (notice.lost !== lost || notice.recovered !== recovered)
    return `told it wrong: ${JSON.stringify(notice)}`;
  const path = `${NOTES_FOLDER}/${notice.setAside}`;
  return disk.paths().includes(path) && disk.bytes(path).equals(original)
    ? null
    : `did not keep the damaged file as ${notice.setAside}`;
}

function without(text: string): (bytes: Buffer) => Buffer {
  return (bytes) => Buffer.from(bytes.toString().replace(text, 'lost !'));
}

function rubbish(): Buffer {
  return Buffer.from('rubbish\n'.repeat(12));
}
