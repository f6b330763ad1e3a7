import type { AccountType, RemoteAccount } from '../../shared/account.ts';
import { serialQueue } from '../../shared/sync/serial-queue.ts';
import type { Instant } from '../../shared/outbox/record.ts';
import type { Answer } from '../salesbinder/gateway.ts';
import type { Connection } from './connection.ts';
import { ask } from './context.ts';
import type { Gatekeeper } from './context.ts';
import type { Permit, RateLimiter } from './rate-limiter.ts';
import type { RequestOrder } from './request-order.ts';
import type { Waker } from './waker.ts';

/** Lets one request leave after the other: when the limits allow it, and only while there is a key and the person is not staying offline. */
export class OneGate implements Gatekeeper {
  readonly order: RequestOrder;
  readonly #rateLimiter: RateLimiter;
  readonly #connection: Connection;
  readonly #waker: Waker;
  readonly #queue = serialQueue();
  readonly #onProbed: (type: AccountType, accounts: readonly RemoteAccount[]) => void;
  #closed = false;

  /** @param onProbed told of the accounts that a probe brought */
  constructor(
    parts: {
      readonly order: RequestOrder;
      readonly rateLimiter: RateLimiter;
      readonly connection: Connection;
      readonly waker: Waker;
    },
    onProbed: (type: AccountType, accounts: readonly RemoteAccount[]) => void,
  ) {
    this.order = parts.order;
    this.#rateLimiter = parts.rateLimiter;
    this.#connection = parts.connection;
    this.#waker = parts.waker;
    this.#onProbed = onProbed;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Whether a request may leave as soon as the limits allow it. */
  get isOpen(): boolean {
    return !this.#closed && this.#connection.gateway !== null;
  }

  close(): void {
    this.#closed = true;
    this.#waker.wake();
  }

  permit(): Promise<Permit | null> {
    return this.#queue(() => this.#permit());
  }

  async #permit(): Promise<Permit | null> {
    for (;;) {
      for (let wait = this.wait(); wait > 0 && this.isOpen; wait = this.wait()) await this.#waker.sleep(wait);
      const { gateway } = this.#connection;
      if (gateway === null || this.#closed) return null;
      const permit = await this.#rateLimiter.take(gateway);
      if (!permit.ok) {
        this.#connection.hold(permit.problem);
        return null;
      }
      // While it was written down, another request's answer may have asked for a pause.
      if (this.wait(0) === 0) {
        this.#connection.asks(gateway);
        return permit.value;
      }
      permit.value.release();
    }
  }

  async probe(type: AccountType): Promise<Answer<unknown> | null> {
    const answer = await ask({ gatekeeper: this }, (gateway) =>
      gateway.list({ type, page: 1, pageLimit: 1 }),
    );
    if (answer?.ok === true) this.#onProbed(type, answer.value.accounts);
    return answer;
  }

  wait(more = 1): number {
    return this.#rateLimiter.wait(more);
  }

  instant(): Instant {
    return this.#rateLimiter.instant();
  }

  serverNow(): number | null {
    return this.#rateLimiter.serverNow();
  }
}
