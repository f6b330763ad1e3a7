import type { AccountType } from '../account.ts';
import { assertNever } from '../exhaustive.ts';
import type { RecordEvent } from '../outbox/event.ts';
import type { Instant, OutboxRecord } from '../outbox/record.ts';
import type { AnswerProblem, Problem } from '../problem.ts';
import { TRIES_ALONE } from './waits.ts';
import type { Waits } from './waits.ts';

/** The reason of a request. A batch preflight that fails serves nobody: each account is then looked up by itself. */
export type Purpose = 'create' | 'update' | 'preflight' | 'batch-preflight' | 'verify' | 'pull';

/** A request that was not answered as it should be. */
export interface Failure {
  readonly purpose: Purpose;
  readonly type: AccountType;
  readonly problem: AnswerProblem;
  /** Whether SalesBinder may have acted on it. */
  readonly mayHaveActed: boolean;
  /** Of a 429, ms. */
  readonly retryAfter: number | null;
  /** Of a create or an update: the attempt that the answer belongs to. */
  readonly attemptId: string;
}

/** A question whose answer tells whose fault a failure is: a list of one account of that type, or that account itself. */
export type ProbeKind = 'list' | 'account';

export type Probed =
  | { readonly is: 'answered' }
  /** Nothing could be asked: it proves nothing. */
  | { readonly is: 'not-asked' }
  | { readonly is: 'failed'; readonly problem: AnswerProblem; readonly retryAfter: number | null };

/** The probes that were asked so far. */
export type Proof = Readonly<Partial<Record<ProbeKind, Probed>>>;

export interface Circumstances {
  /** Local wall clock, ms. */
  readonly at: number;
  /** The same moment, when the attempt was given up on. */
  readonly ended: Instant;
  /** How many failed tries the record counts already; see `triesOf`. */
  readonly tries: number;
  /** How many other records' requests failed just like this one, with no success in between. */
  readonly alike: number;
  /** From 0 up to, not including, 1. */
  readonly random: number;
  readonly waits: Pick<Waits, 'backoff'>;
}

/** Does to the link what the failure means for other records. */
export type LinkCommand =
  | { readonly do: 'hold'; readonly problem: Problem }
  | { readonly do: 'cool-down'; readonly retryAfter: number | null }
  | { readonly do: 'hold-type'; readonly type: AccountType };

export interface Decision {
  /** Of the record; what follows from the latest proof only. */
  readonly events: readonly RecordEvent[];
  readonly links: readonly LinkCommand[];
  /** Ask this, then decide again with its result; null: this is all. */
  readonly probe: ProbeKind | null;
  /** Whether requests for other types and records make sense right now. */
  readonly others: 'go-on' | 'stop';
  /** It was no record's own fault: those that were refused just like this one wait, too, instead of needing a person. */
  readonly reopens: boolean;
}

/**
 * The one table of failed answers, for sending, verifying and pulling alike. One record's answer never stops another
 * record without proof: either nothing can leave this computer, or SalesBinder said to wait, or a probe fails too.
 */
export function onFailure(failure: Failure, proof: Proof, now: Circumstances): Decision {
  const { purpose, problem } = failure;
  if (purpose === 'batch-preflight' && problem.what !== 'over-limit') return NOTHING;
  switch (problem.what) {
    case 'unreachable':
      return { ...NOTHING, ...stop({ do: 'hold', problem }), events: notActedOn(failure, now) };
    case 'over-limit': {
      const { retryAfter } = failure;
      return { ...NOTHING, ...stop({ do: 'cool-down', retryAfter }), events: notActedOn(failure, now) };
    }
    case 'lost':
    case 'trouble':
    case 'unclear':
    case 'portal':
    case 'redirected':
      return isRead(purpose) ? onFailedRead(failure, proof, now) : onNoAnswer(failure, proof, now);
    case 'key':
    case 'blocked':
    case 'forbidden':
    case 'wrong-address':
      return isRead(purpose) ? onFailedRead(failure, proof, now) : onDenial(failure, proof, now);
    case 'refused':
      return isRead(purpose) ? onFailedRead(failure, proof, now) : onRefusal(failure, proof, now);
    case 'not-found':
      return isRead(purpose) ? onFailedRead(failure, proof, now) : onAbsence(failure, proof, now);
    default:
      return assertNever(problem);
  }
}

