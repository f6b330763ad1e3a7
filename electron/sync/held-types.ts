import type { AccountType } from '../../shared/account.ts';
import type { Clock } from '../clock.ts';

/** Types this key may not touch: their records wait, others go on. */
export class HeldTypes {
  readonly #clock: Clock;
  readonly #wait: (times: number) => number;
  readonly #onRelease: () => void;
  /** How often in a row each was held. */
  readonly #times = new Map<AccountType, number>();
  /** Each with what cancels the wait for the next try. */
  readonly #held = new Map<AccountType, () => void>();

  /** @param wait after so long a type is tried again that was held so often in a row, ms */
  constructor(clock: Clock, wait: (times: number) => number, onRelease: () => void) {
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
    const times = (this.#times.get(type) ?? 0) + 1;
    this.#times.set(type, times);
    this.#held.set(type, this.#clock.after(this.#wait(times), release));
  }

  /** SalesBinder took something of that type. */
  served(type: AccountType): void {
    this.#times.delete(type);
  }

  releaseAll(): void {
    for (const cancel of this.#held.values()) cancel();
    this.#held.clear();
    this.#times.clear();
  }
}
