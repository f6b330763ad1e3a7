import type { RemoteAccount } from '../account.ts';
import type { RecordEvent } from '../outbox/event.ts';
import type { Instant, OutboxRecord } from '../outbox/record.ts';
import { elapsed } from './elapsed.ts';
import type { UnconfirmedCreate } from '../outbox/match-account.ts';
import { judge } from './match-lookup.ts';
import type { LookupResult } from './match-lookup.ts';
import { LOOKUP_AT_LEAST } from './waits.ts';
import type { Waits } from './waits.ts';

/** One filter a request: combining them is not documented. */
export type LookupFilter =
  | { readonly by: 'modifiedSince'; readonly epochSeconds: number }
  | { readonly by: 'email'; readonly email: string }
  | { readonly by: 'name'; readonly name: string };

/** A scan to be asked for, and the creates that it serves. */
export interface Lookup {
  readonly filter: LookupFilter;
  readonly creates: readonly UnconfirmedCreate[];
}

/**
 * The scans that verify the due creates of one type. One scan of what changed serves all of them. A record whose times
 * are in doubt is looked up by its e-mail or name, and in the end in the whole list: SalesBinder may have cut or
 * altered what was sent. A hit of either is only near.
 *
 * @param creates all of that type, since what is found may also be one's whose lookup is not due
 * @param isDue local ids
 * @param moment when the scans begin
 */
export function lookupsFor(
  creates: readonly UnconfirmedCreate[],
  isDue: ReadonlySet<string>,
  moment: Pick<Moment, 'now' | 'waits'>,
): readonly Lookup[] {
  const timed = creates.filter(({ notBefore }) => [...notBefore.values()].every((start) => start !== null));
  const starts = creates.flatMap(({ notBefore }) => [...notBefore.values()]);
  const earliest = Math.min(...starts.filter((start) => start !== null));
  const filter = { by: 'modifiedSince', epochSeconds: Math.floor(earliest / 1_000) } as const;
  const together = timed.some(({ record }) => isDue.has(record.localId)) ? [{ filter, creates: timed }] : [];
  const doubtful = creates.filter((one) => !timed.includes(one) && isDue.has(one.record.localId));
  const last = doubtful.filter(({ record }) => sinceLast(record, moment) >= moment.waits.commitsWithin);
  const early = doubtful.filter((one) => !last.includes(one));
  return [
    ...together,
    // Only the whole list proves that nothing is there. It is long: one scan serves all of them.
    ...(last.length === 0 ? [] : [{ filter: WHOLE_LIST, creates: last }]),
    ...early.map((one) => ({ filter: filterFor(one.record), creates: [one] })),
  ];
}

const WHOLE_LIST: LookupFilter = { by: 'modifiedSince', epochSeconds: 0 };

/**
 * The worth of a list that finds nothing. One that shows old states, has fewer rows than it counts, or leaves out the
 * customers that a prospect may be among, proves no absence.
 */
export type Proves = 'absence' | 'old-list' | 'not-whole' | 'incomplete-list';

export interface Scanned {
  readonly accounts: readonly RemoteAccount[];
  readonly proves: Proves;
  /** Remote ids that other creates here have made. */
  readonly owned: ReadonlySet<string>;
  /** Unconfirmed creates of other types. */
  readonly others: readonly UnconfirmedCreate[];
}

export interface Moment {
  /** Local wall clock, ms. */
  readonly at: number;
  /** When the lookup began. */
  readonly now: Instant;
  /** From 0 up to, not including, 1. */
  readonly random: number;
  readonly waits: Waits;
}

