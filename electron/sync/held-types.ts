import type { AccountType } from '../../shared/account.ts';
import type { Clock } from '../clock.ts';

/** Types this key may not touch: their records wait, others go on. */
export class HeldTypes {
  readonly #clock: Clock;
  readonly #wait: number;
  readonly #onRelease: () => void;
  /** Each with what cancels the wait for the next try. */
  readonly #held = new Map<AccountType, () => void>();

  /** @param wait after so long a type is tried again, ms */
  constructor(clock: Clock, wait: number, onRelease: () => void) {
    this.#clock = clock;
    this.#wait = wait;
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
