const EMPTY = -1;
const REMOVED = -2;
/** Of the places, so many may be taken; beyond that, finding one takes many steps. */
const FULL = 0.7;

/**
 * Which slot has which key: open addressing over plain numbers, because a map of a hundred thousand keys takes ten
 * megabytes. The keys and their hashes are kept where the slots are.
 */
export class SlotTable {
  readonly #hashOf: (slot: number) => number;
  #places = new Int32Array(256).fill(EMPTY);
  /** Places that are taken, or were before what was there was removed. */
  #taken = 0;
  #size = 0;

  constructor(hashOf: (slot: number) => number) {
    this.#hashOf = hashOf;
  }

  get size(): number {
    return this.#size;
  }

  /** -1: none. @param is whether the key of that slot, which has this hash, is the one */
  find(hash: number, is: (slot: number) => boolean): number {
    const mask = this.#places.length - 1;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const slot = this.#places[place] ?? EMPTY;
      if (slot === EMPTY) return -1;
      if (slot >= 0 && this.#hashOf(slot) === hash && is(slot)) return slot;
    }
  }

  /** A slot whose key is not there. */
  add(slot: number): void {
    if (this.#taken >= this.#places.length * FULL) this.#rebuild();
    this.#put(slot);
    this.#size += 1;
  }

  /** A slot that is there. */
  remove(slot: number): void {
    const mask = this.#places.length - 1;
    let place = this.#hashOf(slot) & mask;
    while (this.#places[place] !== slot) place = (place + 1) & mask;
    this.#places[place] = REMOVED;
    this.#size -= 1;
  }

  #put(slot: number): void {
    const mask = this.#places.length - 1;
    let place = this.#hashOf(slot) & mask;
    while ((this.#places[place] ?? EMPTY) >= 0) place = (place + 1) & mask;
    if (this.#places[place] === EMPTY) this.#taken += 1;
    this.#places[place] = slot;
  }

  #rebuild(): void {
    const before = this.#places;
    let length = before.length;
    while (this.#size >= length * (FULL / 2)) length *= 2;
    this.#places = new Int32Array(length).fill(EMPTY);
    this.#taken = 0;
    for (const slot of before) if (slot >= 0) this.#put(slot);
  }
}
