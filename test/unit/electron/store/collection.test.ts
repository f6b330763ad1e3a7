import { describe, expect, it } from 'vitest';
import { FakeDisk } from '../../../support/disk.ts';
import { FOLDER, note, opened, openNotes } from '../../../support/store.ts';

describe('a collection', () => {
  it('is empty at first and has nothing to tell', async () => {
    const { collection, notice } = opened(await openNotes(new FakeDisk()));
    expect([...collection.rows]).toEqual([]);
    expect(notice).toBeNull();
  });

  it('holds what was put, replaced and removed, also after it was opened again', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk));
    await collection.commit([{ put: 'a', row: note('one') }]);
    await collection.commit([
      { put: 'b', row: note('two') },
      { put: 'c', row: note('three') },
    ]);
    await collection.commit([{ put: 'a', row: note('one, again') }, { remove: 'b' }]);
    const rows = new Map([
      ['a', note('one, again')],
      ['c', note('three')],
    ]);
    expect(collection.rows).toEqual(rows);
    await collection.close();
    expect(opened(await openNotes(disk)).collection.rows).toEqual(rows);
  });

  it('keeps every text as it was typed', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk));
    const texts = ['', 'a\nb\r\n\u2028', '\0', 'Zoë 🚚 日本', '\ud800', '"\\', '__proto__'];
    for (const text of texts) await collection.commit([{ put: text, row: note(text) }]);
    await collection.close();
    const { rows } = opened(await openNotes(disk)).collection;
    expect([...rows.values()].map(({ text }) => text)).toEqual(texts);
    expect([...rows.keys()]).toEqual(texts);
  });

  it('is durable when a commit resolves, and shows it only then', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk));
    const saving = collection.commit([{ put: 'a', row: note('one') }]);
    expect(collection.rows.size).toBe(0);
    expect(await saving).toEqual({ ok: true, value: null });
    expect(collection.rows.size).toBe(1);
    const { rows } = opened(await openNotes(disk.afterPowerCut())).collection;
    expect(rows).toEqual(new Map([['a', note('one')]]));
  });

  it('takes commits one after the other, in the order in which they came', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk));
    const saves = Array.from({ length: 20 }, (_, index) =>
      collection.commit([{ put: 'a', row: note(`${index}`) }]),
    );
    await Promise.all(saves);
    expect(collection.rows.get('a')).toEqual(note('19'));
    await collection.close();
    expect(opened(await openNotes(disk)).collection.rows.get('a')).toEqual(note('19'));
  });

  it('needs one write and one flush a commit, and at most twice the bytes, however large it is', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk));
    const many = Array.from({ length: 2_000 }, (_, index) => ({
      put: `${index}`,
      row: note('x'.repeat(100)),
    }));
    await collection.commit(many);
    const journal = `${FOLDER}/outbox.1.journal`;
    const before = disk.bytes(journal).length;
    const calls = disk.calls.length;
    const row = note('y'.repeat(550));
    await collection.commit([{ put: 'new', row }]);
    const touched = disk.calls.slice(calls).filter(({ name }) => name === 'outbox.1.journal');
    expect(touched.map(({ does }) => does)).toEqual(['write', 'syncData', 'isInPlace']);
    expect(disk.bytes(journal).length - before).toBeLessThanOrEqual(2 * JSON.stringify(row).length);
  });

  it('refuses a row that it could not read again, and keeps what it has', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk));
    await collection.commit([{ put: 'a', row: note('one') }]);
    const bad = await collection.commit([
      { put: 'b', row: note('two') },
      { put: 'a', row: JSON.parse('{"text":1}') as never },
    ]);
    expect(bad).toMatchObject({ ok: false, problem: { what: 'storage', reason: 'io' } });
    expect(collection.rows).toEqual(new Map([['a', note('one')]]));
  });

  it('writes nothing for no changes', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk));
    const calls = disk.calls.length;
    expect(await collection.commit([])).toEqual({ ok: true, value: null });
    expect(disk.calls.length).toBe(calls);
  });

  it('finishes what was asked before it was closed, and takes nothing after', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk));
    const saving = collection.commit([{ put: 'a', row: note('one') }]);
    const closing = collection.close();
    const late = collection.commit([{ put: 'b', row: note('two') }]);
    expect(await saving).toEqual({ ok: true, value: null });
    expect(await late).toMatchObject({ ok: false, problem: { what: 'storage' } });
    await closing;
    expect([...opened(await openNotes(disk)).collection.rows.keys()]).toEqual(['a']);
  });
});

