import type { Page } from 'playwright-core';

/** A way to run the whole app: the same tests take each of them. */
export interface Shell {
  readonly name: string;
  open(options: ShellOptions): Promise<OpenShell>;
}

export interface ShellOptions {
  readonly folder: string;
  /** A loopback origin that stands in for SalesBinder. */
  readonly salesbinder?: string;
  readonly timeScale?: number;
  readonly dark?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** For what must be in place before the window's first script runs. */
  readonly beforeLoad?: (page: Page) => Promise<void>;
}

export interface OpenShell {
  readonly page: Page;
  readonly address: string;
  /** The output of the process. */
  said(): string;
  /** As a person quits. @returns the exit code */
  quit(): Promise<number | null>;
  /** As a power cut does, as far as a process can tell. */
  kill(): Promise<void>;
}
