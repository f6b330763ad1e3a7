import type { Clock } from '../clock.ts';

/** The window has so long to keep what is typed in a workspace before another takes its place. Ms. */
const GRACE = 3_000;

/**
 * A draft that is being typed belongs to the workspace that it is typed in: it is kept there before that one is left.
 */
export class Leaving {
  readonly #clock: Clock;
  readonly #timeScale: number;
  #kept: () => void = () => undefined;

  constructor(clock: Clock, timeScale: number) {
    this.#clock = clock;
    this.#timeScale = timeScale;
  }

  /** The window said that it kept everything. */
  kept(): void {
    this.#kept();
  }

  /** Resolves when the window has kept everything, when its time is over, or when `ending` is aborted. */
  textKept(ending: AbortSignal, tell: () => void): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        cancel();
        ending.removeEventListener('abort', done);
        this.#kept = () => undefined;
        resolve();
      };
      const cancel = this.#clock.after(GRACE / this.#timeScale, done);
      this.#kept = done;
      ending.addEventListener('abort', done);
      tell();
    });
  }
}
