import type { Update } from '../shared/contract/desktop.ts';
import type { Keystore } from '../shared/contract/session.ts';
import type { Result } from '../shared/problem.ts';

/**
 * The services that an app root gives the app: everything that differs between Electron and a browser.
 * Both composition roots fill it; nothing else in the host process knows which one it runs in.
 */
export interface Host {
  readonly kind: 'electron' | 'browser';
  readonly version: string;
  readonly secrets: Secrets;
  /** The platform's fetch: Electron's follows the system's proxy and certificates. Credentials are never sent. */
  readonly fetch: HostFetch;
  /** A system notification; only when things turn. */
  notify(notice: SystemNotice): void;
  /** How many records need a person; 0 clears it. */
  badge(count: number): void;
  /** Opens a page, a mail to write or a number to call in the person's own program for it; anything else is left alone. */
  openLink(url: string): void;
  /** Services that only a desktop has; a browser leaves them out. */
  readonly desktop?: DesktopHost;
}

/**
 * @param assertMayLeave called once more as late as the platform allows, where it can in the moment of the first byte:
 *   until then a connection was made, which can take any time, a sleep among it. What it throws is the request's failure.
 */
export type HostFetch = (
  input: string | URL | Request,
  init?: RequestInit,
  assertMayLeave?: () => void,
) => Promise<Response>;

export interface SystemNotice {
  readonly title: string;
  readonly body: string;
  /** The record that a click shows; null: only the window. */
  readonly localId: string | null;
}

export interface DesktopHost {
  showTray(on: boolean): void;
  /** The system keeps it, and a person may change it there. */
  opensAtLogin(): boolean;
  /** Fails as a value: the system may refuse. */
  setOpenAtLogin(on: boolean): Result<null>;
  readonly update: Update | null;
  /** Shows a file of the data folder in the system's file manager. @param path absolute */
  showFile(path: string): void;
}

/** Where API keys live between two runs. Names are workspaces. */
export interface Secrets {
  readonly kind: Keystore;
  /** Resolves once `kind` is no longer `opening`, which may take as long as a person takes to answer the system. */
  readonly opened: Promise<void>;
  /** Null: none is kept, or none that can be read by now. Throws the disk's error. */
  read(workspace: string): Promise<string | null>;
  /** Throws the disk's error; what was kept before is as it was then. @param evenPlain the person wants it kept also where there is no keystore: in a file only this user can read */
  keep(workspace: string, key: string, evenPlain: boolean): Promise<void>;
}
