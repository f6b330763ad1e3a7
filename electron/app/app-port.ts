import type { Handlers, HostEvent } from '../../shared/contract/contract.ts';
import type { Limit } from '../../shared/sync/limiter.ts';
import type { Result } from '../../shared/problem.ts';
import type { Host } from '../host.ts';
import type { Files } from '../store/disk/files.ts';

/** The app as its two shells (Electron, browser mode) see it. */
export interface App {
  readonly handlers: Handlers;
  /** The id of the workspace that is open now; null: none is. */
  readonly workspace: string | null;
  subscribe(listener: (event: HostEvent) => void): () => void;
  /** Something suggests that it is worth looking at the connection again. */
  hint(what: 'online' | 'resume' | 'focus'): void;
  /**
   * Everything is on disk and the data folder is free when this resolves.
   *
   * @returns whether nothing was under way any more; false: a send's answer was not waited for any longer, and its
   *   outcome is looked up at the next start
   */
  close(): Promise<boolean>;
}

export interface AppOptions {
  /** The data folder, absolute; made when it isn't there. */
  readonly folder: string;
  readonly host: Host;
  /** Divides the sync's waits; 1 is ordinary. */
  readonly timeScale: number;
  /** A loopback origin that stands in for `https://<subdomain>.salesbinder.com`; null is ordinary. */
  readonly salesbinderOrigin: string | null;
  /** The disk; the real one if left out. */
  readonly files?: Files;
  /** SalesBinder's request limits; its documented windows if left out. */
  readonly limits?: readonly Limit[];
}

/**
 * Fails as a value: `storage` with the reason `in-use` (another process has the data folder), `newer` (a newer Fieldbinder wrote it), or what the system said; `bad-call` for options that may not be (an origin that is
 * not loopback). Each is one sentence in start-failure.ts.
 */
export type StartApp = (options: AppOptions) => Promise<Result<App>>;
