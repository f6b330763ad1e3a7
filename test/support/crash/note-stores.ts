import { setImmediate } from 'node:timers/promises';
import { openCollection } from '../../../electron/store/journal/open-collection.ts';
import type { CollectionSchema } from '../../../electron/store/collection-schema.ts';
import type { Change } from '../../../electron/store/collection.ts';
import { FakeDisk } from '../disk.ts';
import { FakePacer } from '../pacer.ts';
import { NOTES, note, opened } from '../store.ts';
import type { Note } from '../store.ts';
import type { Kept } from './session.ts';

/** Two folders deep, so that both have to be made. */
export const NOTES_FOLDER = '/home/notes';

export interface NotesOptions extends Partial<CollectionSchema<Note>> {
  readonly foldAt?: number;
  readonly pacer?: FakePacer;
}

export function notes(options: NotesOptions = {}): Kept {
  return {
    name: 'outbox',
    folder: NOTES_FOLDER,
    open: (files) => {
      const pacer = options.pacer ?? new FakePacer();
      return openCollection<Note>({ ...NOTES, pacer, ...options, files, folder: NOTES_FOLDER });
    },
    extra: { put: 'extra', row: note('saved after it all') },
  };
}

/** A disk on which these were saved, one commit after the other, and closed. */
export async function diskWith(
  commits: readonly (readonly Change<unknown>[])[],
  options: NotesOptions = {},
): Promise<FakeDisk> {
  const disk = new FakeDisk();
  const { collection } = opened(await notes(options).open(disk));
  for (const changes of commits) await collection.commit(changes);
  await collection.close();
  return disk.afterKill();
}

/** Lets a folding be overtaken by what is saved meanwhile, at each of its breaths. */
export function slowPacer(): FakePacer {
  const pacer = new FakePacer();
  pacer.yieldToEventLoop = () => setImmediate();
  return pacer;
}

export function put(id: string, text: string): Change<unknown> {
  return { put: id, row: note(text) };
}
