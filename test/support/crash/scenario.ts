import type { Files } from '../../../electron/store/disk/files.ts';
import type { OpenedCollection } from '../../../electron/store/journal/open-collection.ts';
import type { FakeDisk } from '../disk.ts';
import type { Rows } from './ledger.ts';
import type { Kept, Session } from './session.ts';

export type Notice = OpenedCollection<unknown>['notice'];

/** Something that a person does with some stores, on a disk that may already hold something. */
export interface Scenario {
  readonly name: string;
  readonly stores: readonly Kept[];
  start(): Promise<FakeDisk>;
  /** The contents of the stores on that disk. */
  readonly base: ReadonlyMap<string, Rows>;
  run(session: Session, disk: FakeDisk): Promise<void>;
  /** The fault in the report of an opening; null: none. Where this is missing there is nothing to tell. */
  readonly wrongNotice?: (store: string, notice: Notice, disk: FakeDisk) => string | null;
  /** How many crashes follow each other: two, unless it says one; the second while the first is being mended. */
  readonly crashes?: 1;
  /** So many files and touches that of the states which are not plain only some are looked at. */
  readonly isLarge?: boolean;
}

export interface Tally {
  /** Moments at which the power may go. */
  points: number;
  /** States in which that may leave the disk. */
  states: number;
  /** …of which so many were unlike each other, and were opened again. */
  opened: number;
  /** Each promise that was broken, with the moment and the state. */
  readonly broken: string[];
}

export interface Planted {
  /** Between the store and the disk. */
  readonly files?: (disk: FakeDisk) => Files;
  readonly stores?: (stores: readonly Kept[]) => readonly Kept[];
}
