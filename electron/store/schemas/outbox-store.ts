import * as v from 'valibot';
import { INPUTS } from '../../../shared/contract/contract.ts';
import type { Draft } from '../../../shared/outbox/event.ts';
import type { Result } from '../../../shared/problem.ts';
import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import { openCollection } from '../journal/open-collection.ts';
import type { OpenedCollection } from '../journal/open-collection.ts';
import type { StoreFolder } from '../disk/folder.ts';
import { record } from './record-schema.ts';
import type { SameType } from './same-type.ts';

/** Records and drafts share one file, so that one commit can save a record and end its draft. */
export type OutboxRow =
  | { readonly kind: 'record'; readonly record: OutboxRecord }
  | { readonly kind: 'draft'; readonly draft: Draft }
  /** An account of SalesBinder that was created here keeps its local id, also when its record has left. */
  | { readonly kind: 'alias'; readonly remoteId: string; readonly localId: string };

export function recordKey(localId: string): string {
  return `record/${localId}`;
}

export function draftKey(localId: string): string {
  return `draft/${localId}`;
}

export function aliasKey(remoteId: string): string {
  return `alias/${remoteId}`;
}

const row = v.variant('kind', [
  v.object({ kind: v.literal('record'), record }),
  v.object({
    kind: v.literal('draft'),
    draft: v.object({ ...INPUTS.keepDraft.entries, at: v.number(), moved: v.exactOptional(v.literal(true)) }),
  }),
  v.object({ kind: v.literal('alias'), remoteId: v.string(), localId: v.string() }),
]);

true satisfies SameType<v.InferOutput<typeof row>, OutboxRow>;

/** The accounts that are not yet in SalesBinder, and the drafts. Small, and there is no second copy of it anywhere. */
export function openOutbox(place: StoreFolder): Promise<Result<OpenedCollection<OutboxRow>>> {
  return openCollection<OutboxRow>({
    ...place,
    name: 'outbox',
    version: 1,
    // The row itself and not what valibot makes of it: what a row has beyond its schema is kept.
    parse: (stored) => (v.is(row, stored) ? stored : null),
    migrate: (stored) => stored,
  });
}
