import { ByteStore } from './byte-store.ts';
import type { ByteRange } from './byte-store.ts';
import type { Span } from './changes.ts';
import { parseJson } from '../json.ts';
import { QuotedId, readQuoted } from './quoted-id.ts';
import type { FrozenRows, StoredRows } from './rows.ts';
import type { Packing, CollectionSchema } from '../collection-schema.ts';
import { SlotTable } from './slot-table.ts';
import { Slots } from './slots.ts';

/**
 * Many rows in little memory: each is kept as the JSON `["id",stored]` that the files hold too, and parsed each time it
 * is asked for. All of them can be looked through by slot without parsing one.
 */
export class PackedRows<Row> implements StoredRows<Row>, ReadonlyMap<string, Row> {
  readonly #schema: CollectionSchema<Row>;
  readonly #packing: Packing;
  readonly #bytes = new ByteStore();
  readonly #slots: Slots;
  readonly #table = new SlotTable((slot) => this.#slots.hashOf(slot));
  readonly #id = new QuotedId();

  constructor(schema: CollectionSchema<Row>, packing: Packing) {
    this.#schema = schema;
    this.#packing = packing;
    this.#slots = new Slots(packing.numbers.length);
  }

  get view(): ReadonlyMap<string, Row> {
    return this;
  }

  get size(): number {
    return this.#table.size;
  }

  /** Slots in use are below this. */
  get slots(): number {
    return this.#slots.count;
  }

  has(id: string): boolean {
    this.#id.set(id);
    return this.#slot() !== -1;
  }

  get(id: string): Row | undefined {
    this.#id.set(id);
    const slot = this.#slot();
    return slot === -1 ? undefined : this.#rowAt(slot)[1];
  }

  *keys(): MapIterator<string> {
    for (let slot = 0; slot < this.slots; slot += 1) {
      const id = this.idAt(slot);
      if (id !== null) yield id;
    }
  }

  *values(): MapIterator<Row> {
    for (const [, row] of this.entries()) yield row;
  }

  *entries(): MapIterator<[string, Row]> {
    for (let slot = 0; slot < this.slots; slot += 1) if (this.#slots.isTaken(slot)) yield this.#rowAt(slot);
  }

  [Symbol.iterator](): MapIterator<[string, Row]> {
    return this.entries();
  }

  forEach(told: (row: Row, id: string, all: ReadonlyMap<string, Row>) => void): void {
    for (const [id, row] of this.entries()) told(row, id, this);
  }

  /** Null: the slot is free. */
  idAt(slot: number): string | null {
    return this.#slots.isTaken(slot) ? readQuoted(this.#chunk(slot), this.#slots.fromOf(slot) + 1) : null;
  }

  /** The row's number by the packing's `numbers[which]`; 0 where the slot is free. */
  numberAt(which: number, slot: number): number {
    return this.#slots.number(which, slot);
  }

  fits(id: string, stored: unknown): boolean {
    return this.#packing.fits(stored, id);
  }

  read(id: string, stored: unknown, span: Span | null): boolean {
    if (!this.fits(id, stored)) return false;
    this.#id.set(id);
    // Were its id written otherwise than we write it, it would not be found by its bytes.
    const usable = span !== null && this.#id.stands(span.bytes, span.from + 1);
    this.#keep(stored, () =>
      usable ? this.#bytes.adopt(span) : this.#bytes.append(Buffer.from(JSON.stringify([id, stored]))),
    );
    return true;
  }

  put(id: string, _row: Row, stored: unknown, json: string): void {
    this.#id.set(id);
    this.#keep(stored, () => this.#bytes.append(Buffer.from(json)));
  }

  delete(id: string): void {
    this.#id.set(id);
    const slot = this.#slot();
    if (slot === -1) return;
    this.#table.remove(slot);
    this.#bytes.giveUp(this.#slots.placeOf(slot));
    this.#slots.release(slot);
    this.#tidy();
  }

  frozen(): FrozenRows {
    const chunks = this.#bytes.chunks();
    const { chunk, from, length } = this.#slots.frozen();
    return {
      size: this.size,
      *changes() {
        for (const [slot, bytes] of length.entries()) {
          const at = from[slot] ?? 0;
          if (bytes > 0) yield (chunks[chunk[slot] ?? 0] ?? NOTHING).subarray(at, at + bytes);
        }
      },
    };
  }

  /** The row whose id was set last. */
  #keep(stored: unknown, write: () => ByteRange): void {
    const known = this.#slot();
    const slot = known === -1 ? this.#slots.take(this.#id.hash) : known;
    const before = known === -1 ? null : this.#slots.placeOf(slot);
    this.#slots.move(slot, write());
    for (const [which, number] of this.#packing.numbers.entries()) {
      this.#slots.setNumber(which, slot, number(stored));
    }
    if (before === null) this.#table.add(slot);
    else this.#bytes.giveUp(before);
    this.#tidy();
  }

  /** Moves the rows out of the chunk with the most waste, so that the chunk can be freed. */
  #tidy(): void {
    const chunk = this.#bytes.wasteful();
    if (chunk === -1) return;
    for (let slot = 0; slot < this.slots; slot += 1) {
      if (this.#slots.chunkOf(slot) !== chunk || !this.#slots.isTaken(slot)) continue;
      const place = this.#slots.placeOf(slot);
      const moved = this.#chunk(slot).subarray(place.from, place.from + place.length);
      this.#slots.move(slot, this.#bytes.append(moved));
      this.#bytes.giveUp(place);
    }
  }

  #rowAt(slot: number): [string, Row] {
    const from = this.#slots.fromOf(slot);
    const json = this.#chunk(slot).toString('utf8', from, from + this.#slots.lengthOf(slot));
    const [id, stored] = parseJson(json) as readonly [string, unknown];
    const row = this.#schema.parse(stored, id);
    if (row === null) throw new Error(`A row of ${this.#schema.name} was kept that does not fit`);
    return [id, row];
  }

  /** Of the id that was set last; -1: it is not there. */
  #slot(): number {
    return this.#table.find(this.#id.hash, (slot) =>
      this.#id.stands(this.#chunk(slot), this.#slots.fromOf(slot) + 1),
    );
  }

  #chunk(slot: number): Buffer {
    return this.#bytes.bytesOf(this.#slots.chunkOf(slot));
  }
}

const NOTHING = Buffer.alloc(0);
