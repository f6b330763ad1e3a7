import {
  again,
  appending,
  changed,
  filesOf,
  isJournal,
  isSnapshot,
  markAhead,
  removingEarly,
  trustingSnapshots,
} from './defective-files.ts';
import { answeringEarly, splitting } from './defective-stores.ts';
import type { Planted } from './scenario.ts';

/**
 * Mistakes that stores make, planted between the true store and the disk (or before the store): each must be found
 * by exploring a scenario, else the exploring proves nothing.
 */
export interface Defect extends Planted {
  readonly name: string;
  /** In which the mistake has its chance. */
  readonly scenario: string;
}

export const DEFECTS: readonly Defect[] = [
  {
    name: 'a save is answered before it is flushed',
    scenario: 'many appends',
    files: (disk) => changed(disk, () => ({ syncData: async () => undefined })),
  },
  {
    name: 'a save is answered before it is written',
    scenario: 'many appends',
    stores: (stores) => stores.map(answeringEarly),
  },
  {
    name: 'one save is written as two',
    scenario: 'many appends',
    stores: (stores) => stores.map(splitting),
  },
  {
    name: "a folder's names are never flushed",
    scenario: 'first open of an empty folder',
    files: (disk) => ({ ...filesOf(disk), syncFolder: async () => undefined }),
  },
  {
    name: "a new folder's own name is not flushed",
    scenario: 'first open of an empty folder',
    files: (disk) => ({
      ...filesOf(disk),
      syncFolder: async (path) => (path.endsWith('/notes') ? disk.syncFolder(path) : undefined),
    }),
  },
  {
    name: 'a snapshot gets its name before it is flushed',
    scenario: 'folding',
    files: (disk) => changed(disk, (_, path) => (isSnapshot(path) ? { sync: async () => undefined } : {})),
  },
  {
    name: 'what is older goes before the new snapshot is there',
    scenario: 'folding',
    files: removingEarly,
  },
  {
    name: "a new journal's heading is not flushed",
    scenario: 'folding',
    files: (disk) => changed(disk, (_, path) => (isJournal(path) ? { sync: async () => undefined } : {})),
  },
  {
    name: 'a flush that failed is tried again and trusted',
    scenario: 'a flush that fails',
    files: (disk) => changed(disk, (file) => ({ syncData: () => again(() => file.syncData()) })),
  },
  {
    name: 'a half-written line is not cut off before the next one',
    scenario: 'a write that fails half-way',
    files: appending,
  },
  { name: 'the mark runs ahead of the journal', scenario: 'many appends', files: markAhead },
  {
    name: 'a snapshot is not read back before what is older goes',
    scenario: 'a disk that keeps something else than a snapshot',
    files: trustingSnapshots,
  },
  {
    name: 'a damaged file is not kept',
    scenario: 'rescue of a line of the journal',
    files: (disk) =>
      changed(disk, (_, path) => (path.includes('.damaged-') ? { sync: async () => undefined } : {})),
  },
];
