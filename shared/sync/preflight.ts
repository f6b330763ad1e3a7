import type { RemoteAccount } from '../account.ts';
import type { SyncEvent } from '../outbox/event.ts';
import type { Instant, OutboxRecord } from '../outbox/record.ts';
import { elapsed } from './elapsed.ts';
import { triesOf } from './failure-policy.ts';
import { PREFLIGHT_IS_GOOD, STALE_ANSWERS_BELIEVED_AFTER } from './waits.ts';
import type { Waits } from './waits.ts';

export interface PreflightAnswer {
  readonly theirs: RemoteAccount;
  /** SalesBinder shows an older state than the one that is known here. */
  readonly isStale: boolean;
  /** Local wall clock, ms. */
  readonly at: number;
  /** From 0 up to, not including, 1. */
  readonly random: number;
  readonly waits: Pick<Waits, 'backoff'>;
}

/** An answer to the preflight of an update is merged, or asked for again because it is older than the version known here. */
export function onPreflightAnswer(
  record: OutboxRecord,
  { theirs, isStale, at, random, waits }: PreflightAnswer,
): Extract<SyncEvent, { is: 'checked' | 'put-off' }> {
  const tries = triesOf(record);
  if (!isStale || tries >= STALE_ANSWERS_BELIEVED_AFTER) return { is: 'checked', at, theirs };
  const dueAt = at + waits.backoff(tries + 1, random);
  return { is: 'put-off', at, problem: { what: 'stale-answer' }, dueAt };
}

/**
 * Whether the account itself has to be asked for: SalesBinder's stamp did not move, so no list of what changed since
 * says whether something was saved.
 */
export function hasToBeViewed({ state }: OutboxRecord): boolean {
  return state.name === 'waiting' && state.problem?.what === 'not-kept';
}

/** Whether nothing has to be asked again before the update is sent. */
export function isStillGood(seenAt: Instant, now: Instant): boolean {
  return elapsed(seenAt, now).atMost <= PREFLIGHT_IS_GOOD;
}
