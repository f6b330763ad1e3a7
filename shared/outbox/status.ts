import type { Ask, OutboxRecord } from './record.ts';
import type { Problem } from '../problem.ts';

/** Where a record stands, as the list shows it: a tag for the words, and what the words need. */
export type RecordStatus =
  | { readonly is: 'draft' }
  | { readonly is: 'waiting'; readonly problem: Problem | null; readonly since: number }
  | { readonly is: 'sending' }
  | { readonly is: 'checking' }
  | { readonly is: 'sent'; readonly at: number; readonly number: number | null }
  /** Downloaded, and nothing of it was changed on this computer. */
  | { readonly is: 'in-salesbinder' }
  /** It was archived in SalesBinder: its lists need not show it any more. */
  | { readonly is: 'archived' }
  | { readonly is: 'needs-you'; readonly why: NeedsYou }
  | Discarded
  /** Only what was changed here: SalesBinder has the account, and it can be found and edited as ever. */
  | { readonly is: 'edit-discarded' };

export interface Discarded {
  readonly is: 'discarded';
  /** The number of a discarded new account that SalesBinder has all the same. */
  readonly found: number | null;
  /** The name of the account that this new one became part of. */
  readonly addedTo?: string;
}

export type NeedsYou =
  | { readonly because: 'refused'; readonly problem: Problem }
  | { readonly because: 'conflict'; readonly fields: number }
  | { readonly because: 'gone' }
  | { readonly because: Ask['why'] };

/** @param archivedThere what is under way, or needs a person, is more telling than that */
export function statusAsItStands(status: RecordStatus, archivedThere: boolean): RecordStatus {
  const settled = status.is === 'sent' || status.is === 'in-salesbinder';
  return settled && archivedThere ? { is: 'archived' } : status;
}

export function recordStatusOf(record: OutboxRecord): RecordStatus {
  const { state } = record;
  if (record.discarded) {
    const found = record.history.some(({ event }) => event.what === 'found-though-discarded');
    if (!found && record.remoteId !== null && state.name !== 'gone') return { is: 'edit-discarded' };
    const { addedTo, number } = record;
    return {
      is: 'discarded',
      found: found ? number : null,
      ...(addedTo === undefined ? {} : { addedTo: addedTo.name }),
    };
  }
  switch (state.name) {
    case 'waiting':
      return { is: 'waiting', problem: state.problem, since: record.editedAt };
    case 'sending':
      return { is: 'sending' };
    case 'unknown':
      return state.ask === null ? { is: 'checking' } : { is: 'needs-you', why: { because: state.ask.why } };
    case 'conflict':
      return { is: 'needs-you', why: { because: 'conflict', fields: state.fields.length } };
    case 'refused':
      return { is: 'needs-you', why: { because: 'refused', problem: state.problem } };
    case 'gone':
      return { is: 'needs-you', why: { because: 'gone' } };
    case 'synced':
      return record.idFrom === 'mirror'
        ? { is: 'in-salesbinder' }
        : { is: 'sent', at: state.at, number: record.number };
  }
}
