import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../../electron/store/collection.ts';
import { FakeDisk } from '../../../support/disk.ts';
import { FOLDER, note, opened, openNotes } from '../../../support/store.ts';
import type { OpenedCollection } from '../../../../electron/store/journal/open-collection.ts';
import type { Note } from '../../../support/store.ts';

/** For a busy machine; nothing here is about time. */
const ROOM = { timeout: 60_000 };

type Notice = OpenedCollection<Note>['notice'];

const JOURNAL = `${FOLDER}/outbox.1.journal`;
const MARK = `${FOLDER}/outbox.mark`;

/** New rows, replaced rows, removed rows, and two changes in one. */
const COMMITS: readonly (readonly Change<Note>[])[] = Array.from({ length: 30 }, (_, index) => {
  if (index % 10 === 7) return [{ remove: `${index - 3}` }, { put: 'twice', row: note(`${index}`) }];
  return [{ put: index % 4 === 3 ? 'often' : `${index}`, row: note(`row ${index} – ü`) }];
});

/** An independent oracle: these commits, one after the other. */
function rowsAfter(commits: readonly (readonly Change<Note>[])[]): ReadonlyMap<string, Note> {
  const rows = new Map<string, Note>();
  for (const change of commits.flat()) {
    if ('put' in change) rows.set(change.put, change.row);
    else rows.delete(change.remove);
  }
  return rows;
}

async function diskWith(commits = COMMITS, foldAt?: number): Promise<FakeDisk> {
  const disk = new FakeDisk();
  const { collection } = opened(await openNotes(disk, foldAt === undefined ? {} : { foldAt }));
  for (const changes of commits) expect(await collection.commit(changes)).toMatchObject({ ok: true });
  await collection.close();
  return disk;
}

/** A disk as it would be after each save, closed; the last save is in the journal alone if the mark lags. */
async function laggingDisk(): Promise<FakeDisk> {
  const before = await diskWith(COMMITS.slice(0, -1));
  const disk = await diskWith();
  disk.put(MARK, before.bytes(MARK));
  return disk;
}

async function look(disk: FakeDisk) {
  const { collection, notice } = opened(await openNotes(disk));
  const rows = new Map(collection.rows);
  await collection.close();
  return { rows, notice };
}

function setAsideIs(disk: FakeDisk, notice: Notice, bytes: Buffer): boolean {
  return notice !== null && disk.bytes(`${FOLDER}/${notice.setAside}`).equals(bytes);
}

function wholeLines(bytes: Buffer): number {
  return bytes.toString('latin1').split('\n').length - 1;
}

function path(disk: FakeDisk, kind: 'snapshot' | 'journal'): string {
  const found = disk.paths().find((name) => name.endsWith(`.${kind}`));
  if (found === undefined) throw new Error(`No ${kind}`);
  return found;
}

