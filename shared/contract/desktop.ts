/** What a native menu can ask of the window. */
export type MenuCommand =
  'new' | 'save' | 'save-and-new' | 'search' | 'sync' | 'settings' | 'commands' | 'shortcuts';

export interface Update {
  readonly version: string;
  /** What is new in it, plain text; may be empty. */
  readonly notes: string;
}

/** What only a desktop has. */
export interface OnDesktop {
  readonly tray: boolean;
  readonly openAtLogin: boolean;
  /** Null while there is nothing newer. */
  readonly update: Update | null;
}
