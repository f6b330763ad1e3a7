/** The commands that a native menu can give the window. */
export type MenuCommand =
  'new' | 'save' | 'save-and-new' | 'search' | 'sync' | 'settings' | 'commands' | 'shortcuts';

export interface Update {
  readonly version: string;
  /** Its release notes, plain text; may be empty. */
  readonly notes: string;
}

/** Calls and events that only a desktop has. */
export interface OnDesktop {
  readonly tray: boolean;
  readonly openAtLogin: boolean;
  /** Null while there is nothing newer. */
  readonly update: Update | null;
}
