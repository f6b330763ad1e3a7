import type { Update } from '../shared/contract/desktop.ts';
import type { Result } from '../shared/problem.ts';

/**
 * What an app root gives the app: everything that differs between Electron and a browser.
 * Both composition roots fill it; nothing else in the host process knows which one it runs in.
 */
export interface Host {
  readonly kind: 'electron' | 'browser';
  readonly version: string;
  readonly secrets: Secrets;
  /** The platform's fetch: Electron's follows the system's proxy and certificates. Credentials are never sent. */
  readonly fetch: typeof globalThis.fetch;
  /** A system notification; only when things turn. */
  notify(title: string, body: string): void;
  /** How many records need a person; 0 clears it. */
  badge(count: number): void;
  /** Opens an https page in the person's own browser. */
  openLink(url: string): void;
  /** What only a desktop has; a browser leaves it out. */
  readonly desktop?: DesktopHost;
}

export interface DesktopHost {
  showTray(on: boolean): void;
  /** The system keeps it, and a person may change it there. */
  opensAtLogin(): boolean;
  /** Fails as a value: the system may refuse. */
  setOpenAtLogin(on: boolean): Result<null>;
  readonly update: Update | null;
}

/** Where API keys live between two runs. Names are workspaces. */
export interface Secrets {
  /** `keystore`: encrypted by the system. `plain`: a file only this user can read; kept only when the person asked for it. */
  readonly kind: 'keystore' | 'plain';
  read(workspace: string): Promise<string | null>;
  keep(workspace: string, key: string): Promise<void>;
  forget(workspace: string): Promise<void>;
}
