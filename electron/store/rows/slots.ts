import type { ByteRange } from './byte-store.ts';

/**
 * The facts kept of each row beside its bytes, in columns of numbers: where the bytes are, the hash of its id, and the
 * numbers that the packing names. A slot is a row's number for as long as the row is there, then it is given out again.
 */
export class Slots {
  #count = 0;
  readonly #free: number[] = [];
  #chunk = new Uint32Array(0);
  #from = new Uint32Array(0);
  /** 0: the slot is free. */
  #length = new Uint32Array(0);
  #hash = new Uint32Array(0);
  #numbers: readonly Float64Array[];

  /** @param numbers how many numbers each row has */
  constructor(numbers: number) {
    this.#numbers = Array.from({ length: numbers }, () => new Float64Array(0));
  }

  /** Slots in use are below this. */
  get count(): number {
    return this.#count;
  }

  take(hash: number): number {
    const slot = this.#free.pop() ?? this.#next();
    this.#hash[slot] = hash;
    return slot;
  }

  release(slot: number): void {
    this.#length[slot] = 0;
    this.#free.push(slot);
  }

  isTaken(slot: number): boolean {
    return (this.#length[slot] ?? 0) > 0;
  }

  hashOf(slot: number): number {
    return this.#hash[slot] ?? 0;
  }

  chunkOf(slot: number): number {
    return this.#chunk[slot] ?? 0;
  }

  fromOf(slot: number): number {
    return this.#from[slot] ?? 0;
  }

  lengthOf(slot: number): number {
    return this.#length[slot] ?? 0;
  }

  placeOf(slot: number): ByteRange {
    return { chunk: this.chunkOf(slot), from: this.fromOf(slot), length: this.lengthOf(slot) };
  }

  move(slot: number, { chunk, from, length }: ByteRange): void {
    this.#chunk[slot] = chunk;
    this.#from[slot] = from;
    this.#length[slot] = length;
  }

  number(which: number, slot: number): number {
    return this.isTaken(slot) ? (this.#numbers[which]?.[slot] ?? 0) : 0;
  }

  setNumber(which: number, slot: number, number: number): void {
    const column = this.#numbers[which];
    if (column !== undefined) column[slot] = number;
  }

  /** Where all rows are now; of a free slot the length is 0. */
  frozen(): { readonly chunk: Uint32Array; readonly from: Uint32Array; readonly length: Uint32Array } {
    const [chunk, from] = [this.#chunk.slice(0, this.#count), this.#from.slice(0, this.#count)];
    return { chunk, from, length: this.#length.slice(0, this.#count) };
  }

  #next(): number {
    if (this.#count === this.#chunk.length) this.#grow(Math.ceil(this.#count * 1.25) + 64);
    this.#count += 1;
    return this.#count - 1;
  }

  #grow(size: number): void {
    this.#chunk = grown(this.#chunk, new Uint32Array(size));
    this.#from = grown(this.#from, new Uint32Array(size));
    this.#length = grown(this.#length, new Uint32Array(size));
    this.#hash = grown(this.#hash, new Uint32Array(size));
    this.#numbers = this.#numbers.map((column) => grown(column, new Float64Array(size)));
  }
}

function grown<Column extends Uint32Array | Float64Array>(before: Column, after: Column): Column {
  after.set(before);
  return after;
}
