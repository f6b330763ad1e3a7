import type { Mirror } from '../mirror/mirror.ts';
import { modifiedAt } from '../../shared/contract/projections.ts';

/** Accounts looked at in one go: well under a millisecond. */
const SLICE = 200;

/**
 * Which downloaded accounts changed last in SalesBinder: those stand on top when the list opens, so they go to the
 * window first. Only a hint for the order of sending; a few may be missing after removals.
 */
export class Newest {
  readonly #mirror: Mirror;
  readonly #most: number;
  readonly #breathe: () => Promise<void>;
  readonly #stop: () => void;
  /** Remote id to its stamp, ms; between `most` and twice as many, so that they are seldom sorted. */
  #stamps = new Map<string, number>();
  /** Older ones are not among them. */
  #floor = Number.NEGATIVE_INFINITY;
  #closed = false;
  /** All were looked at. */
  readonly ready: Promise<void>;

  /** @param most how many are wanted */
  constructor(mirror: Mirror, most: number, yieldToEventLoop: () => Promise<void>) {
    this.#mirror = mirror;
    this.#most = most;
    this.#breathe = yieldToEventLoop;
    this.#stop = mirror.subscribe((remoteIds) => {
      for (const remoteId of remoteIds) this.#note(remoteId);
    });
    this.ready = this.#lookThrough();
  }

  /** The newest first. */
  get remoteIds(): readonly string[] {
    return this.#ranked().map(([remoteId]) => remoteId);
  }

  close(): void {
    this.#closed = true;
    this.#stop();
  }

  async #lookThrough(): Promise<void> {
    let looked = 0;
    // Without a copy of the ids, which alone would take several frames; of what changes meanwhile it is told.
    for (const remoteId of this.#mirror.accounts.keys()) {
      if (this.#closed) return;
      this.#note(remoteId);
      looked += 1;
      if (looked % SLICE === 0) await this.#breathe();
    }
  }

  #note(remoteId: string): void {
    const mirrored = this.#mirror.accounts.get(remoteId);
    const at = mirrored === undefined ? this.#floor : modifiedAt(mirrored.account.modified);
    if (at <= this.#floor) this.#stamps.delete(remoteId);
    else this.#stamps.set(remoteId, at);
    if (this.#stamps.size >= 2 * this.#most) this.#cut();
  }

  #cut(): void {
    const kept = this.#ranked();
    this.#stamps = new Map(kept);
    this.#floor = kept.at(-1)?.[1] ?? this.#floor;
  }

  #ranked(): readonly (readonly [string, number])[] {
    return [...this.#stamps].sort(([, a], [, b]) => b - a).slice(0, this.#most);
  }
}
