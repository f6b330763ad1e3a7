import type { AccountType } from '../account.ts';
import { isDirty } from '../outbox/transitions.ts';
import type { OutboxRecord } from '../outbox/record.ts';
import { sameThing } from '../text/comparing-form.ts';
import { LONGEST_WAIT, SENT_AT_ONCE, SENT_AT_ONCE_AT_MOST } from './waits.ts';

/** Records that are being sent, by local id: for a usual time yet, or for a long one. */
export type UnderWay = ReadonlyMap<string, 'fresh' | 'slow'>;

/** One record to push, or the unconfirmed creates of one type that are due to be verified. */
export type Job =
  | { readonly do: 'push'; readonly record: OutboxRecord }
  | { readonly do: 'verify'; readonly type: AccountType; readonly records: readonly OutboxRecord[] };

export interface Circumstances {
  readonly now: number;
  /** Types this key may not touch. */
  readonly heldTypes: ReadonlySet<AccountType>;
  /** Local ids that go first: "Send now", and the account on screen. */
  readonly first: ReadonlySet<string>;
  readonly underWay: UnderWay;
}

/**
 * Verification first (one scan serves many and is cheap), then by due time, then by age. Null: nothing is due, or
 * everything that is has to wait for what is under way.
 */
export function nextJob(records: Iterable<OutboxRecord>, circumstances: Circumstances): Job | null {
  const all = [...records];
  const { underWay } = circumstances;
  const sent = all.filter(({ localId }) => underWay.has(localId));
  const due = all.filter(
    (record) =>
      !underWay.has(record.localId) &&
      isDue(record, circumstances) &&
      !sent.some((one) => isIdenticalCreate(one, record)),
  );
  const ordered = due.toSorted((a, b) => inOrder(a, b, circumstances));
  const unconfirmed = ordered.filter((record) => record.state.name === 'unknown');
  const [oldest] = unconfirmed;
  if (oldest !== undefined) {
    return {
      do: 'verify',
      type: oldest.type,
      records: unconfirmed.filter((record) => record.type === oldest.type),
    };
  }
  const record = ordered.find((one) => mayJoin(one, sent, underWay));
  return record === undefined ? null : { do: 'push', record };
}

/**
 * When the next record is due; null when none waits for a time.
 *
 * @param after what was due by then doesn't count: it waits for what is under way
 */
export function nextDue(
  records: Iterable<OutboxRecord>,
  heldTypes: ReadonlySet<AccountType>,
  after = Number.NEGATIVE_INFINITY,
): number | null {
  let earliest: number | null = null;
  for (const record of records) {
    const at = dueAt(record, heldTypes);
    if (at !== null && at > after && (earliest === null || at < earliest)) earliest = at;
  }
  return earliest;
}

/** Whether a record may be sent beside those that are. One that was not answered before takes no place from others. */
function mayJoin(record: OutboxRecord, sent: readonly OutboxRecord[], underWay: UnderWay): boolean {
  const fresh = [...underWay.values()].filter((how) => how === 'fresh').length;
  if (underWay.size >= SENT_AT_ONCE_AT_MOST || fresh >= SENT_AT_ONCE) return false;
  return !wentUnanswered(record) || !sent.some(wentUnanswered);
}

function wentUnanswered({ attempts, state }: OutboxRecord): boolean {
  return attempts.length > 0 || (state.name === 'waiting' && state.problem?.what === 'lost');
}

/** Two creates that nobody could tell apart in SalesBinder: one is answered before the other leaves or is looked up. */
function isIdenticalCreate(one: OutboxRecord, other: OutboxRecord): boolean {
  if (one.remoteId !== null || other.remoteId !== null) return false;
  return (['name', 'email'] as const).every((key) =>
    sameThing(key, one.fields[key]?.mine ?? '', other.fields[key]?.mine ?? ''),
  );
}

function isDue(record: OutboxRecord, { now, heldTypes }: Circumstances): boolean {
  const at = dueAt(record, heldTypes);
  return at !== null && (at <= now || at - now > LONGEST_WAIT);
}

function dueAt(record: OutboxRecord, heldTypes: ReadonlySet<AccountType>): number | null {
  const { state } = record;
  if (heldTypes.has(record.type)) return null;
  if (state.name === 'unknown') {
    return state.ask === null || state.ask.why === 'incomplete-list' ? state.lookAt : null;
  }
  if (state.name !== 'waiting' || record.discarded || !isDirty(record)) return null;
  return state.dueAt;
}

function inOrder(a: OutboxRecord, b: OutboxRecord, { first, heldTypes }: Circumstances): number {
  const urgency = Number(first.has(b.localId)) - Number(first.has(a.localId));
  const due = (dueAt(a, heldTypes) ?? 0) - (dueAt(b, heldTypes) ?? 0);
  return urgency || due || a.createdAt - b.createdAt || (a.localId < b.localId ? -1 : 1);
}
