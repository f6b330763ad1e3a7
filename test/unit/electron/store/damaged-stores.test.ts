import { afterAll, describe, expect, it } from 'vitest';
import type { Change } from '../../../../electron/store/collection.ts';
import {
  aliasChange,
  APP_STORES,
  draftChange,
  mirroredChange,
  progressChange,
  recordChange,
  settingsChange,
  windowsChange,
  ACME,
} from '../../../support/crash/app-stores.ts';
import { after, written } from '../../../support/crash/ledger.ts';
import type { Rows } from '../../../support/crash/ledger.ts';
import { Session } from '../../../support/crash/session.ts';
import type { Kept } from '../../../support/crash/session.ts';
import { FakeDisk } from '../../../support/disk.ts';
import { tell } from '../../../support/tell.ts';

/** For a busy machine; nothing here is about time. */
const ROOM = { timeout: 120_000 };
/** Of the damaged stores one in so many is saved to, and opened once more. */
const USED_AGAIN = 9;

type Commits = readonly (readonly Change<unknown>[])[];

/** The rows that each store is given: the first half ends in a snapshot, the second in the journal after it. */
const COMMITS: Readonly<Record<string, Commits>> = {
  settings: [[settingsChange({ workspace: 'acme' })], [settingsChange({ tray: true })], [settingsChange({})]],
  outbox: [
    [recordChange(ACME), draftChange('local-new', 'N')],
    [aliasChange('r', 'l')],
    [draftChange('local-new', 'New')],
  ],
  limiter: [[windowsChange(1)], [windowsChange(2)], [windowsChange(3)]],
  mirror: [
    [mirroredChange('r-1', 'One'), progressChange(1)],
    [progressChange(2)],
    [mirroredChange('r-1', 'Two')],
  ],
  archive: ['a', 'b', 'a'].map((id, turn) => [
    { put: id, row: { remoteId: `r-${turn}`, note: `${turn}`, history: [] } },
  ]),
};

interface Original {
  readonly disk: FakeDisk;
  readonly rows: Rows;
}

/** A store with a snapshot, a journal after it, and the mark. */
async function storeOn(kept: Kept): Promise<Original> {
  const disk = new FakeDisk();
  const session = new Session([kept], disk, () => 0);
  await session.open(kept.name);
  const commits = COMMITS[kept.name] ?? [];
  const [first = [], second = [], third = []] = commits;
  expect(await session.commit(kept.name, first)).toBeNull();
  // A flush that fails makes a store of any size begin a new journal, and fold the old one.
  disk.fault = ({ does }) => (does === 'syncData' ? 'EIO' : null);
  await session.commit(kept.name, second);
  disk.fault = () => null;
  expect(await session.commit(kept.name, second)).toBeNull();
  expect(await session.commit(kept.name, third)).toBeNull();
  await session.close(kept.name);
  return {
    disk: disk.afterKill(),
    rows: commits.reduce<Rows>(after, new Map()),
  };
}

const count = { cuts: 0, bytes: 0, lines: 0, told: 0 };
afterAll(() => {
  const { cuts, bytes, lines, told } = count;
  tell(
    `damage: ${APP_STORES.length} stores, ${cuts} files cut, ${bytes} bytes changed, ${lines} lines taken out; ` +
      `${told} told with the file set aside, the others recovered whole`,
  );
});

describe.each(APP_STORES)('the files of $name', ROOM, (kept) => {
  it('are a snapshot, a journal and the mark', async () => {
    const { disk, rows } = await storeOn(kept);
    expect(disk.paths()).toEqual([
      expect.stringMatching(/\.journal$/),
      expect.stringMatching(/\.snapshot$/),
      expect.stringMatching(/\.mark$/),
    ]);
    const session = new Session([kept], disk, () => 0);
    expect(await session.open(kept.name)).toEqual({ ok: true, value: null });
    expect(written(session.rows(kept.name))).toBe(written(rows));
  });

  it('cut at any length are recovered, or what is missing is told', async () => {
    count.cuts += await damageEach(kept, function* (bytes) {
      for (let length = 0; length < bytes.length; length += 1) yield bytes.subarray(0, length);
    });
  });

  it('with any byte changed are recovered, or what is missing is told', async () => {
    count.bytes += await damageEach(kept, function* (bytes) {
      for (let at = 0; at < bytes.length; at += 1) {
        const changed = Buffer.from(bytes);
        changed[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
        yield changed;
      }
    });
  });

  it('without any one of their lines are recovered, or what is missing is told', async () => {
    count.lines += await damageEach(kept, function* (bytes) {
      const lines = bytes.toString().split('\n');
      for (const line of lines.keys()) yield Buffer.from(lines.toSpliced(line, 1).join('\n'));
    });
  });
});

/** Each file in turn, damaged in each of these ways; how many there were. */
async function damageEach(kept: Kept, damage: (bytes: Buffer) => Iterable<Buffer>): Promise<number> {
  const { disk: whole, rows } = await storeOn(kept);
  let number = 0;
  for (const path of whole.paths()) {
    for (const damaged of damage(whole.bytes(path))) {
      const disk = whole.afterKill();
      disk.put(path, damaged);
      number += 1;
      await expectHonest(kept, disk, { path, damaged, rows, isUsedAgain: number % USED_AGAIN === 0 });
    }
  }
  return number;
}

interface Damaged {
  readonly path: string;
  readonly damaged: Buffer;
  readonly rows: Rows;
  readonly isUsedAgain: boolean;
}

async function expectHonest(kept: Kept, disk: FakeDisk, { path, damaged, rows, isUsedAgain }: Damaged) {
  const where = `${path}: ${damaged.toString('latin1')}`;
  const session = new Session([kept], disk, () => 0);
  const opened = await session.open(kept.name);
  if (!opened.ok) throw new Error(`${JSON.stringify(opened.problem)} ${where}`);
  const found = session.rows(kept.name);
  const notice = opened.value;
  if (notice === null) expect(written(found), where).toBe(written(rows));
  else {
    count.told += 1;
    expect(notice.recovered, where).toBe(found.size);
    if (written(found) !== written(rows)) expect(notice.lost, where).not.toBe(0);
    const kinds = notice.setAside.split(', ').map((name) => disk.bytes(`${kept.folder}/${name}`));
    expect(
      kinds.some((bytes) => bytes.equals(damaged)),
      where,
    ).toBe(true);
  }
  if (!isUsedAgain) return;
  expect(await session.commit(kept.name, [kept.extra]), where).toBeNull();
  const expected = written(session.rows(kept.name));
  await session.close(kept.name);
  const again = new Session([kept], disk.afterPowerCut(), () => 0);
  expect(await again.open(kept.name), where).toEqual({ ok: true, value: notice });
  expect(written(again.rows(kept.name)), where).toBe(expected);
}
