import type { Clock } from '../clock.ts';

/** A sleep that can be cut short. A wake that comes while nobody sleeps makes the next sleep none. */
export class Waker {
  readonly #clock: Clock;
  #woken = false;
  #rise: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  wake(): void {
    if (this.#rise === null) this.#woken = true;
    else this.#rise();
  }

  /** @param ms may be infinite */
  async sleep(ms: number): Promise<void> {
    if (!this.#woken) {
      await new Promise<void>((resolve) => {
        const cancel = Number.isFinite(ms) ? this.#clock.after(ms, resolve) : () => undefined;
        this.#rise = () => {
          cancel();
          resolve();
        };
      });
    }
    this.#rise = null;
    this.#woken = false;
  }
}

/** Waits for the end of some work, but no longer than that many ms. @returns whether it ended */
export async function atMost(clock: Clock, ms: number, work: Promise<unknown>): Promise<boolean> {
  let cancel: () => void = () => undefined;
  const enough = new Promise<boolean>((resolve) => {
    cancel = clock.after(ms, () => resolve(false));
  });
  const ended = await Promise.race([work.then(() => true), enough]);
  cancel();
  return ended;
}
