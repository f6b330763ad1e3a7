import type { Connection } from '../../shared/contract/status.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Clock } from '../clock.ts';
import type { Secrets } from '../host.ts';
import { storageProblem } from '../store/disk/disk-error.ts';

/** Ms until a key that the disk would not give is asked for again. */
const AGAIN = 5_000;

interface Reading {
  refused: { readonly problem: Problem; readonly until: number } | null;
}

/**
 * Reads the key that is kept for a workspace while that one is already open: the keystore may be asking its person, who
 * may take any time to answer, and a disk that refuses is asked again until it gives the key.
 */
export class KeyReading {
  readonly #secrets: Secrets;
  readonly #clock: Clock;
  readonly #timeScale: number;
  /** The reading that is under way; each has an object of its own. */
  #now: Reading | null = null;
  #cancelWait: () => void = () => undefined;

  constructor(secrets: Secrets, clock: Clock, timeScale: number) {
    this.#secrets = secrets;
    this.#clock = clock;
    this.#timeScale = timeScale;
  }

  /** The connection's place meanwhile: no key is missing yet. Null: nothing is being read. */
  get connection(): Connection | null {
    if (this.#now === null) return null;
    const { refused } = this.#now;
    return refused === null ? { is: 'not-tried' } : { is: 'held', ...refused, trying: false };
  }

  /** @param tell called when the disk refused. @returns the key; null: none is kept, or `stop` came first */
  async read(workspace: string, tell: () => void): Promise<string | null> {
    this.stop();
    const reading: Reading = { refused: null };
    this.#now = reading;
    for (;;) {
      const answer = await this.#ask(workspace);
      if (this.#now !== reading) return null;
      if (answer.is === 'told') {
        this.#now = null;
        return answer.key;
      }
      const wait = AGAIN / this.#timeScale;
      reading.refused = { problem: answer.problem, until: this.#clock.now() + wait };
      tell();
      await this.#waitFor(wait);
      if (this.#now !== reading) return null;
    }
  }

  /** The person gave a key, or the workspace is closed. */
  stop(): void {
    this.#now = null;
    this.#cancelWait();
  }

  async #ask(
    workspace: string,
  ): Promise<{ is: 'told'; key: string | null } | { is: 'refused'; problem: Problem }> {
    try {
      return { is: 'told', key: await this.#secrets.read(workspace) };
    } catch (error) {
      const problem = storageProblem(error);
      // A keystore that fails gives no key: the person is asked.
      return problem === null ? { is: 'told', key: null } : { is: 'refused', problem };
    }
  }

  #waitFor(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(ms, resolve);
      this.#cancelWait = () => {
        cancel();
        resolve();
      };
    });
  }
}
