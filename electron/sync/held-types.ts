import type { AccountType } from '../../shared/account.ts';
import type { Clock } from '../clock.ts';

/** What a key may do can change at any time: after so long a type is tried again, ms. */
const TRIED_AGAIN_AFTER = 5 * 60_000;

/** Types this key may not touch: their records wait, others go on. */
export class HeldTypes {
  readonly #clock: Clock;
  readonly #wait: number;
  readonly #onRelease: () => void;
  /** Each with what cancels the wait for the next try. */
  readonly #held = new Map<AccountType, () => void>();

  constructor(clock: Clock, timeScale: number, onRelease: () => void) {
    this.#clock = clock;
    this.#wait = TRIED_AGAIN_AFTER / timeScale;
    this.#onRelease = onRelease;
  }

  get types(): ReadonlySet<AccountType> {
    return new Set(this.#held.keys());
  }

  hold(type: AccountType): void {
    this.#held.get(type)?.();
    const release = (): void => {
      this.#held.delete(type);
      this.#onRelease();
    };
    this.#held.set(type, this.#clock.after(this.#wait, release));
  }

  releaseAll(): void {
    for (const cancel of this.#held.values()) cancel();
    this.#held.clear();
  }
}
