import type { AccountType, RemoteAccount } from '../../../shared/account.ts';
import type { RecordEvent } from '../../../shared/outbox/event.ts';
import { elapsed } from '../../../shared/sync/elapsed.ts';
import { judge } from '../../../shared/sync/match-lookup.ts';
import type { LookupResult } from '../../../shared/sync/match-lookup.ts';
import type { Seeker } from '../../../shared/outbox/match-account.ts';
import type { Problem } from '../../../shared/problem.ts';
import type { Instant, OutboxRecord } from '../../../shared/outbox/record.ts';
import { COMMITS_WITHIN, lookAfter } from '../../../shared/sync/retry.ts';
import type { ListQuery } from '../../salesbinder/gateway.ts';
import { isStale } from '../staleness.ts';
import { scan } from './scan.ts';
import { madeHere, unconfirmedCreates } from './unconfirmed.ts';
import { blame, dueAgain, record } from '../context.ts';
import type { SyncContext } from '../context.ts';

type Filter = NonNullable<ListQuery['filter']>;

/**
 * What a list that finds nothing is worth. One that shows old states, or leaves out the customers that a prospect may be
 * among, proves no absence.
 */
type Proof = 'of-absence' | 'old-list' | 'not-whole';

/** A list that proves nothing for this long after the attempt is what there is, ms. */
const LAGS_AT_MOST = 30 * 60_000;

/**
 * Looks for the accounts that lost creates of one type may have made. One scan of what changed serves all of them;
 * a record whose times are in doubt is looked for by its e-mail or name, and what that finds is only near.
 */
export async function verifyCreates(
  context: SyncContext,
  type: AccountType,
  due: readonly OutboxRecord[],
): Promise<void> {
  const now = context.rateLimiter.instant();
  // All that could be found by this look: those that are due, and those that wait for their time.
  const seekers = unconfirmedCreates(context, now).filter((seeker) => seeker.record.type === type);
  const isDue = new Set(due.map((one) => one.localId));
  const starts = seekers.flatMap((seeker) => [...seeker.notBefore.values()]);
  const timed = seekers.filter((seeker) => [...seeker.notBefore.values()].every((start) => start !== null));
  const earliest = Math.min(...starts.filter((start) => start !== null));
  if (timed.some((seeker) => isDue.has(seeker.record.localId))) {
    const epochSeconds = Math.floor(earliest / 1_000);
    await look(context, type, timed, isDue, { by: 'modifiedSince', epochSeconds }, now);
  }
  for (const seeker of seekers) {
    if (timed.includes(seeker) || !isDue.has(seeker.record.localId)) continue;
    await look(context, type, [seeker], isDue, filterFor(seeker.record), now);
  }
}

async function look(
  context: SyncContext,
  type: AccountType,
  seekers: readonly Seeker[],
  isDue: ReadonlySet<string>,
  filter: Filter,
  now: Instant,
): Promise<void> {
  const scanned = await scan(context, type, filter);
  if (scanned === null) return;
  if (!scanned.ok) {
    await lookFailed(context, type, seekers, isDue, scanned.problem, scanned.retryAfter);
    return;
  }
  const hits = filter.by === 'modifiedSince' ? scanned.accounts : withSuspects(scanned.accounts, seekers);
  const others = unconfirmedCreates(context, now).filter((seeker) => seeker.record.type !== type);
  const findings = judge(seekers, hits, madeHere(context), others);
  const proof = !scanned.whole
    ? 'not-whole'
    : scanned.accounts.some((account) => isStale(context, account))
      ? 'old-list'
      : 'of-absence';
  for (const { record: one } of seekers) {
    const finding = findings.get(one.localId);
    if (finding === undefined || (finding.is !== 'it' && !isDue.has(one.localId))) continue;
    const kept = await record(context, one.localId, eventOf(context, one, { finding, proof }, now));
    if (!kept.ok) return;
  }
}

/** An e-mail or a name finds nothing that was given another one since. */
function withSuspects(hits: readonly RemoteAccount[], seekers: readonly Seeker[]): readonly RemoteAccount[] {
  const suspects = seekers.flatMap(({ record: one }) => one.suspects ?? []);
  return [...new Map([...suspects, ...hits].map((account) => [account.id, account])).values()];
}

function eventOf(
  context: SyncContext,
  one: OutboxRecord,
  { finding, proof }: { readonly finding: LookupResult; readonly proof: Proof },
  now: Instant,
): RecordEvent {
  const at = context.clock.now();
  if (finding.is === 'it') {
    return { is: 'found', at, attemptId: finding.attemptId, account: finding.account };
  }
  const last = one.attempts.at(-1);
  const since = last?.endedAt === undefined || last.endedAt === null ? 0 : elapsed(last.endedAt, now).atLeast;
  const permits = since >= COMMITS_WITHIN / context.timeScale;
  if (finding.is === 'nothing' && proof !== 'of-absence' && since < LAGS_AT_MOST / context.timeScale) {
    // A list catches up within moments; what a key may see changes seldom.
    const dueAt = dueAgain(context, proof === 'old-list' ? 3 : 8);
    return { is: 'put-off', at, problem: { what: 'lost', detail: proof }, dueAt };
  }
  if (finding.is !== 'nothing') {
    if (permits) return { is: 'cannot-tell', at, why: finding.is, candidates: finding.candidates };
    // It may still turn up as it was sent: only once nothing more can be committed is somebody asked.
    const dueAt = at + Math.max(COMMITS_WITHIN / context.timeScale - since, 100);
    return { is: 'put-off', at, problem: { what: 'lost', detail: 'not-sure-yet' }, dueAt };
  }
  const looks = one.state.name === 'unknown' ? one.state.looks + 1 : 1;
  const nextLookAt = at + Math.max(lookAfter(looks) / context.timeScale - since, 100);
  return { is: 'not-found', at, attemptId: last?.id ?? '', permits, nextLookAt };
}

async function lookFailed(
  context: SyncContext,
  type: AccountType,
  seekers: readonly Seeker[],
  isDue: ReadonlySet<string>,
  problem: Problem,
  retryAfter: number | null,
): Promise<void> {
  if (problem.what === 'unreachable') return context.hold(problem);
  if (problem.what === 'over-limit') return context.coolDown(retryAfter);
  const whose = await blame(context, type);
  if (whose === 'way' || whose === 'not-known') return;
  if (whose === 'type') return context.holdType(type);
  for (const { record: one } of seekers) {
    if (!isDue.has(one.localId)) continue;
    await record(context, one.localId, {
      is: 'put-off',
      at: context.clock.now(),
      problem,
      dueAt: dueAgain(context, 3),
    });
  }
}

/** Never with an empty value: a name is always there. */
function filterFor(one: OutboxRecord): Filter {
  const sent = one.attempts.at(-1)?.sent ?? {};
  const email = sent.email?.trim() ?? '';
  return email === '' ? { by: 'name', name: sent.name ?? '' } : { by: 'email', email };
}