/** How many failed tries a record counts: with the one that is under way not among them. */
export function triesOf({ state }: OutboxRecord): number {
  return state.name === 'waiting' || state.name === 'sending' ? state.tries : 0;
}

/** Whose fault a failure is, by the neutral list: everything's, this key's rights on the type, or the request's alone. */
export type Verdict = 'everything' | 'type' | 'alone' | 'not-known';

export function verdictOf(probed: Probed): Verdict {
  if (probed.is === 'answered') return 'alone';
  if (probed.is === 'not-asked' || probed.problem.what === 'over-limit') return 'not-known';
  return probed.problem.what === 'forbidden' ? 'type' : 'everything';
}

/** Commands that the neutral list itself proves right. */
export function linksOf(probed: Probed): readonly LinkCommand[] {
  if (probed.is !== 'failed' || probed.problem.what === 'forbidden') return [];
  const { problem, retryAfter } = probed;
  return problem.what === 'over-limit' ? [{ do: 'cool-down', retryAfter }] : [{ do: 'hold', problem }];
}

const NOTHING: Decision = { events: [], links: [], probe: null, others: 'go-on', reopens: false };

function stop(link: LinkCommand): Pick<Decision, 'links' | 'others'> {
  return { links: [link], others: 'stop' };
}

function probe(kind: ProbeKind, events: readonly RecordEvent[] = []): Decision {
  return { ...NOTHING, events, probe: kind };
}

/** The decision once the neutral list was asked. */
function proven(probed: Probed, events: readonly RecordEvent[], more: readonly LinkCommand[] = []): Decision {
  const verdict = verdictOf(probed);
  const others = verdict === 'alone' || verdict === 'type' ? 'go-on' : 'stop';
  return { events, links: [...linksOf(probed), ...more], probe: null, others, reopens: false };
}

function isRead(purpose: Purpose): boolean {
  return purpose === 'verify' || purpose === 'pull' || purpose === 'batch-preflight';
}

function isWrite(purpose: Purpose): boolean {
  return purpose === 'create' || purpose === 'update';
}

/** Nobody's record failed: a list did, that serves many. */
function onFailedRead({ purpose, type, problem }: Failure, { list }: Proof, now: Circumstances): Decision {
  if (list === undefined) return probe('list');
  const verdict = verdictOf(list);
  const holds: readonly LinkCommand[] = verdict === 'type' ? [{ do: 'hold-type', type }] : [];
  const waits = purpose === 'verify' && verdict === 'alone';
  return proven(list, waits ? [putOff(problem, now, LOOKUP_FAILED)] : [], holds);
}

/** A lookup that failed alone is repeated as if it had failed so often: it serves all creates of that type. */
const LOOKUP_FAILED = 3;

/** The outcome of the request is not known, or nothing usable was said about it. */
function onNoAnswer(failure: Failure, { list }: Proof, now: Circumstances): Decision {
  const { purpose, problem, mayHaveActed } = failure;
  if (purpose === 'preflight') {
    if (list === undefined) return probe('list');
    const verdict = verdictOf(list);
    return proven(list, verdict === 'alone' || verdict === 'type' ? [putOff(problem, now)] : []);
  }
  if (list === undefined) {
    return probe('list', [
      mayHaveActed ? outcomeUnknown(failure, now) : notSent(failure, now, dueAgain(now)),
    ]);
  }
  // The link is fine and this update's answers are not: after a few tries a person has to look at it.
  const enough = purpose === 'update' && verdictOf(list) === 'alone' && now.tries >= TRIES_ALONE;
  return proven(list, enough ? [checkRefused(problem, now)] : []);
}

/**
 * A no that may be everybody's trouble or this record's alone. A key may be allowed to see a type and not to change it,
 * and a site whose payment is due may still be read: two records in a row that may not be written, while the list
 * answers, hold the type.
 */
