import type { Mirror } from '../mirror/mirror.ts';

/**
 * Which came first: requests and writes, by numbers of our own. A server's version is taken only from a request that
 * began after the last write to that account: what was asked before it may show what was there before it.
 */
export class RequestOrder {
  #last: number;
  readonly #writes = new Map<string, number>();

  /** Numbers go on after those that an earlier run gave. */
  constructor(mirror: Mirror) {
    this.#last = mirror.accounts.lastAsked();
  }

  next(): number {
    this.#last += 1;
    return this.#last;
  }

  /** A write to this record's account was answered, or given up on. */
  wrote(localId: string): void {
    this.#writes.set(localId, this.next());
  }

  /** Whether a request of that number began after the last write to this record's account. */
  isNewer(asked: number, localId: string): boolean {
    return asked > (this.#writes.get(localId) ?? 0);
  }
}
