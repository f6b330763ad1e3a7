import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteStore } from '../../../../electron/store/rows/byte-store.ts';
import { plainCodec } from '../../../../electron/store/frame-codec.ts';
import { PackedRows } from '../../../../electron/store/rows/packed-rows.ts';
import type { Packing, CollectionSchema } from '../../../../electron/store/collection-schema.ts';
import { FakeDisk } from '../../../support/disk.ts';
import { FakePacer } from '../../../support/pacer.ts';
import { FOLDER, note, NOTES, opened, openNotes } from '../../../support/store.ts';
import type { Note } from '../../../support/store.ts';

const PACKING: Packing = {
  fits: (stored) => NOTES.parse(stored, '') !== null,
  numbers: [(stored) => (stored as Note).text.length],
};

/** Notes kept as bytes. */
const PACKED: CollectionSchema<Note> = { ...NOTES, packing: PACKING };

/** Ids as they come, and as nobody would choose them. */
const anId = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'account/7',
    '"',
    '\\',
    'ü',
    '🚚',
    '\u2028',
    '\ud800',
    'x'.repeat(400),
    'k\t',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 5 }),
);
const aText = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constant('z'.repeat(90_000)));
const aMove = fc.oneof(
  { weight: 6, arbitrary: fc.record({ put: anId, text: aText }) },
  { weight: 3, arbitrary: fc.record({ remove: anId }) },
  { weight: 1, arbitrary: fc.constant('open again' as const) },
);

describe('rows that are kept as bytes', () => {
  it('are those that a map would hold, whatever is done and however often they are opened again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(aMove, { maxLength: 6 }), { maxLength: 12 }), async (commits) => {
        const disk = new FakeDisk();
        const expected = new Map<string, Note>();
        let { collection } = opened(await openNotes(disk, { ...PACKED, foldAt: 4_000 }));
        for (const moves of commits) {
          const changes = moves.filter((move) => move !== 'open again');
          await collection.commit(
            changes.map((move) => ('put' in move ? { put: move.put, row: note(move.text) } : move)),
          );
          for (const move of changes) {
            if ('put' in move) expected.set(move.put, note(move.text));
            else expected.delete(move.remove);
          }
          if (changes.length < moves.length) {
            await collection.close();
            ({ collection } = opened(await openNotes(disk, { ...PACKED, foldAt: 4_000 })));
          }
          expect(new Map(collection.rows)).toEqual(expected);
          expect(collection.rows.size).toBe(expected.size);
          for (const [id, row] of expected) expect(collection.rows.get(id)).toEqual(row);
          expect(new Set(collection.rows.keys())).toEqual(new Set(expected.keys()));
        }
        await collection.close();
      }),
      { numRuns: 60 },
    );
  });

  it('are found by slot, with their numbers', async () => {
    const rows = new PackedRows(PACKED, PACKING);
    for (const text of ['one', 'three', 'seventeen']) put(rows, text, text);
    rows.delete('three');
    const seen = Array.from({ length: rows.slots }, (_, slot) => [rows.idAt(slot), rows.numberAt(0, slot)]);
    expect(seen).toEqual([
      ['one', 3],
      [null, 0],
      ['seventeen', 9],
    ]);
  });

  it('stay as they were for whoever writes them, while they change', () => {
    const rows = new PackedRows(PACKED, PACKING);
    for (const id of ['a', 'b', 'c']) put(rows, id, 'before');
    const frozen = rows.frozen();
    put(rows, 'a', 'after');
    rows.delete('b');
    for (let time = 0; time < 50; time += 1) put(rows, 'c', `${time} ${'x'.repeat(50_000)}`);
    const written = [...frozen.changes()].map((bytes) => JSON.parse(bytes.toString()) as unknown);
    expect(written).toEqual(['a', 'b', 'c'].map((id) => [id, note('before')]));
    expect(frozen.size).toBe(3);
  });

  it('are read from a journal of an app that put no tabs between changes', async () => {
    const disk = new FakeDisk();
    const heading = JSON.stringify({ kind: 'journal', store: 'outbox', schema: 1, generation: 1 });
    const json = '[["a",{"text":"one"}],["b",{"text":"t\\two"}],["a"],["\\u0063",{"text":"three"}]]';
    const frames = [plainCodec.encode(0, 0, heading), plainCodec.encode(1, 0, json)];
    await disk.makeFolder(FOLDER);
    disk.put(`${FOLDER}/outbox.1.journal`, Buffer.concat(frames));
    const { collection } = opened(await openNotes(disk, PACKED));
    expect(new Map(collection.rows)).toEqual(
      new Map([
        ['b', note('t\two')],
        ['c', note('three')],
      ]),
    );
    expect(collection.rows.get('c')).toEqual(note('three'));
  });

  it('that do not fit are refused, and set aside when they are found', async () => {
    const disk = new FakeDisk();
    const first = opened(await openNotes(disk, { parse: (row) => row as Note }));
    await first.collection.commit([{ put: 'a', row: note('one') }]);
    await first.collection.commit([{ put: 'b', row: { body: 'two' } as unknown as Note }]);
    await first.collection.close();
    const { collection, notice } = opened(await openNotes(disk, PACKED));
    expect([...collection.rows]).toEqual([['a', note('one')]]);
    expect(notice).toMatchObject({ lost: 1, recovered: 1 });
    const refused = await collection.commit([{ put: 'c', row: {} as Note }]);
    expect(refused).toMatchObject({ ok: false, problem: { what: 'storage' } });
  });
});