/** The events of a scan for each create that it served, by local id. One that was not due has one only if it was found. */
export function onLookup(
  { creates, filter }: Lookup,
  { accounts, proves, owned, others }: Scanned,
  isDue: ReadonlySet<string>,
  moment: Moment,
): ReadonlyMap<string, RecordEvent> {
  const hits = withSuspects(accounts, creates);
  const findings = judge(creates, hits, owned, others);
  const events = new Map<string, RecordEvent>();
  for (const { record } of creates) {
    const finding = findings.get(record.localId);
    if (finding === undefined || (finding.is !== 'it' && !isDue.has(record.localId))) continue;
    events.set(record.localId, eventOf(record, finding, { proves, filter }, moment));
  }
  return events;
}

function eventOf(
  record: OutboxRecord,
  finding: LookupResult,
  { proves, filter }: { readonly proves: Proves; readonly filter: LookupFilter },
  moment: Moment,
): RecordEvent {
  const { at, random, waits } = moment;
  const incomplete = proves === 'incomplete-list';
  if (finding.is === 'it' && !incomplete)
    return { is: 'found', at, attemptId: finding.attemptId, account: finding.account };
  const since = sinceLast(record, moment);
  const nothingCanTurnUp = since >= waits.commitsWithin;
  if (incomplete && since < waits.listIsMadeWholeWithin) {
    const dueAt = at + waits.backoff(3, random);
    return { is: 'put-off', at, problem: { what: 'lost', detail: proves }, dueAt };
  }
  if (finding.is === 'it') return { is: 'found', at, attemptId: finding.attemptId, account: finding.account };
  // Sent again it could be there twice: a person can look, and so can a later lookup.
  if (incomplete && finding.is === 'nothing') {
    return { is: 'cannot-prove', at, nextLookAt: at + waits.incompleteIsLookedUpAfter };
  }
  if (finding.is === 'nothing' && proves !== 'absence' && since < waits.listLagsAtMost) {
    // A list catches up within moments; what a key may see changes seldom.
    const dueAt = at + waits.backoff(proves === 'old-list' ? 3 : 8, random);
    return { is: 'put-off', at, problem: { what: 'lost', detail: proves }, dueAt };
  }
  if (finding.is !== 'nothing') {
    if (nothingCanTurnUp) return { is: 'cannot-tell', at, why: finding.is, candidates: finding.candidates };
    // It may still turn up as it was sent: only once nothing more can be committed is somebody asked.
    const dueAt = at + Math.max(waits.commitsWithin - since, LOOKUP_AT_LEAST);
    return { is: 'put-off', at, problem: { what: 'lost', detail: 'not-sure-yet' }, dueAt };
  }
  const lookups = record.state.name === 'unknown' ? record.state.looks + 1 : 1;
  const nextLookAt = at + Math.max(waits.lookupAfter(lookups) - since, LOOKUP_AT_LEAST);
  // An e-mail or a name finds nothing that SalesBinder keeps otherwise, cut short for instance.
  const permits = nothingCanTurnUp && filter.by === 'modifiedSince';
  return { is: 'not-found', at, attemptId: record.attempts.at(-1)?.id ?? '', permits, nextLookAt };
}

/** Ms that have certainly passed since the last attempt ended. */
function sinceLast({ attempts }: OutboxRecord, { now }: Pick<Moment, 'now'>): number {
  const endedAt = attempts.at(-1)?.endedAt ?? null;
  return endedAt === null ? 0 : elapsed(endedAt, now).atLeast;
}

/** An e-mail or a name finds nothing that was given another one since, and a list may leave out what was seen already. */
function withSuspects(
  hits: readonly RemoteAccount[],
  creates: readonly UnconfirmedCreate[],
): readonly RemoteAccount[] {
  const suspects = creates.flatMap(({ record }) => record.suspects ?? []);
  return [...new Map([...suspects, ...hits].map((account) => [account.id, account])).values()];
}

/** Never with an empty value: a name is always there. */
function filterFor(record: OutboxRecord): LookupFilter {
  const sent = record.attempts.at(-1)?.sent ?? {};
  const email = sent.email?.trim() ?? '';
  return email === '' ? { by: 'name', name: sent.name ?? '' } : { by: 'email', email };
}
