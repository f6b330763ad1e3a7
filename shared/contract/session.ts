import type { OnDesktop } from './desktop.ts';
import type { ListLayout } from './list-layout.ts';
import type { AppStatus, Workspace } from './status.ts';

/** The first message to a window when it opens. */

export interface Opened {
  readonly version: string;
  readonly hostKind: 'electron' | 'browser';
  /** Decides only how keys are written: Ctrl or Cmd. */
  readonly platform: 'mac' | 'windows' | 'linux';
  readonly keystore: Keystore;
  /** Null at the first run. */
  readonly workspace: Workspace | null;
  readonly status: AppStatus | null;
  readonly singleKeys: boolean;
  /** How the workspace's list was left. */
  readonly layout: ListLayout;
  /** Null in a browser. */
  readonly desktop: OnDesktop | null;
  readonly notices: readonly Notice[];
  readonly practiceFaults: PracticeFaults | null;
}

/**
 * Where a key can be kept. `plain`: there is no keystore, so keeping the key is the person's choice. `opening`: the
 * system hasn't said yet, it may be asking the person. `unavailable`: there is one, and it can't be opened now.
 */
export type Keystore = 'opening' | 'keystore' | 'plain' | 'unavailable';

/** Said at the start: what could not be read, what was recovered, and where the damaged file was set aside. */
export interface Notice {
  readonly id: string;
  readonly store: 'outbox' | 'settings' | 'limiter' | 'practice' | 'mirror' | 'archive';
  /** The name of the file that was set aside, within the data folder. */
  readonly setAside: string;
  /** Rows recovered. */
  readonly recovered: number;
  /** Changes known to have been saved that could not be read; null when that cannot be told. */
  readonly lost: number | null;
  /** `lost` counts only what is sure: the file ends in a cut line, which may have been saved or never finished. */
  readonly orMore: boolean;
}

/** The faults that the practice SalesBinder makes on purpose. */
export interface PracticeFaults {
  readonly slow: boolean;
  readonly offline: boolean;
  readonly dropAnswers: boolean;
  readonly keepsLess: boolean;
  readonly answer: 'normal' | '500' | '422' | 'refused-200' | '402' | '429' | '401' | 'portal';
}
