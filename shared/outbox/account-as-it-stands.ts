import type { RemoteAccount } from '../account.ts';
import type { Draft } from './event.ts';
import type { HistoryEntry, OutboxRecord } from './record.ts';
import { recordOfMirrored } from './step.ts';

/**
 * One account as it stands: what was entered here laid over what was downloaded. The list, the open account, the search
 * for duplicates and every edit begin from this reading, so that none of them can overlay the two in its own way.
 */
export interface AccountAsItStands {
  readonly localId: string;
  /** The record saved here. */
  readonly record: OutboxRecord | undefined;
  /** The draft. */
  readonly draft: Draft | undefined;
  /** SalesBinder's version at the last download; null also where a record lies over it that is no discarded edit. */
  readonly downloaded: Downloaded | null;
  /** SalesBinder's version is archived there. */
  readonly archivedThere: boolean;
}

/** A downloaded account always has a type: a list that names none lists what it was asked for. */
export type Downloaded = RemoteAccount & { readonly type: NonNullable<RemoteAccount['type']> };

/** The archived part of an account that left the outbox. */
interface Archived {
  readonly note: string;
  readonly history: readonly HistoryEntry[];
}

/**
 * The record, or what an edit of a downloaded account begins with: an account that left the outbox long ago goes on with
 * its note and its history. Undefined when there is neither.
 *
 * @param at local ms
 */
export function recordAsItStands(
  { localId, record, downloaded }: Pick<AccountAsItStands, 'localId' | 'record' | 'downloaded'>,
  archived: Archived | undefined,
  at: number,
): OutboxRecord | undefined {
  if (record !== undefined || downloaded === null) return record;
  const begun = recordOfMirrored(localId, downloaded, at);
  return archived === undefined ? begun : { ...begun, note: archived.note, history: archived.history };
}
