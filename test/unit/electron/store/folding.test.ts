import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Collection } from '../../../../electron/store/collection.ts';
import { FakeDisk } from '../../../support/disk.ts';
import { FakePacer } from '../../../support/pacer.ts';
import { FOLDER, note, opened, openNotes } from '../../../support/store.ts';
import type { Note } from '../../../support/store.ts';

const FOLD_AT = 1_000;

async function grow(collection: Collection<Note>, saves: number): Promise<void> {
  for (let save = 0; save < saves; save += 1) {
    await collection.commit([{ put: `${save % 7}`, row: note(`${save} ${'x'.repeat(90)}`) }]);
  }
}

function kinds(disk: FakeDisk): readonly string[] {
  return disk.paths().map((path) => path.slice(FOLDER.length + 1));
}

describe('folding a journal into a snapshot', () => {
  it('leaves one snapshot, one journal and the mark', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk, { foldAt: FOLD_AT }));
    await grow(collection, 100);
    const rows = new Map(collection.rows);
    await collection.close();
    expect(kinds(disk)).toEqual([
      expect.stringMatching(/^outbox\.\d+\.journal$/),
      expect.stringMatching(/^outbox\.\d+\.snapshot$/),
      'outbox.mark',
    ]);
    const again = opened(await openNotes(disk));
    expect(again.collection.rows).toEqual(rows);
    expect(again.notice).toBeNull();
  });

  it('happens seldom: what it writes stays within what was saved', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk, { foldAt: FOLD_AT }));
    await grow(collection, 400);
    await collection.close();
    const folds = disk.calls.filter(({ does }) => does === 'rename').length;
    // A line has about 135 bytes; a fold is due each 1,000 bytes, or each two snapshots' worth of them.
    expect(folds).toBeGreaterThan(5);
    expect(folds).toBeLessThan(400 / 7);
  });

  it('lets saves through while it is under way', async () => {
    const disk = new FakeDisk();
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const pacer = new FakePacer();
    pacer.yieldToEventLoop = () => held;
    const { collection } = opened(await openNotes(disk, { foldAt: FOLD_AT, pacer }));
    await grow(collection, 40);
    expect(disk.calls.some(({ does }) => does === 'rename')).toBe(false);
    expect(kinds(disk).some((name) => name.endsWith('.unfinished'))).toBe(true);
    const rows = new Map(collection.rows);
    expect(opened(await openNotes(disk.afterPowerCut())).collection.rows).toEqual(rows);
    letGo();
    await collection.close();
    expect(disk.calls.some(({ does }) => does === 'rename')).toBe(true);
    const again = opened(await openNotes(disk));
    expect(again.collection.rows).toEqual(rows);
    expect(again.notice).toBeNull();
  });

  it('keeps what is older until the new snapshot is read back and found equal', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk, { foldAt: FOLD_AT }));
    disk.fault = ({ does, name }) => {
      // A disk that says yes to everything and keeps something else.
      const path = `${FOLDER}/${name}`;
      if (does === 'open' && name.endsWith('.snapshot')) disk.bytes(path)[200] = 0;
      return null;
    };
    await grow(collection, 30);
    await setImmediate();
    expect(kinds(disk).filter((name) => name.endsWith('.snapshot'))).toEqual([]);
    expect(kinds(disk)).toContain('outbox.1.journal');
    const again = opened(await openNotes(disk.afterPowerCut()));
    expect(again.collection.rows).toEqual(collection.rows);
  });

  it.each(['EPERM', 'EACCES', 'EBUSY'])('waits out a scanner that holds the file (%s)', async (code) => {
    const disk = new FakeDisk();
    const pacer = new FakePacer();
    const { collection } = opened(await openNotes(disk, { foldAt: FOLD_AT, pacer }));
    disk.fault = ({ does }) => (does === 'rename' && pacer.waited < 7_000 ? code : null);
    await grow(collection, 10);
    await collection.close();
    expect(pacer.waited).toBeGreaterThanOrEqual(7_000);
    expect(kinds(disk).some((name) => name.endsWith('.snapshot'))).toBe(true);
  });

  it('gives up on a rename that never comes, and saves go on', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk, { foldAt: FOLD_AT }));
    disk.fault = ({ does }) => (does === 'rename' ? 'EBUSY' : null);
    await grow(collection, 60);
    const rows = new Map(collection.rows);
    await collection.close();
    expect(kinds(disk).some((name) => /snapshot/.test(name))).toBe(false);
    const again = opened(await openNotes(disk));
    expect(again.collection.rows).toEqual(rows);
    expect(again.notice).toBeNull();
  });

  it('takes away, at the next opening, what a crash left over', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk));
    await collection.commit([{ put: 'a', row: note('one') }]);
    await collection.close();
    disk.put(`${FOLDER}/outbox.9.snapshot.0000.unfinished`, 'half');
    opened(await openNotes(disk));
    expect(kinds(disk)).toEqual(['outbox.1.journal', 'outbox.mark']);
  });

  it('removes what is older only when a snapshot without its journals can not be left', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk, { foldAt: FOLD_AT }));
    await grow(collection, 100);
    await collection.close();
    const removed = disk.calls.filter(({ does }) => does === 'remove').map(({ name }) => name);
    expect(removed.length).toBeGreaterThan(4);
    for (const [index, name] of removed.entries()) {
      if (!name.endsWith('.snapshot')) continue;
      const generation = Number(name.split('.')[1]);
      const journals = removed.slice(0, index).filter((other) => other === `outbox.${generation}.journal`);
      expect(journals).toEqual([]);
    }
  });

  it('writes a large store in slices, and lets everything else run between them', async () => {
    const disk = new FakeDisk();
    const pacer = new FakePacer();
    const { collection } = opened(await openNotes(disk, { foldAt: FOLD_AT, pacer }));
    let breaths = 0;
    pacer.yieldToEventLoop = async () => {
      breaths += 1;
    };
    await collection.commit(
      Array.from({ length: 3_000 }, (_, index) => ({ put: `${index}`, row: note('x'.repeat(500)) })),
    );
    await collection.close();
    const writes = disk.calls.filter(({ does, name }) => does === 'write' && name.endsWith('.unfinished'));
    expect(writes.length).toBeGreaterThanOrEqual(6);
    expect(breaths).toBeGreaterThanOrEqual(12);
    expect(opened(await openNotes(disk)).collection.rows.size).toBe(3_000);
  });
});
