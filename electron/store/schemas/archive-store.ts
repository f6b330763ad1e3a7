import * as v from 'valibot';
import type { Result } from '../../../shared/problem.ts';
import type { HistoryEntry } from '../../../shared/outbox/record.ts';
import { openCollection } from '../journal/open-collection.ts';
import type { OpenedCollection } from '../journal/open-collection.ts';
import type { StoreFolder } from '../disk/folder.ts';
import { history } from './record-schema.ts';
import type { SameType } from './same-type.ts';

/** A record that has left the outbox: its history and its note. The id of a row is its local id. */
export interface Archived {
  readonly remoteId: string;
  readonly note: string;
  readonly history: readonly HistoryEntry[];
}

const archived = v.object({ remoteId: v.string(), note: v.string(), history });

true satisfies SameType<v.InferOutput<typeof archived>, Archived>;

export function openArchive(place: StoreFolder): Promise<Result<OpenedCollection<Archived>>> {
  return openCollection<Archived>({
    ...place,
    name: 'archive',
    version: 1,
    parse: (stored) => (v.is(archived, stored) ? stored : null),
    migrate: (stored) => stored,
  });
}
