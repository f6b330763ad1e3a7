import { openCollection } from '../../electron/store/journal/open-collection.ts';
import type { CollectionSchema } from '../../electron/store/collection-schema.ts';
import type { StoreFolder } from '../../electron/store/disk/folder.ts';
import type { OpenedCollection } from '../../electron/store/journal/open-collection.ts';
import type { Result } from '../../shared/problem.ts';
import type { FakeDisk } from './disk.ts';
import { FakePacer } from './pacer.ts';

/** A small row to store. */
export interface Note {
  readonly text: string;
}

export const FOLDER = '/data';

export const NOTES: CollectionSchema<Note> = {
  name: 'outbox',
  version: 1,
  parse: (row) => (isNote(row) ? row : null),
  migrate: (row) => row,
};

export function note(text: string): Note {
  return { text };
}

export function openNotes(
  disk: FakeDisk,
  options: Partial<
    CollectionSchema<Note> & Pick<StoreFolder, 'codec'> & { foldAt: number; pacer: FakePacer }
  > = {},
): Promise<Result<OpenedCollection<Note>>> {
  return openCollection<Note>({ ...NOTES, files: disk, folder: FOLDER, pacer: new FakePacer(), ...options });
}

/** For where opening must not fail. */
export function opened<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`Not opened: ${JSON.stringify(result.problem)}`);
  return result.value;
}

function isNote(row: unknown): row is Note {
  return typeof row === 'object' && row !== null && 'text' in row && typeof row.text === 'string';
}
