type Listener = (localIds: readonly string[]) => void;

/**
 * Who is told of what changed. They are told in a turn of their own, so that whoever made a change has the answer
 * first; what changed until then is told in one go. That comes to nothing only with the process itself, and the next
 * one begins with what is on the disk.
 */
export class Listeners {
  readonly #listeners = new Set<Listener>();
  readonly #breathe: () => Promise<void>;
  readonly #report: (bug: unknown) => void;
  #untold = new Set<string>();

  /** @param breathe lets answers that are due go out first */
  constructor(yieldToEventLoop: () => Promise<void>, report = uncaught) {
    this.#breathe = yieldToEventLoop;
    this.#report = report;
  }

  add(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(localIds: readonly string[]): void {
    const due = this.#untold.size > 0;
    for (const localId of localIds) this.#untold.add(localId);
    if (!due && localIds.length > 0) void this.#tellSoon();
  }

  async #tellSoon(): Promise<void> {
    await this.#breathe();
    const localIds = [...this.#untold];
    this.#untold = new Set();
    for (const listener of this.#listeners) {
      try {
        listener(localIds);
      } catch (bug) {
        // The others are told all the same: what is saved must be sent.
        this.#report(bug);
      }
    }
  }
}

/** As what is thrown where nobody waits for it: by itself, with its own trace. */
function uncaught(bug: unknown): void {
  queueMicrotask(() => {
    throw bug;
  });
}
