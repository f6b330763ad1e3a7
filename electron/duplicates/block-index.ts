const BUCKET_BITS = 18;
const ROW_BITS = 20;
const MARK = -1;
/** Entries that there is room for at first, and after trimming. */
const ROOM = 1 << 12;

/** How many rows there may be. */
export const MOST_ROWS = 1 << ROW_BITS;

/**
 * Which rows have which keys: a hash table in three plain arrays of numbers, because a million small objects would
 * cost a hundred megabytes. Of a key 30 bits are kept: 18 choose the bucket, 12 stand beside the row.
 * Nothing is ever taken out: what is out of date is weeded by whoever compares.
 */
export class Blocks {
  readonly #first = new Int32Array(1 << BUCKET_BITS).fill(MARK);
  #entries = new Uint32Array(ROOM);
  #next = new Int32Array(ROOM);
  #size = 0;

  /** @param row less than MOST_ROWS */
  add(key: number, row: number): void {
    if (this.#size === this.#entries.length) this.#resize(Math.ceil(this.#size * 1.5));
    const bucket = bucketOf(key);
    this.#entries[this.#size] = ((restOf(key) << ROW_BITS) | row) >>> 0;
    this.#next[this.#size] = this.#first[bucket] ?? MARK;
    this.#first[bucket] = this.#size;
    this.#size += 1;
  }

  /** The rows with this key, the last added first; at most that many. */
  rowsOf(key: number, most: number): readonly number[] {
    const rows: number[] = [];
    const rest = restOf(key);
    let at = this.#first[bucketOf(key)] ?? MARK;
    while (at !== MARK && rows.length < most) {
      const entry = this.#entries[at] ?? 0;
      if (entry >>> ROW_BITS === rest) rows.push(entry & (MOST_ROWS - 1));
      at = this.#next[at] ?? MARK;
    }
    return rows;
  }

  /** Gives back the room that is left for more. */
  trim(): void {
    this.#resize(this.#size + ROOM);
  }

  #resize(size: number): void {
    const [entries, next] = [new Uint32Array(size), new Int32Array(size)];
    entries.set(this.#entries.subarray(0, this.#size));
    next.set(this.#next.subarray(0, this.#size));
    this.#entries = entries;
    this.#next = next;
  }
}

function bucketOf(key: number): number {
  return key & ((1 << BUCKET_BITS) - 1);
}

function restOf(key: number): number {
  return (key >>> BUCKET_BITS) & 0xfff;
}