function onDenial(failure: Failure, { list }: Proof, now: Circumstances): Decision {
  if (list === undefined) return probe('list');
  const { purpose, type, problem } = failure;
  const verdict = verdictOf(list);
  const mayOnlySee = verdict === 'alone' && isWrite(purpose) && now.alike > 0;
  const typeIsHeld = (verdict === 'type' || mayOnlySee) && !isOfTheRecord(problem);
  const waits = verdict === 'everything' || verdict === 'not-known' || typeIsHeld;
  const holds: readonly LinkCommand[] = typeIsHeld ? [{ do: 'hold-type', type }] : [];
  if (isWrite(purpose)) {
    // A middle box in SalesBinder's place refuses everything: nobody knows whether this reached SalesBinder.
    const again = problem.what === 'blocked' ? outcomeUnknown(failure, now) : notSent(failure, now, now.at);
    return { ...proven(list, [waits ? again : refused(failure, now)], holds), reopens: waits };
  }
  // A preflight carries no values: two in a row that are refused while the list answers again are nobody's own.
  const perhapsAll = verdict === 'alone' && now.alike > 0 && problem.what === 'refused';
  if (perhapsAll) return { ...proven(list, [putOff(problem, now)]), reopens: true };
  return { ...proven(list, waits ? [] : [checkRefused(problem, now)], holds), reopens: waits };
}

/** A no to what was sent, or a firewall's to its text: another record may well be taken. */
function isOfTheRecord(problem: AnswerProblem): boolean {
  if (problem.what === 'refused') return problem.unsure === true || OF_VALUES.has(problem.status);
  return problem.what !== 'forbidden';
}

/**
 * A no to the values is this record's alone. Any other one (payment is due, the site is locked or moved away) may be
 * everybody's, and so may one that two records in a row are given.
 */
function onRefusal(failure: Failure, proof: Proof, now: Circumstances): Decision {
  const { problem } = failure;
  if (!isOfTheRecord(problem) || now.alike > 0) return onDenial(failure, proof, now);
  const event = isWrite(failure.purpose) ? refused(failure, now) : checkRefused(failure.problem, now);
  return { ...NOTHING, events: [event] };
}

/** Statuses that speak of the values that were sent. */
const OF_VALUES: ReadonlySet<number> = new Set([400, 409, 422]);

/** Gone only when the account itself is not there while a list of its type answers. */
function onAbsence(failure: Failure, { account, list }: Proof, now: Circumstances): Decision {
  const { purpose, problem } = failure;
  const perhaps = purpose === 'preflight' ? putOff(problem, now) : notSent(failure, now, dueAgain(now));
  if (purpose === 'create') return { ...NOTHING, events: [perhaps] };
  if (purpose === 'update') {
    if (account === undefined) return probe('account');
    if (account.is !== 'failed') return { ...NOTHING, events: [perhaps] };
    const { problem: said, retryAfter } = account;
    if (said.what === 'over-limit') {
      return { ...NOTHING, ...stop({ do: 'cool-down', retryAfter }), events: [perhaps] };
    }
    if (said.what !== 'not-found') return { ...NOTHING, events: [perhaps] };
  }
  if (list === undefined) return probe('list');
  return proven(list, [verdictOf(list) === 'alone' ? { is: 'gone', at: now.at } : perhaps]);
}

function dueAgain({ at, tries, random, waits }: Circumstances, failures = tries + 1): number {
  return at + waits.backoff(failures, random);
}

/** A write goes again as soon as others may; a read is simply asked again. */
function notActedOn(failure: Failure, now: Circumstances): readonly RecordEvent[] {
  return isWrite(failure.purpose) ? [notSent(failure, now, now.at)] : [];
}

function notSent({ attemptId, problem }: Failure, { at }: Circumstances, dueAt: number): RecordEvent {
  return { is: 'not-sent', at, attemptId, problem, dueAt };
}

function outcomeUnknown({ attemptId, problem }: Failure, now: Circumstances): RecordEvent {
  const { at, ended } = now;
  return { is: 'outcome-unknown', at, attemptId, problem, ended, dueAt: dueAgain(now) };
}

function refused({ attemptId, problem }: Failure, { at, ended }: Circumstances): RecordEvent {
  return { is: 'refused', at, attemptId, problem, ended };
}

function checkRefused(problem: Problem, { at }: Circumstances): RecordEvent {
  return { is: 'check-refused', at, problem };
}

function putOff(problem: Problem, now: Circumstances, failures = now.tries + 1): RecordEvent {
  return { is: 'put-off', at: now.at, problem, dueAt: dueAgain(now, failures) };
}
