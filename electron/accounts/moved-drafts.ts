import { movedDraft } from '../../shared/outbox/drafts.ts';
import type { Draft } from '../../shared/outbox/event.ts';
import type { OutboxRecord } from '../../shared/outbox/record.ts';
import { derivedId } from '../mirror/derived-id.ts';

/**
 * The drafts as they are beside these records. One under an id that an account had before it was known whose it is goes
 * along with its record.
 */
export function draftsAfter(
  before: ReadonlyMap<string, Draft>,
  change: {
    readonly put: readonly OutboxRecord[];
    /** Local ids of the drafts that the change ends. */
    readonly ended: readonly string[];
    readonly typed: readonly Draft[];
  },
): ReadonlyMap<string, Draft> {
  const after = new Map(before);
  for (const localId of change.ended) after.delete(localId);
  for (const draft of change.typed) after.set(draft.localId, draft);
  for (const record of change.put) {
    const from = olderIdOf(record);
    const moved = from === null ? undefined : after.get(from);
    if (from === null || moved === undefined) continue;
    after.delete(from);
    after.set(record.localId, movedDraft(record, moved, after.get(record.localId)));
  }
  return after;
}

/** Left there by a program that did not move drafts, or while it was not known whose account it is. */
export function withDraftLeftBehind(
  records: ReadonlyMap<string, OutboxRecord>,
  drafts: ReadonlyMap<string, Draft>,
): readonly OutboxRecord[] {
  if (drafts.size === 0) return [];
  return [...records.values()].filter((record) => drafts.has(olderIdOf(record) ?? ''));
}

/** The id under which a record's account may have been downloaded before it was known whose it is. */
function olderIdOf({ localId, remoteId }: OutboxRecord): string | null {
  const derived = remoteId === null ? localId : derivedId(remoteId);
  return derived === localId ? null : derived;
}
