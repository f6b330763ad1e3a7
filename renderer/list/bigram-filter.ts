/**
 * A Bloom-like filter over bigrams, one bit a text for each of 512 buckets: among 100,000 texts it says in some ten
 * microseconds which few may contain a word. A text without the word sometimes passes, one that has it always does.
 * 64 bytes a text.
 */
export class BigramFilter {
  /** One for each 4,096 places: bucket by bucket, a bit for each place. */
  readonly #blocks: Uint32Array[] = [];

  put(place: number, text: string): void {
    const block = (this.#blocks[Math.floor(place / BLOCK)] ??= new Uint32Array(BUCKETS * ROW));
    const at = (place % BLOCK) >>> 5;
    const bit = 1 << (place & 31);
    for (let index = 1; index < text.length; index += 1) {
      const word = bigramOf(text, index) * ROW + at;
      block[word] = (block[word] ?? 0) | bit;
    }
  }

  /** @param text the one that was put there */
  remove(place: number, text: string): void {
    const block = this.#blocks[Math.floor(place / BLOCK)];
    if (block === undefined) return;
    const at = (place % BLOCK) >>> 5;
    const others = ~(1 << (place & 31));
    for (let index = 1; index < text.length; index += 1) {
      const word = bigramOf(text, index) * ROW + at;
      block[word] = (block[word] ?? 0) & others;
    }
  }

  /** @returns a bit for each place whose text may have all of these words; null: it can't be told, any may */
  mayHave(words: readonly string[]): Uint32Array | null {
    const bigrams = new Set(words.flatMap(bigramsIn));
    if (bigrams.size === 0) return null;
    const may = new Uint32Array(this.#blocks.length * ROW).fill(-1);
    this.#blocks.forEach((block, index) => {
      for (const bigram of bigrams) {
        for (let at = 0; at < ROW; at += 1) {
          const word = index * ROW + at;
          may[word] = (may[word] ?? 0) & (block[bigram * ROW + at] ?? 0);
        }
      }
    });
    return may;
  }
}

/** @param bits one for each place */
export function hasBit(bits: Uint32Array, place: number): boolean {
  return ((bits[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0;
}

/** Places in a block, and their bits in numbers of 32. */
const BLOCK = 4_096;
const ROW = BLOCK / 32;
const BUCKETS = 512;

/** The bucket of the letter at `index` and the one before it: their bits well mixed, the upper nine of them. */
function bigramOf(text: string, index: number): number {
  return Math.imul(text.charCodeAt(index - 1) * 43 + text.charCodeAt(index), 0x9e3779b1) >>> 23;
}

function bigramsIn(word: string): readonly number[] {
  return Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => bigramOf(word, at + 1));
}
