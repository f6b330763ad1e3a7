import type { AccountType } from '../account.ts';
import { isDirty } from '../outbox/transitions.ts';
import type { OutboxRecord } from '../outbox/record.ts';
import { LONGEST_WAIT } from './waits.ts';

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
}

/** Verification first (one scan serves many and is cheap), then by due time, then by age. Null: nothing is due. */
export function nextJob(records: Iterable<OutboxRecord>, circumstances: Circumstances): Job | null {
  const due = [...records].filter((record) => isDue(record, circumstances));
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
  const [record] = ordered;
  return record === undefined ? null : { do: 'push', record };
}

/** When the next record is due; null when none waits for a time. */
export function nextDue(records: Iterable<OutboxRecord>, heldTypes: ReadonlySet<AccountType>): number | null {
  let earliest: number | null = null;
  for (const record of records) {
    const at = dueAt(record, heldTypes);
    if (at !== null && (earliest === null || at < earliest)) earliest = at;
  }
  return earliest;
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