describe('a torn tail', ROOM, () => {
  it('is dropped without a word at every length, and the journal goes on', async () => {
    const original = await laggingDisk();
    const whole = original.bytes(JOURNAL);
    const lastLine = whole.lastIndexOf('\n', whole.length - 2) + 1;
    for (let length = lastLine; length <= whole.length; length += 1) {
      const disk = original.afterKill();
      disk.put(JOURNAL, whole.subarray(0, length));
      // Without its line end the last line is whole all the same.
      const commits = length >= whole.length - 1 ? COMMITS : COMMITS.slice(0, -1);
      expect({ length, ...(await look(disk)) }).toEqual({ length, rows: rowsAfter(commits), notice: null });
      const { collection } = opened(await openNotes(disk));
      const more: readonly Change<Note>[] = [{ put: 'more', row: note('more') }];
      await collection.commit(more);
      const after = await look(disk.afterPowerCut());
      expect({ length, ...after }).toEqual({ length, rows: rowsAfter([...commits, more]), notice: null });
    }
  });

  it('of anything at all is dropped', async () => {
    for (const tail of ['\0'.repeat(4096), '\n', 'x\ny\nz', '\xff\xfe', '00000000 2 31 30 {}']) {
      const disk = await diskWith();
      disk.put(JOURNAL, Buffer.concat([disk.bytes(JOURNAL), Buffer.from(tail, 'latin1')]));
      expect(await look(disk)).toEqual({ rows: rowsAfter(COMMITS), notice: null });
    }
  });

  it('may be a journal that was only being created', async () => {
    const original = await diskWith();
    const { collection } = opened(await openNotes(original.afterKill()));
    await collection.close();
    const next = `${FOLDER}/outbox.2.journal`;
    const made = original.afterKill();
    made.fault = ({ does }) => (does === 'syncData' ? 'EIO' : null);
    await opened(await openNotes(made)).collection.commit([{ put: 'x', row: note('x') }]);
    const heading = made.bytes(next);
    for (let length = 0; length <= heading.length; length += 1) {
      for (const bytes of [heading.subarray(0, length), Buffer.alloc(length)]) {
        const disk = original.afterKill();
        disk.put(next, bytes);
        expect({ length, ...(await look(disk)) }).toEqual({ length, rows: rowsAfter(COMMITS), notice: null });
      }
    }
  });
});

describe('a journal of thirty saves', ROOM, () => {
  it('cut at any length gives what is left and says exactly how many saves are missing', async () => {
    const original = await diskWith();
    const whole = original.bytes(JOURNAL);
    for (let length = 0; length < whole.length; length += 1) {
      const disk = original.afterKill();
      const cut = whole.subarray(0, length);
      disk.put(JOURNAL, cut);
      const left = length === whole.length - 1 ? 30 : Math.max(0, wholeLines(cut) - 1);
      // A line that lacks nothing but its line end is whole.
      const complete =
        whole[length] === 0x0a && length < whole.length - 1 && wholeLines(cut) > 0 ? left + 1 : left;
      const rows = rowsAfter(COMMITS.slice(0, complete));
      const { rows: read, notice } = await look(disk);
      expect({ length, read }).toEqual({ length, read: rows });
      if (complete === 30) {
        expect(notice).toBeNull();
        continue;
      }
      expect({ length, notice }).toMatchObject({
        length,
        notice: { store: 'outbox', recovered: rows.size, lost: 30 - complete },
      });
      expect(setAsideIs(disk, notice, cut)).toBe(true);
    }
  });

  it('damaged at any byte gives all the other saves and says that one is missing', async () => {
    const original = await diskWith();
    const whole = original.bytes(JOURNAL);
    for (let at = 0; at < whole.length - 1; at += 1) {
      const disk = original.afterKill();
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8));
      disk.put(JOURNAL, damaged);
      const line = wholeLines(whole.subarray(0, at));
      // The heading, and a line's end, can be damaged without anything being lost.
      const lost = line === 0 || whole[at] === 0x0a ? 0 : 1;
      const rows = rowsAfter(COMMITS.filter((_, index) => lost === 0 || index !== line - 1));
      const { rows: read, notice } = await look(disk);
      expect({ at, read, notice }).toMatchObject({
        at,
        read: rows,
        notice: { store: 'outbox', recovered: rows.size, lost },
      });
      expect(setAsideIs(disk, notice, damaged)).toBe(true);
    }
  });

  it('without one of its lines says so', async () => {
    const original = await diskWith();
    const lines = original.bytes(JOURNAL).toString().split('\n');
    const headless = original.afterKill();
    headless.put(JOURNAL, lines.slice(1).join('\n'));
    expect(await look(headless)).toMatchObject({ rows: rowsAfter(COMMITS), notice: { lost: 0 } });
    for (let missing = 1; missing <= 30; missing += 1) {
      const disk = original.afterKill();
      disk.put(JOURNAL, lines.toSpliced(missing, 1).join('\n'));
      const rows = rowsAfter(COMMITS.toSpliced(missing - 1, 1));
      expect(await look(disk)).toMatchObject({ rows, notice: { lost: 1, recovered: rows.size } });
    }
  });
});

