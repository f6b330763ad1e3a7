import type { HostEvent } from '../../shared/contract/contract.ts';
import type { AppStatus } from '../../shared/contract/status.ts';
import { shownAmong } from './account-views.ts';
import type { OpenWorkspace } from './workspace.ts';

/** The events that the window is told of, and that come from the workspace that is open. */
export class WindowEvents {
  readonly #listeners = new Set<(event: HostEvent) => void>();
  readonly #status: () => AppStatus | null;
  #stops: readonly (() => void)[] = [];
  #telling = false;

  /** @param status as it is when it is told; null: there is nothing to tell */
  constructor(status: () => AppStatus | null) {
    this.#status = status;
  }

  subscribe(listener: (event: HostEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  publish(event: HostEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Tells of each change there until `unfollow`. @param stops what else ends then */
  follow(open: OpenWorkspace, ...stops: readonly (() => void)[]): void {
    const tellStatus = (): void => this.tellStatus();
    this.#stops = [
      open.rows.subscribe((page, localIds) => {
        this.publish({ is: 'rows', page, shown: shownAmong(open, localIds) });
      }),
      open.accounts.subscribe(tellStatus),
      open.sync.subscribe(tellStatus),
      open.mirror.subscribe(tellStatus),
      ...stops,
    ];
  }

  unfollow(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  /** Many changes in one go are told once. */
  tellStatus(): void {
    if (this.#telling) return;
    this.#telling = true;
    setImmediate(() => {
      this.#telling = false;
      const status = this.#status();
      if (status !== null) this.publish({ is: 'status', status });
    });
  }
}
