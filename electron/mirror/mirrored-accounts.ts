import { CONTEXTS } from '../../shared/account.ts';
import type { AccountType } from '../../shared/account.ts';
import {
  askedOf,
  contextIn,
  isArchivedIn,
  stampIn,
  storedAccount,
  typeAndStamp,
} from '../store/schemas/mirror-form.ts';
import { ASKED, mirroredKey, remoteIdIn, TYPE_AND_STAMP } from '../store/schemas/mirror-store.ts';
import type { Mirrored, MirrorRow } from '../store/schemas/mirror-store.ts';
import { PackedRows } from '../store/rows/packed-rows.ts';

/**
 * The downloaded accounts by remote id. `get` and `values` parse anew each time, and there may be a hundred thousand:
 * what is asked of all of them is asked with the other three.
 */
export interface MirroredAccounts {
  readonly size: number;
  has(remoteId: string): boolean;
  get(remoteId: string): Mirrored | undefined;
  keys(): IterableIterator<string>;
  values(): IterableIterator<Mirrored>;
  /** Without those that are archived there: lists need not show them, nor count them. */
  countOf(type: AccountType): number;
  /** The remote ids of those that are archived there, of one type or of all. */
  archivedThere(type?: AccountType): readonly string[];
  /** The highest number of a request that brought one; 0 where there are none. */
  lastAsked(): number;
  /** Of those of this type that are not archived there, with a stamp at or before this one (epoch seconds), the one changed last. */
  lastChanged(type: AccountType, latest: number): Changed | null;
  /** Whether there are some and none has a stamp that could be read: then this SalesBinder's times can't be relied on. */
  allUndated(): boolean;
}

export interface Changed {
  readonly id: string;
  /** Epoch seconds. */
  readonly modified: number;
}

/** @param others the keys of rows that are no accounts */
export function accountsIn(
  rows: ReadonlyMap<string, MirrorRow>,
  others: readonly string[],
): MirroredAccounts {
  return {
    get size() {
      return rows.size - others.filter((key) => rows.has(key)).length;
    },
    has: (remoteId) => rows.has(mirroredKey(remoteId)),
    get(remoteId) {
      const row = rows.get(mirroredKey(remoteId));
      return row?.kind === 'account' ? row.mirrored : undefined;
    },
    *keys() {
      for (const key of rows.keys()) {
        const remoteId = remoteIdIn(key);
        if (remoteId !== null) yield remoteId;
      }
    },
    *values() {
      for (const row of rows.values()) if (row.kind === 'account') yield row.mirrored;
    },
    countOf(type) {
      let count = 0;
      const seen = glance(rows);
      for (let at = 0; at < seen.length; at += 1) {
        if (contextIn(seen.typeAndStamp(at)) === CONTEXTS[type]) count += 1;
      }
      return count;
    },
    archivedThere(type) {
      const seen = glance(rows);
      const ids: string[] = [];
      for (let at = 0; at < seen.length; at += 1) {
        if (!isArchivedIn(seen.typeAndStamp(at), type)) continue;
        const id = remoteIdIn(seen.key(at));
        if (id !== null) ids.push(id);
      }
      return ids;
    },
    lastAsked() {
      let last = 0;
      const seen = glance(rows);
      for (let at = 0; at < seen.length; at += 1) last = Math.max(last, seen.asked(at));
      return last;
    },
    lastChanged: (type, latest) => lastChanged(glance(rows), type, latest),
    allUndated() {
      const seen = glance(rows);
      let some = false;
      for (let at = 0; at < seen.length; at += 1) {
        const number = seen.typeAndStamp(at);
        if (stampIn(number) > 0) return false;
        some ||= number !== 0;
      }
      return some;
    },
  };
}

function lastChanged(seen: Glance, type: AccountType, latest: number): Changed | null {
  let best = -1;
  let modified = 0;
  for (let at = 0; at < seen.length; at += 1) {
    const number = seen.typeAndStamp(at);
    const stamp = stampIn(number);
    if (contextIn(number) !== CONTEXTS[type] || stamp <= modified || stamp > latest) continue;
    best = at;
    modified = stamp;
  }
  const id = best === -1 ? null : remoteIdIn(seen.key(best));
  return id === null ? null : { id, modified };
}

/** A look at all rows, at what is kept of them in numbers. */
interface Glance {
  readonly length: number;
  /** 0: no account. */
  typeAndStamp(at: number): number;
  asked(at: number): number;
  key(at: number): string;
}

function glance(rows: ReadonlyMap<string, MirrorRow>): Glance {
  return isPacked(rows) ? packedGlance(rows) : plainGlance(rows);
}

function isPacked(rows: ReadonlyMap<string, MirrorRow>): rows is PackedRows<MirrorRow> {
  return rows instanceof PackedRows;
}

function packedGlance(rows: PackedRows<MirrorRow>): Glance {
  return {
    length: rows.slots,
    typeAndStamp: (slot) => rows.numberAt(TYPE_AND_STAMP, slot),
    asked: (slot) => rows.numberAt(ASKED, slot),
    key: (slot) => rows.idAt(slot) ?? '',
  };
}

/** Of a store that keeps its rows as they are. */
function plainGlance(rows: ReadonlyMap<string, MirrorRow>): Glance {
  const keys = [...rows.keys()];
  const stored = [...rows.values()].map((row) =>
    row.kind === 'account' ? storedAccount(row.mirrored) : null,
  );
  return {
    length: keys.length,
    typeAndStamp: (at) => typeAndStamp(stored[at]),
    asked: (at) => askedOf(stored[at]),
    key: (at) => keys[at] ?? '',
  };
}