describe('without the mark', () => {
  it('each line tells that the ones before it were saved', async () => {
    const original = await diskWith();
    original.delete(MARK);
    const lines = original.bytes(JOURNAL).toString().split('\n');
    for (let missing = 1; missing < 30; missing += 1) {
      const disk = original.afterKill();
      disk.put(JOURNAL, lines.toSpliced(missing, 1).join('\n'));
      expect((await look(disk)).notice).toMatchObject({ lost: 1 });
    }
  });

  it('a line that was cut at the end may be one more, which is said beside what is sure', async () => {
    const original = await diskWith();
    original.delete(MARK);
    const lines = original.bytes(JOURNAL).toString().split('\n');
    const lookAt = async (text: string): Promise<unknown> => {
      const disk = original.afterKill();
      disk.put(JOURNAL, text);
      const { notice } = await look(disk);
      // It is told again until it is dismissed, and never becomes surer.
      expect((await look(disk)).notice).toEqual(notice);
      return notice;
    };
    expect(await lookAt(lines.toSpliced(5, 1).join('\n'))).toMatchObject({ lost: 1, orMore: false });
    expect(await lookAt(lines.toSpliced(5, 1).join('\n').slice(0, -20))).toMatchObject({
      lost: 1,
      orMore: true,
    });
    // By itself it is a save that never finished, as a crash leaves it.
    expect(await lookAt(lines.join('\n').slice(0, -20))).toBeNull();
  });

  it('the heading of the next journal tells that the last line was', async () => {
    const disk = await diskWith();
    const { collection } = opened(await openNotes(disk));
    disk.fault = ({ does }) => (does === 'syncData' ? 'EIO' : null);
    await collection.commit([{ put: 'x', row: note('x') }]);
    expect(disk.paths()).toContain(`${FOLDER}/outbox.2.journal`);
    const crashed = disk.afterKill();
    crashed.delete(MARK);
    const lines = crashed.bytes(JOURNAL).toString().split('\n');
    crashed.put(JOURNAL, lines.toSpliced(30, 1).join('\n'));
    expect((await look(crashed)).notice).toMatchObject({ lost: 1 });
  });
});

describe('the mark', ROOM, () => {
  const withoutLastLine = (disk: FakeDisk): FakeDisk => {
    const journal = disk.paths().findLast((name) => name.endsWith('.journal')) ?? '';
    const lines = disk.bytes(journal).toString().split('\n');
    disk.put(journal, lines.toSpliced(-2, 1).join('\n'));
    return disk;
  };

  it('is durable once the store was closed', async () => {
    const disk = withoutLastLine((await diskWith()).afterPowerCut());
    expect((await look(disk)).notice).toMatchObject({ lost: 1 });
  });

  it('is made again, durably, by the next opening', async () => {
    const disk = await diskWith();
    disk.delete(MARK);
    await openNotes(disk);
    expect((await look(withoutLastLine(disk.afterPowerCut()))).notice).toMatchObject({ lost: 1 });
  });

  it('is mended by the opening that found it damaged', async () => {
    const disk = await diskWith();
    disk.put(MARK, 'rubbish');
    const first = await look(disk);
    const paths = disk.paths();
    expect(await look(disk)).toEqual(first);
    expect(disk.paths()).toEqual(paths);
  });

  it('may be cut in the middle of being written: the place beside it still tells', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk));
    for (const changes of COMMITS) {
      const before = disk.bytes(MARK);
      await collection.commit(changes);
      await setImmediate();
      const after = disk.bytes(MARK);
      for (let length = 0; length <= after.length; length += 16) {
        const crashed = disk.afterKill();
        crashed.put(MARK, Buffer.concat([after.subarray(0, length), before.subarray(length)]));
        expect((await look(crashed)).notice).toBeNull();
      }
    }
  });
});

