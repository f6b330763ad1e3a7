import { mirrorIn } from '../../electron/mirror/mirror.ts';
import type { Mirror } from '../../electron/mirror/mirror.ts';
import type { Collection } from '../../electron/store/collection.ts';
import type { MirrorRow } from '../../electron/store/schemas/mirror-store.ts';
import type { Sync, SyncOptions } from '../../electron/sync/engine.ts';
import { ok } from '../../shared/problem.ts';

/** A collection that keeps its rows in memory, and never fails. */
export function inMemory<Row>(): Collection<Row> {
  const rows = new Map<string, Row>();
  return {
    rows,
    commit: (changes) => {
      for (const change of changes) {
        if ('put' in change) rows.set(change.put, change.row);
        else rows.delete(change.remove);
      }
      return Promise.resolve(ok(null));
    },
    close: () => Promise.resolve(),
  };
}

/** A mirror that nothing was downloaded into yet. */
export function memoryMirror(): Mirror {
  return mirrorIn(inMemory<MirrorRow>());
}

/** A duplicate check that never finds anything. */
export const findsNothingAlike: SyncOptions['alike'] = () => Promise.resolve([]);

/** Leaves the network to the outgoing path: this sync sends, and downloads nothing. */
export function withoutDownloads(sync: Sync): Sync {
  sync.pull.next = () => Promise.resolve(Number.POSITIVE_INFINITY);
  return sync;
}
