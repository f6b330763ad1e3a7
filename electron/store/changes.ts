import type { Change } from './collection.ts';
import { parseJson } from './layout.ts';

/** A change as it stands in a journal: a row put, or (id alone) a row removed. Short, as it is written often. */
export type StoredChange = readonly [id: string, row: unknown] | readonly [id: string];

export function encodeChanges(changes: readonly Change<unknown>[]): string {
  return JSON.stringify(
    changes.map((change): StoredChange => ('put' in change ? [change.put, change.row] : [change.remove])),
  );
}

/** Null when it is not what `encodeChanges` writes. */
export function decodeChanges(json: string): readonly StoredChange[] | null {
  const changes = parseJson(json);
  return Array.isArray(changes) && changes.every(isStoredChange) ? changes : null;
}

export function isStoredChange(change: unknown): change is StoredChange {
  return Array.isArray(change) && typeof change[0] === 'string';
}
