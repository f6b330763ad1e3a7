import type { RowFeed as HostRows } from '../../electron/list/rows.ts';
import type { Api } from '../../shared/contract/contract.ts';
import type { RowsPage } from '../../shared/contract/rows.ts';
import { failed, ok } from '../../shared/problem.ts';
import type { Result } from '../../shared/problem.ts';

/**
 * The wire between a window's list and its host, in the test's hand: whatever is asked, answered, told or only takes a
 * breath waits here until `go` chooses it, so that everything can come before or after everything else. What the host
 * tells stays in its order, as it does on every wire.
 */
export class RowsWire {
  host: HostRows;
  readonly #choose: (of: number) => number;
  #waiting: (() => void)[] = [];
  /** How each call that is under way gets lost. */
  readonly #asked = new Set<() => void>();
  /** Pages that were reloaded hear no answers. */
  #pages = 0;
  #told: RowsPage[] = [];
  #listen: (page: RowsPage) => void = () => undefined;
  #stop: () => void;
  cut = false;

  constructor(host: HostRows, choose: (of: number) => number) {
    this.host = host;
    this.#choose = choose;
    this.#stop = this.#hear();
  }

  /** Of the contract only the list's calls. */
  window(listen: (page: RowsPage) => void): Api {
    this.#listen = listen;
    this.#pages += 1;
    const page = this.#pages;
    const ask = <T>(answer: () => Promise<Result<T>>): Promise<Result<T>> =>
      page === this.#pages ? this.#ask(page, answer) : new Promise(() => undefined);
    const api: Pick<Api, 'rows' | 'moreRows'> = {
      rows: ({ since }) => ask(async () => ok(await this.host.page(since))),
      moreRows: (next) =>
        ask(async () => {
          const chunk = await this.host.more(next);
          return chunk === null ? failed({ what: 'stale', detail: 'rows' }) : ok(chunk);
        }),
    };
    return api as Api;
  }

  yieldToEventLoop = (): Promise<void> => new Promise((run) => this.#waiting.push(run));

  /** Another host in the place of this one, as after a restart. */
  replace(host: HostRows): void {
    this.#stop();
    this.host = host;
    this.#stop = this.#hear();
  }

  /** The connection is lost: nothing under way arrives, and whoever waits is told so. */
  lose(): void {
    this.cut = true;
    this.#told = [];
    for (const lose of [...this.#asked]) lose();
  }

  /** One thing that waits happens. @returns false: nothing waits */
  async go(): Promise<boolean> {
    await settled();
    const at = this.#choose(this.#waiting.length);
    const [next] = this.#waiting.splice(at, 1);
    next?.();
    await settled();
    return next !== undefined;
  }

  #ask<T>(page: number, answer: () => Promise<Result<T>>): Promise<Result<T>> {
    const lost = failed({ what: 'storage', reason: 'vanished', detail: 'host-lost' });
    if (this.cut) return Promise.resolve(lost);
    return new Promise((resolve) => {
      const lose = (): void => {
        this.#asked.delete(lose);
        resolve(lost);
      };
      this.#asked.add(lose);
      const arrive = (result: Result<T>): void => {
        if (this.#asked.delete(lose) && page === this.#pages) resolve(result);
      };
      const run = async (): Promise<void> => {
        const result = await answer();
        this.#waiting.push(() => arrive(result));
      };
      this.#waiting.push(() => void run());
    });
  }

  #hear(): () => void {
    return this.host.subscribe((page) => {
      if (this.cut) return;
      this.#told.push(page);
      this.#waiting.push(() => {
        const next = this.#told.shift();
        if (next !== undefined) this.#listen(next);
      });
    });
  }

  /** The next thing told gets lost on its way. */
  drop(): void {
    this.#told.shift();
  }
}

/** Everything that follows by itself has happened. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
