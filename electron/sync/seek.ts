import type { AccountType } from '../../shared/account.ts';
import type { RecordEvent } from '../../shared/event.ts';
import { elapsed } from '../../shared/instant.ts';
import { judge } from '../../shared/looks.ts';
import type { Finding, Seeker } from '../../shared/looks.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Instant, OutboxRecord } from '../../shared/record.ts';
import { COMMITS_WITHIN, lookAfter } from '../../shared/retry.ts';
import type { ListQuery } from '../salesbinder/gateway.ts';
import { scan } from './scan.ts';
import { blame, dueAgain, record } from './way.ts';
import type { Way } from './way.ts';

type Filter = NonNullable<ListQuery['filter']>;

/** Seconds-precise stamps, a server's several clocks: the window begins this much earlier. */
const SLACK = 120_000;

/**
 * Looks for the accounts that lost creates of one type may have made. One scan of what changed serves all of them;
 * a record whose times are in doubt is looked for by its e-mail or name, and what that finds is only near.
 */
export async function seek(way: Way, type: AccountType, due: readonly OutboxRecord[]): Promise<void> {
  const now = way.turns.instant();
  const seekers = seekersOf(way, type, now);
  const isDue = new Set(due.map((one) => one.localId));
  const starts = seekers.flatMap((seeker) => [...seeker.notBefore.values()]);
  const timed = seekers.filter((seeker) => [...seeker.notBefore.values()].every((start) => start !== null));
  const earliest = Math.min(...starts.filter((start) => start !== null));
  if (timed.some((seeker) => isDue.has(seeker.record.localId))) {
    const epochSeconds = Math.floor(earliest / 1_000);
    await look(way, type, timed, isDue, { by: 'modifiedSince', epochSeconds }, now);
  }
  for (const seeker of seekers) {
    if (timed.includes(seeker) || !isDue.has(seeker.record.localId)) continue;
    await look(way, type, [seeker], isDue, filterFor(seeker.record), now);
  }
}

/** All that could be found by this look: those that are due, and those that wait for their time. */
function seekersOf(way: Way, type: AccountType, now: Instant): readonly Seeker[] {
  const serverNow = way.turns.serverNow();
  return [...way.accounts.records.values()]
    .filter((one) => one.type === type && one.remoteId === null && one.attempts.length > 0)
    .map((one) => ({
      record: one,
      notBefore: new Map(
        one.attempts.map(({ id, startedAt }) => {
          const began = serverTimeOf(startedAt, now, serverNow);
          return [id, began === null ? null : began - SLACK];
        }),
      ),
    }));
}

/**
 * The server's own time at a moment of ours, or a little earlier: its last Date before that moment, carried on by the
 * monotonic clock, which may have stood still but never runs ahead. Only an attempt that began before any answer had
 * a Date needs the time that has passed since. Null: in doubt.
 */
function serverTimeOf(then: Instant, now: Instant, serverNow: number | null): number | null {
  if (then.skew !== null) return then.wall + then.skew;
  const { atMost, doubtful } = elapsed(then, now);
  return serverNow === null || doubtful ? null : serverNow - atMost;
}

async function look(
  way: Way,
  type: AccountType,
  seekers: readonly Seeker[],
  isDue: ReadonlySet<string>,
  filter: Filter,
  now: Instant,
): Promise<void> {
  const scanned = await scan(way, type, filter);
  if (scanned === null) return;
  if (!scanned.ok) {
    await lookFailed(way, type, seekers, isDue, scanned.problem, scanned.retryAfter);
    return;
  }
  // What was downloaded and is edited here may still be what a lost create made.
  const ours = [...way.accounts.records.values()].filter((one) => one.idFrom !== 'mirror');
  const owned = new Set(ours.flatMap((one) => one.remoteId ?? []));
  const findings = judge(seekers, scanned.accounts, owned);
  for (const { record: one } of seekers) {
    const finding = findings.get(one.localId);
    if (finding === undefined || (finding.is !== 'it' && !isDue.has(one.localId))) continue;
    const kept = await record(way, one.localId, eventOf(way, one, finding, now));
    if (!kept.ok) return;
  }
}

function eventOf(way: Way, one: OutboxRecord, finding: Finding, now: Instant): RecordEvent {
  const at = way.clock.now();
  if (finding.is === 'it') {
    return { is: 'found', at, attemptId: finding.attemptId, account: finding.account };
  }
  const last = one.attempts.at(-1);
  const since = last?.endedAt === undefined || last.endedAt === null ? 0 : elapsed(last.endedAt, now).atLeast;
  const permits = since >= COMMITS_WITHIN / way.hurry;
  if (finding.is !== 'nothing') {
    if (permits) return { is: 'cannot-tell', at, why: finding.is, candidates: finding.candidates };
    // It may still turn up as it was sent: only once nothing more can be committed is somebody asked.
    const dueAt = at + Math.max(COMMITS_WITHIN / way.hurry - since, 100);
    return { is: 'put-off', at, problem: { what: 'lost', detail: 'not-sure-yet' }, dueAt };
  }
  const looks = one.state.name === 'unknown' ? one.state.looks + 1 : 1;
  const nextLookAt = at + Math.max(lookAfter(looks) / way.hurry - since, 100);
  return { is: 'not-found', at, attemptId: last?.id ?? '', permits, nextLookAt };
}

async function lookFailed(
  way: Way,
  type: AccountType,
  seekers: readonly Seeker[],
  isDue: ReadonlySet<string>,
  problem: Problem,
  retryAfter: number | null,
): Promise<void> {
  if (problem.what === 'unreachable') return way.hold(problem);
  if (problem.what === 'over-limit') return way.rest(retryAfter);
  const whose = await blame(way, type);
  if (whose === 'way' || whose === 'not-known') return;
  if (whose === 'type') return way.holdType(type);
  for (const { record: one } of seekers) {
    if (!isDue.has(one.localId)) continue;
    await record(way, one.localId, { is: 'put-off', at: way.clock.now(), problem, dueAt: dueAgain(way, 3) });
  }
}

/** Never with an empty value: a name is always there. */
function filterFor(one: OutboxRecord): Filter {
  const sent = one.attempts.at(-1)?.sent ?? {};
  const email = sent.email?.trim() ?? '';
  return email === '' ? { by: 'name', name: sent.name ?? '' } : { by: 'email', email };
}
