/** The least time between two announcements: a flapping connection must not talk over the person. Milliseconds. */
const PAUSE = 5_000;

/** News by kind, the most important first. */
const KINDS = ['needs-you', 'connection', 'saved'] as const;
export type NewsKind = (typeof KINDS)[number];

/**
 * The text of the one polite live region. What comes within the pause is said together after it, so that nothing is
 * swallowed; of the connection, and of what needs a person, only the newest, for the older is no longer true.
 */
export class Announcer {
  #text = $state('');
  #waiting = new Map<NewsKind, readonly string[]>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  get text(): string {
    return this.#text;
  }

  say(kind: NewsKind, text: string): void {
    const before = kind === 'saved' ? (this.#waiting.get(kind) ?? []) : [];
    this.#waiting.set(kind, [...before.filter((one) => one !== text), text]);
    if (this.#timer === null) this.#sayAll();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #sayAll(): void {
    const news = KINDS.flatMap((kind) => this.#waiting.get(kind) ?? []);
    this.#waiting.clear();
    // Emptied, so that the same words can be said again later.
    this.#text = news.map(asSentence).join(' ');
    this.#timer = news.length === 0 ? null : setTimeout(() => this.#sayAll(), PAUSE);
  }
}

function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
