import type { AccountType, RemoteAccount } from '../account.ts';
import { stampOf } from '../outbox/freshness.ts';
import type { OutboxRecord } from '../outbox/record.ts';
import { isDirty } from '../outbox/transitions.ts';
import { REFRESH_OVERLAP_SECONDS, SERVER_CLOCKS_DIFFER } from './waits.ts';

/** A list to be asked for. */
export interface ListStart {
  readonly type: AccountType;
  /** From when on, epoch seconds. */
  readonly from: number;
  /** The account that it has to show; null where records here know of some. */
  readonly shows: string | null;
}

/**
 * How far before the mirror's cursor a list goes, seconds, the best first: a refresh may have been told too little, and
 * is made good by the next one only. Where too much has changed since then, it is believed.
 */
const BACK = [REFRESH_OVERLAP_SECONDS, SERVER_CLOCKS_DIFFER / 1_000];

/** By which a list is judged. */
export interface KnownHere {
  readonly records: Pick<ReadonlyMap<string, OutboxRecord>, 'values'>;
  /** The mirror's last change by then (epoch seconds). */
  readonly lastChanged: (
    type: AccountType,
    by: number,
  ) => { readonly id: string; readonly modified: number } | null;
  /** Of what is archived no list shows that it changed. */
  readonly isArchived: (remoteId: string) => boolean;
  /** Whether an account is older than what is known of it here. */
  readonly isStale: (account: RemoteAccount) => boolean;
}

/**
 * The list that is worth its request; null: none is.
 *
 * @param mark the mirror's cursor, epoch seconds
 * @param useless a list from then on proved nothing, nor would one from before; epoch seconds
 */
export function listStart(
  known: KnownHere,
  type: AccountType,
  { mark, useless }: { readonly mark: number; readonly useless: number },
): ListStart | null {
  const starts = BACK.flatMap((back) => startAt(known, type, mark - back) ?? []);
  return starts.find(({ from }) => from > useless) ?? null;
}

/** A write of ours since then is the best proof: the mirror's last change may be one of thousands in one second. */
function startAt(known: KnownHere, type: AccountType, latest: number): ListStart | null {
  for (const record of known.records.values()) {
    if (hasToShow(known, record, type, latest)) return { type, from: latest, shows: null };
  }
  const last = known.lastChanged(type, latest);
  return last === null ? null : { type, from: last.modified, shows: last.id };
}

/** A prospect that became a customer is missing from the prospects' list, whatever was changed in it since. */
export function listsOf(type: AccountType): readonly AccountType[] {
  return type === 'prospect' ? ['prospect', 'customer'] : [type];
}

/** Lists are worth their requests when they serve more updates than they are. */
export function dueUpdates({ records }: Pick<KnownHere, 'records'>, type: AccountType): number {
  let due = 0;
  for (const record of records.values()) {
    const { state, remoteId, discarded } = record;
    if (record.type !== type || remoteId === null || discarded) continue;
    if (state.name === 'waiting' && isDirty(record)) due += 1;
  }
  return due;
}

/**
 * A list that shows an older state than the one known here, or misses what we ourselves wrote since: what it doesn't
 * show may have changed all the same.
 */
export function lagsBehind(
  known: KnownHere,
  { type, from, shows }: ListStart,
  listed: ReadonlyMap<string, RemoteAccount>,
): boolean {
  if (shows !== null && !listed.has(shows)) return true;
  for (const account of listed.values()) if (known.isStale(account)) return true;
  for (const record of known.records.values()) {
    if (hasToShow(known, record, type, from) && !listed.has(record.remoteId ?? '')) return true;
  }
  return false;
}

/**
 * @param rows how many different accounts came
 * @returns `isUseless`: too much has changed since then for one page; `isDistrusted`: it leaves something out
 */
export function worthOf(
  { pages, count }: { readonly pages: number; readonly count: number },
  rows: number,
): { readonly isWhole: boolean; readonly isUseless: boolean; readonly isDistrusted: boolean } {
  const isWhole = rows === count;
  return { isWhole, isUseless: pages > 1, isDistrusted: pages <= 1 && !isWhole };
}

/** Whether other accounts are not as a list, or for what it did not show the mirror, has them. */
export function isOvertaken(
  accounts: readonly RemoteAccount[],
  known: (remoteId: string) => RemoteAccount | undefined,
): boolean {
  return accounts.some((one) => JSON.stringify(known(one.id)?.values) !== JSON.stringify(one.values));
}

/** Whether a list of what changed from then on (epoch seconds) has to show this record's account. */
function hasToShow(
  { isArchived }: KnownHere,
  { type, remoteId, state, modified }: OutboxRecord,
  listed: AccountType,
  from: number,
): boolean {
  const there = type === listed && remoteId !== null && state.name !== 'gone';
  return there && stampOf(modified) >= from * 1_000 && !isArchived(remoteId);
}