describe('a disk that will not', () => {
  it.each([
    ['ENOSPC', 'full'],
    ['EDQUOT', 'full'],
    ['EROFS', 'read-only'],
    ['EACCES', 'read-only'],
    ['EPERM', 'read-only'],
    ['ENOENT', 'vanished'],
    ['EIO', 'io'],
    ['EMFILE', 'io'],
  ])('%s is told as "%s", and the next save goes through', async (code, reason) => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk));
    disk.fault = ({ does, name }) => (does === 'write' && name.endsWith('.journal') ? code : null);
    const saved = await collection.commit([{ put: 'a', row: note('one') }]);
    expect(saved).toEqual({ ok: false, problem: { what: 'storage', reason, detail: `${code} fake` } });
    expect(collection.rows.size).toBe(0);
    disk.fault = () => null;
    expect(await collection.commit([{ put: 'b', row: note('two') }])).toEqual({ ok: true, value: null });
    expect([...opened(await openNotes(disk.afterPowerCut())).collection.rows.keys()]).toEqual(['b']);
  });

  it('takes little at a time gets it all', async () => {
    const disk = new FakeDisk();
    disk.mostPerWrite = 200;
    const { collection } = opened(await openNotes(disk));
    const row = note('x'.repeat(1_000));
    expect(await collection.commit([{ put: 'a', row }])).toEqual({ ok: true, value: null });
    const { rows } = opened(await openNotes(disk.afterPowerCut())).collection;
    expect(rows).toEqual(new Map([['a', row]]));
  });

  it('takes nothing, without an error, fails the save', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk));
    disk.mostPerWrite = 0;
    const saved = await collection.commit([{ put: 'a', row: note('one') }]);
    expect(saved).toMatchObject({ ok: false, problem: { what: 'storage', reason: 'io' } });
  });

  it('is never asked to flush again what it failed to flush', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk));
    disk.fault = ({ does }) => (does === 'syncData' ? 'EIO' : null);
    await collection.commit([{ put: 'a', row: note('one') }]);
    disk.fault = () => null;
    const calls = disk.calls.length;
    await collection.commit([{ put: 'b', row: note('two') }]);
    const journals = disk.calls.slice(calls).filter(({ name }) => name === 'outbox.1.journal');
    expect(journals).toEqual([]);
    expect([...opened(await openNotes(disk.afterPowerCut())).collection.rows.keys()]).toEqual(['b']);
  });

  it('whose folder vanished fails the save, although the open file still takes it', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk));
    await collection.commit([{ put: 'a', row: note('one') }]);
    disk.vanish(FOLDER);
    for (const id of ['b', 'c']) {
      const saved = await collection.commit([{ put: id, row: note('two') }]);
      expect(saved).toMatchObject({ ok: false, problem: { what: 'storage', reason: 'vanished' } });
    }
    expect([...collection.rows.keys()]).toEqual(['a']);
  });

  it('whose folder comes back empty gets everything again', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk));
    await collection.commit([{ put: 'a', row: note('one') }]);
    disk.vanish(FOLDER);
    await collection.commit([{ put: 'b', row: note('two') }]);
    await disk.makeFolder(FOLDER);
    await collection.commit([{ put: 'c', row: note('three') }]);
    await collection.close();
    const { collection: again, notice } = opened(await openNotes(disk));
    expect([...again.rows.keys()]).toEqual(['a', 'c']);
    expect(notice).toBeNull();
  });

  it('that cannot be opened says so', async () => {
    const disk = new FakeDisk();
    disk.fault = ({ does }) => (does === 'makeFolder' ? 'EACCES' : null);
    expect(await openNotes(disk)).toMatchObject({
      ok: false,
      problem: { what: 'storage', reason: 'read-only' },
    });
  });
});
