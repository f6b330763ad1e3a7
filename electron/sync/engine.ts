import type { AccountType } from '../../shared/account.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock } from '../clock.ts';
import type { Gateway } from '../salesbinder/gateway.ts';
import { Agenda } from './agenda.ts';
import { Connection } from './connection.ts';
import type { HeldTypes } from './held-types.ts';
import type { Link } from './link-state.ts';
import { BatchPreflight } from './send/batch-preflight.ts';
import { RequestOrder } from './request-order.ts';
import { Pull } from './pull/pull.ts';
import { push } from './send/push.ts';
import { recovered } from './recover.ts';
import { verifyCreates } from './verify/verify-creates.ts';
import type { SyncOptions } from './sync-options.ts';
import { RateLimiter } from './rate-limiter.ts';
import type { Permit } from './rate-limiter.ts';
import { atMost, Waker } from './waker.ts';
import { blame } from './context.ts';
import type { SyncContext } from './context.ts';

/** Quitting waits this long for an answer, ms. */
const GRACE = 2_000;
const FOREVER = Number.POSITIVE_INFINITY;

/**
 * The loop: one thing at a time, chosen afresh from the records as they are, so that nothing it remembers can
 * differ from what is on disk. It sleeps until the earliest due time and is woken by every change.
 */
export class Sync implements SyncContext {
  readonly accounts: Accounts;
  readonly rateLimiter: RateLimiter;
  readonly clock: Clock;
  readonly random: () => number;
  readonly timeScale: number;
  readonly requestOrder: RequestOrder;
  readonly batch: BatchPreflight;
  readonly alike: SyncContext['alike'];
  readonly pull: Pull;
  readonly agenda: Agenda;
  readonly #connection: Connection;
  readonly #waker: Waker;
  readonly #loop: Promise<void>;
  #closed = false;

  constructor(options: SyncOptions) {
    this.accounts = options.accounts;
    this.clock = options.clock;
    this.random = options.random;
    this.timeScale = options.timeScale;
    const { mirror } = options;
    const wake = (): void => this.#waker.wake();
    this.#waker = new Waker(options.clock);
    this.#connection = new Connection(options, wake);
    this.agenda = new Agenda(options.accounts, this.held);
    this.requestOrder = new RequestOrder(mirror);
    this.alike = options.alike;
    this.batch = new BatchPreflight(mirror);
    this.pull = new Pull(this, mirror, this.held, wake);
    this.rateLimiter = new RateLimiter(options.windows, options.clock, options.limits);
    options.accounts.subscribe(wake);
    this.#loop = this.#run();
  }

  get link(): Link {
    return this.#connection.link;
  }

  get stayOffline(): boolean {
    return this.#connection.stayOffline;
  }

  /** Whether the way is being tried right now. */
  get trying(): boolean {
    return this.#connection.trying;
  }

  /** Types that this key may not touch. */
  get held(): HeldTypes {
    return this.#connection.held;
  }

  /** Told whenever link, trying or stayOffline changed. */
  subscribe(listener: () => void): () => void {
    return this.#connection.subscribe(listener);
  }

  setStayOffline(on: boolean): void {
    this.#connection.setStayOffline(on);
  }

  setGateway(gateway: Gateway | null): void {
    this.#connection.setGateway(gateway);
  }

  /** "Check connection", "Send now", F5, and hints of the system: what is held for a time is tried at once. */
  hasten(): void {
    this.pull.hint();
    this.#connection.hasten();
  }

  /** A person wants to see what is there now. */
  refresh(): void {
    this.pull.hasten();
    this.hasten();
  }

  async permit(): Promise<Permit | null> {
    for (let wait = this.rateLimiter.wait(); wait > 0 && this.#maySend(); wait = this.rateLimiter.wait()) {
      await this.#waker.sleep(wait);
    }
    const { gateway } = this.#connection;
    if (gateway === null || this.#closed) return null;
    const permit = await this.rateLimiter.take(gateway);
    this.#connection.asks(gateway);
    if (permit.ok) return permit.value;
    this.hold(permit.problem);
    return null;
  }

  hold(problem: Problem): void {
    this.#connection.hold(problem);
  }

  async coolDown(retryAfter: number | null): Promise<void> {
    this.#connection.rest(await this.rateLimiter.rest(retryAfter, this.random(), this.timeScale));
  }

  holdType(type: AccountType): void {
    this.#connection.holdType(type);
  }

  /**
   * Waits a moment for the answer that is under way; without it that attempt is one whose outcome nobody saw.
   *
   * @returns whether it came
   */
  async close(): Promise<boolean> {
    this.#closed = true;
    this.held.releaseAll();
    this.#waker.wake();
    return atMost(this.clock, GRACE, this.#loop);
  }

  async #run(): Promise<void> {
    // Offline or without a key, too, nothing may read "Sending" that no longer is.
    await recovered(this);
    while (!this.#closed) {
      const wait = await this.#once();
      if (wait > 0) await this.#waker.sleep(wait);
    }
  }

  /** Does the next thing. @returns ms until there may be another; 0: look again at once */
  async #once(): Promise<number> {
    await this.pull.clear();
    if (!this.#maySend()) return FOREVER;
    const held = this.#connection.wait();
    if (held > 0) return held;
    if (this.link.is !== 'online') return this.#reopen();
    const now = this.clock.now();
    const job = this.agenda.next(now);
    if (job !== null && this.pull.comesFirst()) return this.pull.next();
    if (job === null) {
      const dueIn = this.agenda.dueIn(now);
      return Math.min(dueIn, await this.pull.next());
    }
    // An update's check and the update itself go together: in between, the check would grow old.
    const wait = this.rateLimiter.wait(job.do === 'push' && job.record.remoteId !== null ? 2 : 1);
    if (wait > 0) return wait;
    if (job.do === 'look') await verifyCreates(this, job.type, job.records);
    else await push(this, job.record);
    return 0;
  }

  /** A held way is opened by an answer only: what was never recorded is recovered, then one neutral question is asked. */
  async #reopen(): Promise<number> {
    if (!(await recovered(this))) return 0;
    if (this.link.is === 'held' && this.link.problem.what === 'over-limit') {
      this.#connection.open();
      return 0;
    }
    const type = this.agenda.typeToAskFor();
    const whose = await this.#connection.tries(() => blame(this, type));
    if (this.link.is === 'online') this.pull.hint();
    if (whose === 'type') this.holdType(type);
    return 0;
  }

  #maySend(): boolean {
    return !this.#closed && this.#connection.gateway !== null;
  }
}