describe('a large store', () => {
  it('is opened in stretches, and lets everything else run between them', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk, { ...PACKED, foldAt: 500_000 }));
    for (let from = 0; from < 6_000; from += 500) {
      const some = Array.from({ length: 500 }, (_, at) => ({
        put: `${from + at}`,
        row: note('é'.repeat(200)),
      }));
      await collection.commit(some);
    }
    await collection.close();
    const pacer = new FakePacer();
    let breaths = 0;
    pacer.yieldToEventLoop = async () => {
      breaths += 1;
    };
    const again = opened(await openNotes(disk, { ...PACKED, pacer }));
    expect(again.collection.rows.size).toBe(6_000);
    const size = disk.paths().reduce((sum, path) => sum + disk.bytes(path).length, 0);
    expect(size).toBeGreaterThan(2_500_000);
    expect(breaths).toBeGreaterThan(size / 256 / 1024);
  });

  it.each([10, 700_000, 1_048_576, 1_900_000])('damaged at byte %i loses that line only', async (at) => {
    const disk = new FakeDisk();
    const { collection } = opened(await openNotes(disk, { ...PACKED, foldAt: 1 }));
    await collection.commit(
      Array.from({ length: 5_000 }, (_, index) => ({ put: `${index}`, row: note('é'.repeat(200)) })),
    );
    await collection.close();
    const path = disk.paths().find((name) => name.endsWith('.snapshot')) ?? '';
    const damaged = Buffer.from(disk.bytes(path));
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    disk.put(path, damaged);
    const again = opened(await openNotes(disk, PACKED));
    expect(again.notice?.setAside).toContain('.snapshot.damaged-');
    const heading = at < 100;
    expect(again.notice?.lost).toBe(heading ? null : 1);
    expect(again.collection.rows.size).toBe(heading ? 5_000 : 4_999);
  });
});

describe('bytes in chunks', () => {
  it('take little more room than the pieces that count, however often these are replaced', () => {
    const bytes = new ByteStore();
    const places = Array.from({ length: 2_000 }, (_, index) => bytes.append(Buffer.alloc(500, index)));
    for (let round = 0; round < 40_000; round += 1) {
      const index = (round * 7_919) % places.length;
      const before = places[index];
      places[index] = bytes.append(Buffer.alloc(500, index));
      if (before !== undefined) bytes.giveUp(before);
      tidy(bytes, places);
    }
    const held = bytes.chunks().reduce((sum, chunk) => sum + (chunk?.length ?? 0), 0);
    expect(held).toBeLessThan(2_000 * 500 * 1.25 + 4 * 256 * 1024);
    for (const [index, { chunk, from, length }] of places.entries()) {
      const piece = bytes.bytesOf(chunk).subarray(from, from + length);
      expect(piece.equals(Buffer.alloc(500, index))).toBe(true);
    }
  });
});

function put(rows: PackedRows<Note>, id: string, text: string): void {
  rows.put(id, note(text), note(text), JSON.stringify([id, note(text)]));
}

function tidy(bytes: ByteStore, places: ReturnType<ByteStore['append']>[]): void {
  const chunk = bytes.wasteful();
  for (const [index, place] of chunk === -1 ? [] : places.entries()) {
    if (place.chunk !== chunk) continue;
    places[index] = bytes.append(bytes.bytesOf(chunk).subarray(place.from, place.from + place.length));
    bytes.giveUp(place);
  }
}
