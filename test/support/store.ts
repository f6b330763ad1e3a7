import { openCollection } from '../../electron/store/open-collection.ts';
import type { OpenedCollection, CollectionSchema } from '../../electron/store/open-collection.ts';
import type { Result } from '../../shared/problem.ts';
import type { FakeDisk } from './disk.ts';
import { FakePace } from './pace.ts';

/** A small row to store. */
export interface Note {
  readonly text: string;
}

export const FOLDER = '/data';

export const NOTES: CollectionSchema<Note> = {
  name: 'outbox',
  schema: 1,
  parse: (row) => (isNote(row) ? row : null),
  migrate: (row) => row,
};

export function note(text: string): Note {
  return { text };
}

export function openNotes(
  disk: FakeDisk,
  options: Partial<CollectionSchema<Note>> & { readonly foldAt?: number; readonly pace?: FakePace } = {},
): Promise<Result<OpenedCollection<Note>>> {
  return openCollection<Note>({ ...NOTES, files: disk, folder: FOLDER, pace: new FakePace(), ...options });
}

/** For where opening must not fail. */
export function opened<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`Not opened: ${JSON.stringify(result.problem)}`);
  return result.value;
}

function isNote(row: unknown): row is Note {
  return typeof row === 'object' && row !== null && 'text' in row && typeof row.text === 'string';
}
