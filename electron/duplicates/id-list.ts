/** Bytes a chunk: the last one is on average half empty. */
const CHUNK = 128 * 1024;

/**
 * Local ids by number, as bytes in few large chunks: as a list of strings, a hundred thousand would take seven megabytes
 * and the garbage collector's time.
 */
export class IdList {
  readonly #chunks: Buffer[] = [];
  /** By number: the chunk, and where in it the id begins and ends. */
  #chunk = new Uint16Array(0);
  #from = new Uint32Array(0);
  #to = new Uint32Array(0);
  #length = 0;
  #taken = 0;

  get length(): number {
    return this.#length;
  }

  /** @returns its number */
  add(id: string): number {
    const bytes = Buffer.byteLength(id);
    if (this.#taken + bytes > (this.#chunks.at(-1)?.length ?? 0)) {
      this.#chunks.push(Buffer.allocUnsafeSlow(Math.max(CHUNK, bytes)));
      this.#taken = 0;
    }
    if (this.#length === this.#from.length) this.#grow();
    this.#chunk[this.#length] = this.#chunks.length - 1;
    this.#from[this.#length] = this.#taken;
    this.#chunks.at(-1)?.write(id, this.#taken);
    this.#taken += bytes;
    this.#to[this.#length] = this.#taken;
    this.#length += 1;
    return this.#length - 1;
  }

  /** Undefined: there is no such number. */
  at(number: number): string | undefined {
    if (number >= this.#length) return undefined;
    const chunk = this.#chunks[this.#chunk[number] ?? 0];
    return chunk?.toString('utf8', this.#from[number], this.#to[number]);
  }

  #grow(): void {
    const size = Math.ceil(this.#length * 1.25) + 64;
    const [chunk, from, to] = [new Uint16Array(size), new Uint32Array(size), new Uint32Array(size)];
    chunk.set(this.#chunk);
    from.set(this.#from);
    to.set(this.#to);
    [this.#chunk, this.#from, this.#to] = [chunk, from, to];
  }
}
