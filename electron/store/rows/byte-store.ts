import type { Span } from './changes.ts';

/** Bytes of a chunk that is filled here, rather than read from a file. */
const CHUNK = 256 * 1024;
/** Beside the bytes of pieces that count, so many may be of pieces that were given up. */
const WASTE = 0.25;

/** Where a piece is: the chunk's number, the first byte in it, how many. */
export interface ByteRange {
  readonly chunk: number;
  readonly from: number;
  readonly length: number;
}

interface Chunk {
  readonly bytes: Buffer;
  /** Bytes of pieces that still count, and of those that were given up. */
  live: number;
  dead: number;
}

/**
 * Many small pieces of bytes in few large chunks, which the garbage collector passes over at a glance. Pieces that
 * stand in a file's slice stay there; new ones are written one behind the other. What is written is never changed, so
 * whoever has `chunks()` can read on.
 */
export class ByteStore {
  #chunks: (Chunk | null)[] = [];
  /** The chunk that new pieces are written to, and how much of it is taken. */
  #writing = -1;
  #taken = 0;
  #adopted = -1;
  #live = 0;
  #dead = 0;

  bytesOf(chunk: number): Buffer {
    return this.#at(chunk).bytes;
  }

  chunks(): readonly (Buffer | null)[] {
    return this.#chunks.map((chunk) => chunk?.bytes ?? null);
  }

  /** A piece that stands in a slice of a file: the whole slice is kept as long as one of its pieces is. */
  adopt({ bytes, from, to }: Span): ByteRange {
    if (this.#chunks[this.#adopted]?.bytes !== bytes) this.#adopted = this.#open(bytes);
    return this.#placed(this.#adopted, from, to - from);
  }

  append(bytes: Buffer): ByteRange {
    const room = this.#chunks[this.#writing]?.bytes.length ?? 0;
    if (this.#taken + bytes.length > room) {
      this.#writing = this.#open(Buffer.allocUnsafeSlow(Math.max(CHUNK, bytes.length)));
      this.#taken = 0;
    }
    bytes.copy(this.bytesOf(this.#writing), this.#taken);
    this.#taken += bytes.length;
    return this.#placed(this.#writing, this.#taken - bytes.length, bytes.length);
  }

  giveUp({ chunk, length }: ByteRange): void {
    const given = this.#at(chunk);
    given.live -= length;
    given.dead += length;
    this.#live -= length;
    this.#dead += length;
    if (given.live === 0 && chunk !== this.#writing) this.#close(chunk);
  }

  /** The chunk whose pieces should be written anew and then given up, so that it can go; -1: there is none. */
  wasteful(): number {
    if (this.#dead <= Math.max(this.#live * WASTE, 2 * CHUNK)) return -1;
    let worst = -1;
    let share = 0;
    for (const [number, chunk] of this.#chunks.entries()) {
      if (chunk === null || number === this.#writing) continue;
      if (chunk.dead / chunk.bytes.length <= share) continue;
      share = chunk.dead / chunk.bytes.length;
      worst = number;
    }
    return worst;
  }

  #open(bytes: Buffer): number {
    const free = this.#chunks.indexOf(null);
    const number = free === -1 ? this.#chunks.length : free;
    this.#chunks[number] = { bytes, live: 0, dead: 0 };
    return number;
  }

  #close(number: number): void {
    this.#dead -= this.#at(number).dead;
    this.#chunks[number] = null;
  }

  #placed(chunk: number, from: number, length: number): ByteRange {
    this.#at(chunk).live += length;
    this.#live += length;
    return { chunk, from, length };
  }

  #at(number: number): Chunk {
    const chunk = this.#chunks[number];
    if (chunk === null || chunk === undefined) throw new Error(`No chunk ${number}`);
    return chunk;
  }
}