describe('a snapshot', ROOM, () => {
  it('damaged at any place gives every other row, and what is missing is told', async () => {
    const original = await diskWith(COMMITS, 600);
    const snapshot = path(original, 'snapshot');
    const whole = original.bytes(snapshot);
    const all = rowsAfter(COMMITS);
    for (let at = 0; at < whole.length - 1; at += 3) {
      const disk = original.afterKill();
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 0x10;
      disk.put(snapshot, damaged);
      const { rows, notice } = await look(disk);
      for (const [id, row] of rows) expect(row).toEqual(id === 'often' || id === 'twice' ? row : all.get(id));
      const missing = [...all.keys()].filter((id) => !rows.has(id)).length;
      expect(missing).toBeLessThanOrEqual(1);
      expect(notice).toMatchObject({ recovered: rows.size });
      if (whole.indexOf('\n') > at) expect(notice?.lost).toBeNull();
      else expect(notice?.lost).toBeGreaterThanOrEqual(missing);
      expect(setAsideIs(disk, notice, damaged)).toBe(true);
    }
  });

  it('that is gone is told', async () => {
    const disk = await diskWith(COMMITS, 600);
    disk.delete(path(disk, 'snapshot'));
    expect((await look(disk)).notice).toMatchObject({ lost: null });
  });

  it('that is damaged gives way to all that is older, as long as that is there', async () => {
    for (const older of [await diskWith(), await diskWith(COMMITS, 600)]) {
      older.put(`${FOLDER}/outbox.99.snapshot`, 'never finished');
      expect(await look(older)).toMatchObject({ rows: rowsAfter(COMMITS), notice: { lost: 0 } });
    }
  });
});

const RUBBISH: readonly (readonly [string, Buffer])[] = [
  ['null', Buffer.from('null')],
  ['0', Buffer.from('0')],
  ['{}', Buffer.from('{}')],
  ['an empty file', Buffer.alloc(0)],
  ['zeros', Buffer.alloc(5_000)],
  ['binary rubbish', Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7919) % 251))],
  ['lines of rubbish', Buffer.from('rubbish\n'.repeat(100))],
];

describe.each(RUBBISH)('%s where a file should be', (_, rubbish) => {
  it('instead of the journal is set aside and told', async () => {
    const disk = await diskWith();
    disk.put(JOURNAL, rubbish);
    const { rows, notice } = await look(disk);
    expect(rows.size).toBe(0);
    expect(notice).toMatchObject({ store: 'outbox', recovered: 0, lost: 30 });
    expect(setAsideIs(disk, notice, rubbish)).toBe(true);
  });

  it('instead of the snapshot is set aside and told, and the journal is read', async () => {
    const disk = await diskWith(COMMITS, 600);
    disk.put(path(disk, 'snapshot'), rubbish);
    const { rows, notice } = await look(disk);
    expect(rows.size).toBeGreaterThan(0);
    expect(notice).toMatchObject({ recovered: rows.size, lost: null });
    expect(setAsideIs(disk, notice, rubbish)).toBe(true);
  });

  it('instead of the mark loses nothing', async () => {
    const disk = await diskWith();
    disk.put(MARK, rubbish);
    const { rows, notice } = await look(disk);
    expect(rows).toEqual(rowsAfter(COMMITS));
    // Empty or zeros is what a crash may leave of a mark that was being created.
    if (rubbish.every((byte) => byte === 0)) expect(notice).toBeNull();
    else expect(notice).toMatchObject({ lost: null, recovered: rows.size });
  });

  it('instead of everything is set aside and told, and saving goes on', async () => {
    const disk = await diskWith(COMMITS, 600);
    for (const name of disk.paths().filter((file) => file !== MARK)) disk.put(name, rubbish);
    const { collection, notice } = opened(await openNotes(disk));
    expect(notice?.lost).toBeNull();
    expect(await collection.commit([{ put: 'new', row: note('new') }])).toEqual({ ok: true, value: null });
    await collection.close();
    expect([...(await look(disk)).rows.keys()]).toEqual(['new']);
  });
});

