import type { AccountType, RemoteAccount } from '../../shared/account.ts';
import type { Alike } from '../../shared/duplicates/alike.ts';
import type { Problem, Result } from '../../shared/problem.ts';
import type { RecordEvent } from '../../shared/outbox/event.ts';
import type { Instant, OutboxRecord } from '../../shared/outbox/record.ts';
import { backoff } from '../../shared/sync/retry.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock } from '../clock.ts';
import type { Answer, Gateway } from '../salesbinder/gateway.ts';
import type { RequestOrder } from './request-order.ts';
import type { Permit, RateLimiter } from './rate-limiter.ts';

/** What a job (a push, a look) is given to work with: questions in turn, and the power to hold what it proved. */
export interface SyncContext {
  readonly accounts: Accounts;
  readonly rateLimiter: RateLimiter;
  readonly clock: Clock;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  readonly requestOrder: RequestOrder;
  /** One list as the check of many. */
  readonly batch: Lists;
  readonly pull: { comeFirst(): void };
  /** Asked once more before a new account is sent: what it looks like; null when nothing. */
  readonly alike: (record: OutboxRecord) => Promise<Alike | null>;
  /** Divides every wait of ours. */
  readonly timeScale: number;
  /** Waits for a turn; null: nothing may leave now (the sync stops, stays offline, or the disk is full). */
  permit(): Promise<Permit | null>;
  /** Stops everything, with the reason. */
  hold(problem: Problem): void;
  /** After a 429. */
  coolDown(retryAfter: number | null): Promise<void>;
  /** Knows what is on screen. */
  readonly agenda: { readonly shown: string | null };
  /** This key may not touch accounts of that type: they wait, others go on. */
  holdType(type: AccountType): void;
}

export interface Lists {
  /** Null: the account has to be looked at by itself. */
  look(context: SyncContext, localId: string, remoteId: string, type: AccountType): Promise<Seen | null>;
  /** Another question brought these: a list that they have overtaken is no check any more. */
  heard(type: AccountType, accounts: readonly RemoteAccount[]): void;
}

/** What SalesBinder has now of one account, and when that was asked. */
export interface Seen {
  readonly theirs: RemoteAccount;
  readonly at: Instant;
}

/** One question in its turn; null: it could not be asked. */
export async function ask<T>(
  context: SyncContext,
  request: (gateway: Gateway) => Promise<Answer<T>>,
): Promise<Answer<T> | null> {
  const permit = await context.permit();
  return permit === null ? null : permit.ask(request);
}

/** Who is to blame for a failed answer: everything, this key's rights on a type, or this record alone. */
export type Blame = 'way' | 'type' | 'alone' | 'not-known';

/** A hold needs proof: one neutral question of that type must fail too. Holds the way, or rests, if it does. */
export async function blame(context: SyncContext, type: AccountType): Promise<Blame> {
  const answer = await ask(context, (gateway) => gateway.list({ type, page: 1, pageLimit: 1 }));
  if (answer === null) return 'not-known';
  if (answer.ok) {
    context.batch.heard(type, answer.value.accounts);
    return 'alone';
  }
  if (answer.problem.what === 'forbidden') return 'type';
  if (answer.problem.what === 'over-limit') {
    await context.coolDown(answer.retryAfter);
    return 'not-known';
  }
  context.hold(answer.problem);
  return 'way';
}

/** Makes what was learned durable. If the disk won't have it, sending stops: see `recovered` in engine.ts. */
export async function record(
  context: SyncContext,
  localId: string,
  ...events: readonly RecordEvent[]
): Promise<Result<OutboxRecord>> {
  const kept = await context.accounts.apply(localId, () => events);
  if (!kept.ok) context.hold(kept.problem);
  return kept;
}

/** When one record's next try is due, local ms. */
export function dueAgain(context: SyncContext, tries: number): number {
  return context.clock.now() + backoff(tries, context.random()) / context.timeScale;
}
