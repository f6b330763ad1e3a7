/** At most one announcement in this time: a flapping connection must not talk over the person. Milliseconds. */
const PAUSE = 5_000;

/** The text of the one polite live region: the connection changed, an account needs a person. */
export class Announcer {
  #text = $state('');
  #next: string | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  get text(): string {
    return this.#text;
  }

  /** Within the pause only the newest is kept: older news are no longer true. */
  say(text: string): void {
    if (this.#timer !== null) {
      this.#next = text;
      return;
    }
    this.#text = text;
    this.#timer = setTimeout(() => this.#afterPause(), PAUSE);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #afterPause(): void {
    this.#timer = null;
    const next = this.#next;
    this.#next = null;
    // Emptied, so that the same words can be said again later.
    if (next === null || next === this.#text) this.#text = '';
    else this.say(next);
  }
}
