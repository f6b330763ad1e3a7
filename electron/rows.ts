import type { Row, RowsPage } from '../shared/contract.ts';
import type { Accounts } from './accounts.ts';
import type { Mirror } from './mirror.ts';
import { rowOf } from './views.ts';

/** What the list shows: the outbox laid over the mirror, with a sequence number, so that a window that missed something asks only for that. */
export interface Rows {
  page(since: number | null): RowsPage;
  /** Told of each change as a page that follows the one before it. */
  subscribe(listener: (page: RowsPage) => void): () => void;
}

export function openRows(accounts: Accounts, mirror: Mirror | null = null): Rows {
  const changedAt = new Map<string, number>();
  const listeners = new Set<(page: RowsPage) => void>();
  const first = 1;
  let seq = first;
  const { records, drafts, identity } = accounts;
  const downloaded = [...(mirror?.accounts.keys() ?? [])].map((remoteId) => identity.localIdOf(remoteId));
  for (const localId of new Set([...records.keys(), ...drafts.keys(), ...downloaded])) {
    changedAt.set(localId, first);
  }

  accounts.subscribe(changed);
  mirror?.subscribe((remoteIds) => {
    changed(remoteIds.map((remoteId) => identity.localIdOf(remoteId)));
  });

  function changed(localIds: readonly string[]): void {
    if (localIds.length === 0) return;
    const after = seq;
    seq += 1;
    for (const localId of localIds) changedAt.set(localId, seq);
    const page = pageOf(localIds, { seq, after, full: false });
    for (const listener of listeners) listener(page);
  }

  function pageOf(localIds: Iterable<string>, place: Pick<RowsPage, 'seq' | 'after' | 'full'>): RowsPage {
    const rows: Row[] = [];
    const removed: string[] = [];
    for (const localId of localIds) {
      const row = rowOf(localId, records.get(localId), drafts.get(localId), identity.mirrored(localId));
      if (row === null) removed.push(localId);
      else rows.push(row);
    }
    return { ...place, rows, removed: place.full ? [] : removed };
  }

  return {
    page(since) {
      const full = since === null || since > seq || since < first;
      const wanted = full
        ? changedAt.keys()
        : [...changedAt].filter(([, changed]) => changed > since).map(([localId]) => localId);
      return pageOf(wanted, { seq, after: full ? 0 : since, full });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
