import type { Change } from '../collection.ts';
import { parseJson } from '../json.ts';
import type { CollectionSchema } from '../collection-schema.ts';

/** A change as it stands in a journal: a row put, or (id alone) a row removed. Short, as it is written often. */
export type StoredChange = readonly [id: string, stored: unknown] | readonly [id: string];

/** A change, and the JSON of it that is written. */
export type EncodedChange<Row> =
  | { readonly put: string; readonly row: Row; readonly stored: unknown; readonly json: string }
  | { readonly remove: string; readonly json: string };

export function encodeChange<Row>(change: Change<Row>, schema: CollectionSchema<Row>): EncodedChange<Row> {
  if ('remove' in change) return { ...change, json: JSON.stringify([change.remove]) };
  const stored = schema.stored === undefined ? change.row : schema.stored(change.row);
  return { ...change, stored, json: JSON.stringify([change.put, stored]) };
}

const TAB = 0x09;

/**
 * Where rows are kept as bytes, a tab stands between two changes: JSON allows it there and nowhere within text, so it
 * tells where each begins.
 */
export function encodeCommit(
  changes: readonly { readonly json: string }[],
  { packing }: Pick<CollectionSchema<unknown>, 'packing'>,
): string {
  return `[${changes.map(({ json }) => json).join(packing === undefined ? ',' : ',\t')}]`;
}

/** Null when it is not what `encodeCommit` writes. */
export function decodeChanges(json: string): readonly StoredChange[] | null {
  const changes = parseJson(json);
  return Array.isArray(changes) && changes.every(isStoredChange) ? changes : null;
}

export function isStoredChange(change: unknown): change is StoredChange {
  return Array.isArray(change) && typeof change[0] === 'string';
}

/** Where a change's JSON stands. */
export interface Span {
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
}

/** Where each change of a commit stands in its JSON; null where that can't be told, as in files of before the tabs. */
export function spansOf({ bytes, from, to }: Span, count: number): readonly Span[] | null {
  const spans: Span[] = [];
  let begin = from + 1;
  for (let tab = bytes.indexOf(TAB, begin); tab !== -1 && tab < to; tab = bytes.indexOf(TAB, begin)) {
    spans.push({ bytes, from: begin, to: tab - 1 });
    begin = tab + 1;
  }
  spans.push({ bytes, from: begin, to: to - 1 });
  return spans.length === count ? spans : null;
}
