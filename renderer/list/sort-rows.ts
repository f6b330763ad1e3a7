import { fold } from '../../shared/text/search.ts';
import type { Row } from '../../shared/contract/contract.ts';
import type { Order, SortColumn } from '../../shared/contract/list-layout.ts';
import type { RecordStatus } from '../../shared/outbox/status.ts';

// Sorted by status, accounts that need a person come first.
const RANKS: Readonly<Record<RecordStatus['is'], number>> = {
  'needs-you': 0,
  draft: 1,
  checking: 2,
  sending: 3,
  waiting: 4,
  sent: 5,
  'in-salesbinder': 6,
  archived: 7,
  'edit-discarded': 8,
  discarded: 9,
};

/** Entered or changed on this computer; what was only downloaded, and what that shows again, is not. */
export function isEnteredHere({ status }: Pick<Row, 'status'>): boolean {
  return !DOWNLOADED.has(status.is);
}

const DOWNLOADED: ReadonlySet<RecordStatus['is']> = new Set(['in-salesbinder', 'archived', 'edit-discarded']);

/** In the first order what was entered here comes before what was downloaded, whenever that changed. Beyond any time, ms. */
const ENTERED_FIRST = 2 ** 43;

/** The value that a row is compared by: worked out once. */
export type SortKey = string | number;

export function sortKey(row: Row, by: SortColumn): SortKey {
  switch (by) {
    case 'edited':
      return row.editedAt + (isEnteredHere(row) ? ENTERED_FIRST : 0);
    case 'status':
      return RANKS[row.status.is];
    case 'name':
    case 'type':
    case 'city':
    case 'email':
      return textKey(row[by]);
  }
}

/**
 * A text as it is compared, by code unit: case and accents don't matter, and a number counts as one ("Shop 2" before
 * "Shop 10"). An Intl.Collator says it more finely but needs 450 ms for 100,000 names where this needs 60: given up are
 * the rules of single languages (a Swedish ö after z), letters that are more than an accent (ø, ł, ß come after z), and
 * the order of scripts other than Latin among each other, which is that of their codes.
 */
export function textKey(text: string): string {
  const folded = fold(text);
  return DIGIT.test(folded) ? folded.replace(DIGITS, lengthFirst) : folded;
}

const DIGIT = /\d/;
const DIGITS = /\d+/g;

/** The longer number is the greater one, so its length stands before it, as one character between "0" and "a". */
function lengthFirst(digits: string): string {
  const number = digits.replace(/^0+(?=\d)/, '');
  return String.fromCharCode(0x2f + Math.min(number.length, 40)) + number;
}

/** Rows by their place in the window's store, and what each is compared by. */
export interface Keyed {
  readonly rows: readonly Row[];
  readonly keys: readonly SortKey[];
}

/** Of two rows, by their places in the store. */
export type Compare = (a: number, b: number) => number;

/**
 * An empty text goes last either way; equal rows keep the newest first, and rows of the same moment (all that one
 * download brought) are in the order of their names. No two rows are equal.
 */
export function comparing({ rows, keys }: Keyed, { descending }: Order): Compare {
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const mine = keys[a] ?? '';
    const other = keys[b] ?? '';
    if (mine === other) return compareEqual(rows[a], rows[b]);
    if (mine === '') return 1;
    if (other === '') return -1;
    return mine < other ? -sign : sign;
  };
}

// The searched text begins with the folded name: nearly the order of names.
function compareEqual(a: Row | undefined, b: Row | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return b.editedAt - a.editedAt || compareCodes(a.find, b.find) || compareCodes(a.localId, b.localId);
}

function compareCodes(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** `sorted` without those that are gone, and with `added`, which is sorted too. */
export function replaced(
  sorted: Int32Array,
  gone: ReadonlySet<number>,
  added: readonly number[],
  compare: Compare,
): Int32Array {
  const kept = gone.size === 0 ? sorted : sorted.filter((place) => !gone.has(place));
  return merged(kept, added, compare);
}

/** `sorted` and `added`, which is sorted too, as one. Only the added ones are compared, each with a few others. */
export function merged(sorted: Int32Array, added: readonly number[], compare: Compare): Int32Array {
  const all = new Int32Array(sorted.length + added.length);
  let from = 0;
  added.forEach((one, before) => {
    const to = placeOf(one, sorted, compare, from);
    all.set(sorted.subarray(from, to), from + before);
    all[to + before] = one;
    from = to;
  });
  all.set(sorted.subarray(from), from + added.length);
  return all;
}

/** The first place at or after `from` whose row doesn't come before this one. */
export function placeOf(one: number, sorted: Int32Array, compare: Compare, from = 0): number {
  let low = from;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(sorted[middle] ?? one, one) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Sorted in one go while there are so many, then merged with others that are. */
const RUN = 1_000;

/**
 * Sorts a hundred thousand rows with pauses: each step is about a millisecond.
 *
 * @param keys filled for these rows
 */
export function* sorting(
  places: Int32Array,
  { rows, keys }: { readonly rows: readonly Row[]; readonly keys: SortKey[] },
  order: Order,
): Generator<void, Int32Array> {
  const compare = comparing({ rows, keys }, order);
  let runs: Int32Array[] = [];
  for (let from = 0; from < places.length; from += RUN) {
    const run = places.slice(from, from + RUN);
    for (const place of run) {
      const row = rows[place];
      if (row !== undefined) keys[place] = sortKey(row, order.by);
    }
    runs.push(run.sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const pairs: Int32Array[] = [];
    for (let at = 0; at < runs.length; at += 2) {
      pairs.push(yield* zipped(runs[at] ?? NONE, runs[at + 1] ?? NONE, compare));
    }
    runs = pairs;
  }
  return runs[0] ?? NONE;
}

const NONE = new Int32Array();

function* zipped(left: Int32Array, right: Int32Array, compare: Compare): Generator<void, Int32Array> {
  const all = new Int32Array(left.length + right.length);
  let at = 0;
  let other = 0;
  for (const one of left) {
    for (let next = right[other]; next !== undefined && compare(next, one) < 0; next = right[other]) {
      all[at + other] = next;
      other += 1;
    }
    all[at + other] = one;
    at += 1;
    if (at % RUN === 0) yield;
  }
  all.set(right.subarray(other), at + other);
  return all;
}
