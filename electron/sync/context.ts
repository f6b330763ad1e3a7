import type { AccountType, RemoteAccount } from '../../shared/account.ts';
import type { Problem, Result } from '../../shared/problem.ts';
import type { RecordEvent } from '../../shared/outbox/event.ts';
import type { Instant, OutboxRecord } from '../../shared/outbox/record.ts';
import type { FailedOne } from '../../shared/sync/failure-streak.ts';
import type { Waits } from '../../shared/sync/waits.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock } from '../clock.ts';
import type { Mirror } from '../mirror/mirror.ts';
import type { Answer, Gateway } from '../salesbinder/gateway.ts';
import type { RequestOrder } from './request-order.ts';
import type { Permit } from './rate-limiter.ts';

/** Given to all that sends, verifies and pulls. */
export interface SyncContext {
  /** The records, and the only way to change them. */
  readonly accounts: Accounts;
  readonly mirror: Mirror;
  readonly time: SyncTime;
  readonly gatekeeper: Gatekeeper;
  readonly link: LinkControl;
  /** Local id of the account that is on screen; null: none is. */
  readonly agenda: { readonly shown: string | null };
}

export interface SyncTime {
  readonly clock: Clock;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  readonly waits: Waits;
}

/** Every request passes here: within the limits, with a number of its own, and with the server's time read from its answer. */
export interface Gatekeeper {
  /** Which of two requests was asked first. */
  readonly order: RequestOrder;
  /** Waits until a request may leave; null: none may (the sync stops, stays offline, or the disk is full). */
  permit(): Promise<Permit | null>;
  /** Asks the neutral list, which changes nothing and proves whether requests of this type are answered; null: not asked. */
  probe(type: AccountType): Promise<Answer<unknown> | null>;
  /** Ms until that many requests may leave. */
  wait(more?: number): number;
  /** This moment, with the skew against the server's clock where it is known. */
  instant(): Instant;
  /** The server's own time, ms; null before its first answer. */
  serverNow(): number | null;
}

/** The power to stop others; used with proof only. */
export interface LinkControl {
  readonly heldTypes: ReadonlySet<AccountType>;
  /** Stops everything, with the reason. */
  hold(problem: Problem): void;
  /** Everything waits, after a 429. @param retryAfter ms, where SalesBinder said so */
  coolDown(retryAfter: number | null): Promise<void>;
  /** This key may not touch accounts of that type: they wait, others go on. */
  holdType(type: AccountType): void;
  /** Notes whose request failed. @returns the other records whose requests failed alike, with no success in between */
  failed(one: FailedOne): readonly string[];
  /** A write of that type was taken. */
  served(type: AccountType): void;
}

/** An account as SalesBinder has it now, and when that was asked. */
export interface Seen {
  readonly theirs: RemoteAccount;
  readonly at: Instant;
}

/** Sends one request when it may leave; null: it could not be asked. */
export async function ask<T>(
  { gatekeeper }: Pick<SyncContext, 'gatekeeper'>,
  request: (gateway: Gateway) => Promise<Answer<T>>,
): Promise<Answer<T> | null> {
  const permit = await gatekeeper.permit();
  return permit === null ? null : permit.ask(request);
}

/** Makes what was learned durable. If the disk won't have it, sending stops: see `recovered` in recover.ts. */
export async function applyEvents(
  { accounts, link }: SyncContext,
  localId: string,
  events: (record: OutboxRecord) => readonly RecordEvent[],
): Promise<Result<OutboxRecord>> {
  const kept = await accounts.apply(localId, events);
  if (!kept.ok) link.hold(kept.problem);
  return kept;
}
