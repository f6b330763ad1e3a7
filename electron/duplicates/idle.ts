import type { Clock } from '../clock.ts';

/** Ms without anything urgent: the window has painted by then. */
const QUIET = 1_000;

/** Over when nothing urgent has happened for a while, or when somebody can't wait. */
export class Lull {
  readonly over: Promise<void>;
  readonly #after: Clock['after'];
  #cancel: () => void = () => undefined;
  #resolve: () => void = () => undefined;
  #ended = false;

  /** Without a clock it is over at once. */
  constructor(after?: Clock['after']) {
    this.over = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#after = after ?? (() => () => undefined);
    if (after === undefined) this.end();
    else this.lengthen();
  }

  /** Something urgent happened. */
  lengthen(): void {
    this.#cancel();
    if (!this.#ended) this.#cancel = this.#after(QUIET, () => this.end());
  }

  end(): void {
    this.#ended = true;
    this.#cancel();
    this.#resolve();
  }
}
