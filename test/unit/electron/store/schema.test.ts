import { describe, expect, it } from 'vitest';
import type { CollectionSchema } from '../../../../electron/store/collection-schema.ts';
import { FakeDisk } from '../../../support/disk.ts';
import { FOLDER, note, opened, openNotes } from '../../../support/store.ts';
import type { Note } from '../../../support/store.ts';

/** The same notes one schema later: with a mark of exclamation for each time they were migrated. */
const NEXT: Partial<CollectionSchema<Note>> = {
  version: 2,
  migrate: (row, from) => {
    if (from !== 1) throw new Error(`Asked to migrate from ${from}`);
    return note(`${(row as Note).text}!`);
  },
};

/** With a snapshot, and a save after it. */
async function notesOn(disk: FakeDisk, shape: Partial<CollectionSchema<Note>> = {}): Promise<FakeDisk> {
  const { collection } = opened(await openNotes(disk, { ...shape, foldAt: 1 }));
  await collection.commit([
    { put: 'a', row: note('one') },
    { put: 'b', row: note('two') },
  ]);
  await collection.close();
  const again = opened(await openNotes(disk, shape));
  await again.collection.commit([{ put: 'c', row: note('three') }]);
  await again.collection.close();
  return disk;
}

function contents(disk: FakeDisk): readonly (readonly [string, string])[] {
  return disk.paths().map((path) => [path, disk.bytes(path).toString('latin1')]);
}

describe('files of a newer version', () => {
  it('are refused, and nothing is touched', async () => {
    const disk = await notesOn(new FakeDisk(), NEXT);
    const before = contents(disk);
    expect(await openNotes(disk)).toEqual({
      ok: false,
      problem: { what: 'storage', reason: 'newer', detail: 'schema 2, known up to 1' },
    });
    expect(contents(disk)).toEqual(before);
  });

  it.each(['outbox.mark', '.snapshot', '.journal'])('are refused also when only %s says so', async (name) => {
    const newer = await notesOn(new FakeDisk(), NEXT);
    const kept = newer.paths().filter((path) => path.endsWith(name));
    expect(kept).toHaveLength(1);
    for (const path of newer.paths()) if (!kept.includes(path)) newer.put(path, 'rubbish');
    const before = contents(newer);
    expect(await openNotes(newer)).toMatchObject({ ok: false, problem: { reason: 'newer' } });
    expect(contents(newer)).toEqual(before);
  });
});

describe('files of an older version', () => {
  const migrated = ['one!', 'two!', 'three!'];

  it('are migrated forward, once, without a word', async () => {
    const disk = await notesOn(new FakeDisk());
    for (const opening of [1, 2]) {
      const { collection, notice } = opened(await openNotes(disk, NEXT));
      expect({ opening, rows: [...collection.rows.values()].map(({ text }) => text) }).toEqual({
        opening,
        rows: opening === 1 ? migrated : [...migrated, 'four'],
      });
      expect(notice).toBeNull();
      await collection.commit([{ put: 'd', row: note('four') }]);
      await collection.close();
    }
    expect(await openNotes(disk)).toMatchObject({ ok: false, problem: { reason: 'newer' } });
  });

  it('survive a migration that is interrupted at any touch', async () => {
    const original = await notesOn(new FakeDisk());
    const trial = original.afterKill();
    await openNotes(trial, NEXT);
    for (const failing of trial.calls.keys()) {
      const disk = original.afterKill();
      disk.fault = (_, number) => (number >= failing ? 'EIO' : null);
      await openNotes(disk, NEXT);
      for (const crashed of disk.crashes()) {
        const { collection, notice } = opened(await openNotes(crashed, NEXT));
        expect([...collection.rows.values()].map(({ text }) => text)).toEqual(migrated);
        expect(notice).toBeNull();
      }
    }
  });

  it('keep what cannot be migrated in a file set aside', async () => {
    const disk = await notesOn(new FakeDisk());
    const migrate = (row: unknown): unknown => {
      if ((row as Note).text === 'two') throw new Error('No such note');
      return row;
    };
    const { collection, notice } = opened(await openNotes(disk, { version: 2, migrate }));
    expect([...collection.rows.keys()]).toEqual(['a', 'c']);
    expect(notice).toMatchObject({ recovered: 2, lost: 1 });
    expect(disk.bytes(`${FOLDER}/${notice?.setAside}`).toString()).toContain('two');
  });
});

describe('rows that do not fit', () => {
  const lenient: Partial<CollectionSchema<Note>> = { parse: (row) => row as Note };

  it('are kept in the file set aside, and the others are there', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk, lenient));
    await collection.commit([{ put: 'a', row: note('one') }]);
    await collection.commit([{ put: 'b', row: JSON.parse('{"text":["an odd one"]}') as Note }]);
    await collection.commit([{ put: 'c', row: JSON.parse('"text"') as Note }]);
    await collection.close();
    const again = opened(await openNotes(disk));
    expect([...again.collection.rows.keys()]).toEqual(['a']);
    expect(again.notice).toMatchObject({ recovered: 1, lost: 2 });
    expect(disk.bytes(`${FOLDER}/${again.notice?.setAside}`).toString()).toContain('an odd one');
  });

  it('do not bring back what they had replaced: that may have been sent since', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk, lenient));
    await collection.commit([{ put: 'a', row: note('waiting') }]);
    await collection.commit([{ put: 'a', row: JSON.parse('{}') as Note }]);
    await collection.close();
    const again = opened(await openNotes(disk));
    expect([...again.collection.rows]).toEqual([]);
    expect(again.notice).toMatchObject({ recovered: 0, lost: 1 });
  });

  it('are no loss where a later save of the same row fits, or removed it', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk, lenient));
    await collection.commit([
      { put: 'a', row: JSON.parse('{}') as Note },
      { put: 'b', row: JSON.parse('{}') as Note },
    ]);
    await collection.commit([{ put: 'a', row: note('mended') }, { remove: 'b' }]);
    await collection.close();
    const again = opened(await openNotes(disk));
    expect([...again.collection.rows]).toEqual([['a', note('mended')]]);
    expect(again.notice).toBeNull();
  });
});