describe('what was found', ROOM, () => {
  it('is told again at every opening, and set aside once', async () => {
    const disk = await diskWith();
    disk.put(JOURNAL, disk.bytes(JOURNAL).subarray(0, 500));
    const first = await look(disk);
    expect(first.notice).not.toBeNull();
    const paths = disk.paths();
    expect(await look(disk)).toEqual(first);
    const folded = opened(await openNotes(disk, { foldAt: 1 }));
    await folded.collection.commit([{ put: 'more', row: note('more') }]);
    await folded.collection.close();
    expect((await look(disk)).notice).toEqual(first.notice);
    const copies = (names: readonly string[]): readonly string[] =>
      names.filter((name) => name.includes('damaged'));
    expect(copies(disk.paths())).toEqual(copies(paths));
    expect(copies(paths)).toHaveLength(1);
  });

  it('is not lost when the opening that found it is interrupted at any touch', async () => {
    const original = await diskWith();
    original.put(JOURNAL, original.bytes(JOURNAL).subarray(0, 500));
    const cut = original.bytes(JOURNAL);
    const expected = await look(original.afterKill());
    const trial = original.afterKill();
    await look(trial);
    for (const failing of trial.calls.keys()) {
      const disk = original.afterKill();
      disk.fault = (_, number) => (number >= failing ? 'EIO' : null);
      await openNotes(disk);
      for (const crashed of disk.crashes()) {
        const { rows, notice } = await look(crashed);
        expect({ failing, rows }).toEqual({ failing, rows: expected.rows });
        expect({ failing, notice }).toMatchObject({ failing, notice: { lost: 22, recovered: rows.size } });
        expect(setAsideIs(crashed, notice, cut)).toBe(true);
      }
    }
  });

  it('fails the opening where the disk has no room for the copy, and leaves all as it was', async () => {
    const disk = await diskWith();
    const cut = disk.bytes(JOURNAL).subarray(0, 500);
    disk.put(JOURNAL, cut);
    disk.fault = ({ does }) => (does === 'write' ? 'ENOSPC' : null);
    expect(await openNotes(disk)).toMatchObject({ ok: false, problem: { what: 'storage', reason: 'full' } });
    expect(disk.bytes(JOURNAL)).toEqual(cut);
  });
});

describe('files that are missing', () => {
  it('are told where the mark knows of them', async () => {
    const disk = await diskWith();
    disk.delete(JOURNAL);
    const { rows, notice } = await look(disk);
    expect(rows.size).toBe(0);
    expect(notice).toMatchObject({ lost: 30 });
    expect(notice?.setAside).toMatch(/^outbox\.mark\.damaged-/);
  });

  it('of another collection are not mistaken for our mark', async () => {
    const disk = await diskWith();
    const other = opened(await openNotes(disk, { name: 'settings' }));
    for (const changes of [...COMMITS, ...COMMITS]) await other.collection.commit(changes);
    await other.collection.close();
    disk.put(MARK, disk.bytes(`${FOLDER}/settings.mark`));
    expect(await look(disk)).toMatchObject({ rows: rowsAfter(COMMITS), notice: { lost: null } });
  });

  it('of another generation are not mistaken for this one', async () => {
    const disk = await diskWith();
    disk.put(`${FOLDER}/outbox.2.journal`, disk.bytes(JOURNAL));
    expect(await look(disk)).toMatchObject({ rows: rowsAfter(COMMITS), notice: { lost: 0 } });
  });

  it('of another collection are not mistaken for ours', async () => {
    const disk = await diskWith();
    const other = opened(await openNotes(disk, { name: 'settings' }));
    await other.collection.commit([{ put: 'theirs', row: note('theirs') }]);
    const theirs = disk.bytes(`${FOLDER}/settings.1.journal`);
    disk.put(JOURNAL, theirs);
    const { rows, notice } = await look(disk);
    expect(rows.size).toBe(0);
    expect(notice).toMatchObject({ lost: 30 });
    expect(setAsideIs(disk, notice, theirs)).toBe(true);
  });
});
