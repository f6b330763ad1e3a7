const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** An id as JSON text in bytes, to be looked for among bytes. One is used again and again, so that looking costs no memory. */
export class QuotedId {
  #bytes = Buffer.alloc(256);
  #length = 0;
  #hash = 0;

  get hash(): number {
    return this.#hash;
  }

  set(id: string): void {
    const quoted = JSON.stringify(id);
    if (quoted.length * 3 > this.#bytes.length) this.#bytes = Buffer.alloc(quoted.length * 3);
    this.#length = this.#bytes.write(quoted, 'utf8');
    this.#hash = hashOf(this.#bytes, this.#length);
  }

  /** Whether it stands there. */
  stands(bytes: Buffer, at: number): boolean {
    // From its end: ids of one kind begin alike.
    for (let index = this.#length - 1; index >= 0; index -= 1) {
      if (bytes[at + index] !== this.#bytes[index]) return false;
    }
    return true;
  }
}

/** The JSON string that begins there. */
export function readQuoted(bytes: Buffer, at: number): string {
  const text = bytes.toString('utf8', at + 1, endOfQuoted(bytes, at) - 1);
  return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text;
}

/** Behind its closing quote. */
function endOfQuoted(bytes: Buffer, at: number): number {
  let end = at + 1;
  while (end < bytes.length && bytes[end] !== QUOTE) end += bytes[end] === BACKSLASH ? 2 : 1;
  return end + 1;
}

/** FNV-1a over bytes. */
function hashOf(bytes: Buffer, length: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < length; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  // The lowest bits choose the place: the others must speak in them.
  return (hash ^ (hash >>> 15)) >>> 0;
}
