import type { Api, Input } from '../../shared/contract/contract.ts';
import type { Problem } from '../../shared/problem.ts';

/** Long enough not to write at each key, short enough that a crash costs a word at most. Milliseconds. */
const PAUSE = 400;

/** Whoever types evenly never pauses so long: the most that a crash may cost them. Milliseconds. */
const LONGEST_WAIT = 900;

/** Writes the draft to the disk a moment after the typing pauses, and at least once a second while it goes on. */
export class DraftKeeper {
  #api: Api;
  #localId: () => string;
  /** The draft to keep; null when every edit was taken back. */
  #draft: () => Input<'keepDraft'> | null;
  #onWritten: (problem: Problem | null) => void;
  #pause: ReturnType<typeof setTimeout> | null = null;
  /** Runs from the first change that is not written yet. */
  #longestWait: ReturnType<typeof setTimeout> | null = null;
  #kept = false;
  /** Something was typed since the last draft that is safe. */
  #behind = false;
  #writing: Promise<void> = Promise.resolve();

  /** `onWritten` is called after each writing: with null when the draft is safe. */
  constructor(
    api: Api,
    localId: () => string,
    draft: () => Input<'keepDraft'> | null,
    onWritten: (problem: Problem | null) => void,
  ) {
    this.#api = api;
    this.#localId = localId;
    this.#draft = draft;
    this.#onWritten = onWritten;
  }

  /** The host has a draft of this account already. */
  found(): void {
    this.#kept = true;
  }

  /** What is typed is in no draft yet, because it was typed just now or because it could not be kept. */
  get isBehind(): boolean {
    return this.#behind;
  }

  soon(): void {
    this.#behind = true;
    if (this.#pause !== null) clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.now(), PAUSE);
    this.#longestWait ??= setTimeout(() => void this.now(), LONGEST_WAIT);
  }

  /** Writes what is due, if anything is, and ends when nothing is being written any more. */
  now(): Promise<void> {
    if (this.#pause !== null) {
      this.cancel();
      this.#writing = this.#write();
    }
    return this.#writing;
  }

  async #write(): Promise<void> {
    const draft = this.#draft();
    if (draft !== null) {
      this.#kept = true;
      const answer = await this.#api.keepDraft(draft);
      // More may have been typed meanwhile.
      if (answer.ok && this.#pause === null) this.#behind = false;
      this.#onWritten(answer.ok ? null : answer.problem);
    } else if (this.#kept) {
      await this.drop();
    }
  }

  async drop(): Promise<void> {
    this.cancel();
    this.#behind = false;
    if (!this.#kept) return;
    this.#kept = false;
    await this.#api.dropDraft({ localId: this.#localId() });
  }

  /** Saving ended the draft. */
  ended(): void {
    this.cancel();
    this.#behind = false;
    this.#kept = false;
  }

  cancel(): void {
    if (this.#pause !== null) clearTimeout(this.#pause);
    if (this.#longestWait !== null) clearTimeout(this.#longestWait);
    this.#pause = null;
    this.#longestWait = null;
  }
}
