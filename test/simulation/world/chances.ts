import { rngOf, hash } from '../../support/rng.ts';
import type { Rng } from '../../support/rng.ts';

/**
 * Everything that may happen in a world has a name: `act7`, `act7.phone`, `portal2`. Whether it happens, and how,
 * depends on the seed and on that name alone, so that one of them can be left out while the others stay as they are.
 * That is how a world shrinks.
 */
export class Chances {
  readonly #seed: number;
  readonly #only: ReadonlySet<string> | null;
  readonly #times = new Map<string, number>();
  readonly #happened = new Set<string>();

  /** @param only what may happen; null: anything */
  constructor(seed: number, only: ReadonlySet<string> | null) {
    this.#seed = seed;
    this.#only = only;
  }

  /** The names of all that happened, in the order in which it was decided. */
  get happened(): readonly string[] {
    return [...this.#happened];
  }

  happens(name: string, probability = 1): boolean {
    const drawn = probability >= 1 || this.rng(`${name}?`).chance(probability);
    if (!drawn || this.#only?.has(name) === false) return false;
    this.#happened.add(name);
    return true;
  }

  /** Those of `${kind}1`, `${kind}2` … that happen. */
  some(kind: string, count: number): readonly string[] {
    return Array.from({ length: count }, (_, at) => `${kind}${at + 1}`).filter((name) => this.happens(name));
  }

  rng(name: string): Rng {
    return rngOf(this.#seed, name);
  }

  /** A short name for the so-manieth thing that is just like this one. */
  nameFor(kind: string, likeThis: string): string {
    const times = (this.#times.get(likeThis) ?? 0) + 1;
    this.#times.set(likeThis, times);
    return `${kind}.${(hash(`${likeThis}/${times}`) >>> 0).toString(36)}`;
  }

  /** One of these, and the same one also when others of them are not there. */
  favourite<T>(name: string, from: readonly T[], keyOf: (one: T) => string): T | undefined {
    let best: T | undefined;
    let most = -1;
    for (const one of from) {
      const liked = this.rng(`${name}/${keyOf(one)}`).next();
      if (liked > most) [best, most] = [one, liked];
    }
    return best;
  }
}
