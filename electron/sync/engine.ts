import { linksOf } from '../../shared/sync/failure-policy.ts';
import type { Limit } from '../../shared/sync/limiter.ts';
import { CLOSING_GRACE, waitsAt } from '../../shared/sync/waits.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock } from '../clock.ts';
import type { Mirror } from '../mirror/mirror.ts';
import type { Gateway } from '../salesbinder/gateway.ts';
import { Agenda } from './agenda.ts';
import { Connection } from './connection.ts';
import { OneGate } from './gatekeeper.ts';
import { obey, resultOf } from './handle-failure.ts';
import type { HeldTypes } from './held-types.ts';
import type { Link } from './link-state.ts';
import { Lanes } from './send/lanes.ts';
import { BatchPreflight } from './send/batch-preflight.ts';
import { RequestOrder } from './request-order.ts';
import { Pull } from './pull/pull.ts';
import { push } from './send/push.ts';
import type { Sending } from './send/push.ts';
import { recovered } from './recover.ts';
import { verifyCreates } from './verify/verify-creates.ts';
import { RateLimiter } from './rate-limiter.ts';
import type { RateWindowsStore } from './rate-limiter.ts';
import { atMost, Waker } from './waker.ts';
import type { SyncContext } from './context.ts';

export interface SyncOptions extends Pick<Sending, 'alike'> {
  readonly accounts: Accounts;
  readonly mirror: Mirror;
  readonly windows: RateWindowsStore;
  readonly clock: Clock;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** Divides lookups, backoff and cool-downs; 1 is ordinary. */
  readonly timeScale: number;
  readonly stayOffline: boolean;
  /** Null: there is no key yet. */
  readonly gateway: Gateway | null;
  readonly limits: readonly Limit[];
}

const FOREVER = Number.POSITIVE_INFINITY;

/**
 * The loop: it starts one thing after the other, chosen afresh from the records as they are, so that nothing it
 * remembers can differ from what is on disk. Only records that wait for their answers are under way side by side. It
 * sleeps until the earliest due time and is woken by every change.
 */
export class Sync {
  readonly rateLimiter: RateLimiter;
  readonly agenda: Agenda;
  readonly pull: Pull;
  readonly batchPreflight: BatchPreflight;
  readonly context: SyncContext;
  readonly #sending: Sending;
  readonly #connection: Connection;
  readonly #gate: OneGate;
  readonly #lanes: Lanes;
  readonly #waker: Waker;
  readonly #loop: Promise<void>;

  constructor(options: SyncOptions) {
    const { accounts, mirror, clock, random, gateway, stayOffline } = options;
    const gateWaker = new Waker(clock);
    const wake = (): void => {
      this.#waker.wake();
      gateWaker.wake();
    };
    const time = { clock, random, waits: waitsAt(options.timeScale) };
    this.#waker = new Waker(clock);
    this.rateLimiter = new RateLimiter(options.windows, clock, options.limits, time.waits);
    this.#connection = new Connection({ time, rateLimiter: this.rateLimiter, gateway, stayOffline }, wake);
    this.agenda = new Agenda(accounts, this.held);
    this.batchPreflight = new BatchPreflight(() => this.pull.comeFirst());
    this.#sending = { batchPreflight: this.batchPreflight, alike: options.alike };
    const parts = {
      ...{ rateLimiter: this.rateLimiter, connection: this.#connection, waker: gateWaker },
      order: new RequestOrder(mirror),
    };
    this.#gate = new OneGate(parts, (type, probed) => this.batchPreflight.heard({ mirror }, type, probed));
    const { agenda } = this;
    this.context = { accounts, mirror, time, gatekeeper: this.#gate, link: this.#connection, agenda };
    this.pull = new Pull(this.context, wake);
    this.#lanes = new Lanes(clock, this.#connection, wake);
    accounts.subscribe(wake);
    this.#loop = this.#run();
  }

  get link(): Link {
    return this.#connection.link;
  }

  get stayOffline(): boolean {
    return this.#connection.stayOffline;
  }

  /** Whether the link is being tried right now. */
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

  /** "Check connection", "Send now", F5, and hints of the system: a link that is held for a time is tried at once. */
  hasten(): void {
    this.pull.hint();
    this.#connection.hasten();
  }

  /** "Try now": the cool-down after a 429 ends. */
  endCoolDown(): Promise<void> {
    return this.#connection.endCoolDown();
  }

  /** A person wants to see what is there now. */
  refresh(): void {
    this.pull.hasten();
    this.hasten();
  }

  /**
   * Waits a moment for the answer that is under way; without it that attempt is one whose outcome nobody saw.
   *
   * @returns whether it came
   */
  async close(): Promise<boolean> {
    this.held.releaseAll();
    this.#gate.close();
    this.#waker.wake();
    const ended = this.#loop.then(() => this.#lanes.ended());
    return atMost(this.context.time.clock, CLOSING_GRACE, ended);
  }

  async #run(): Promise<void> {
    // Offline or without a key, too, nothing may read "Sending" that no longer is.
    await recovered(this.context, this.#lanes);
    while (!this.#gate.closed) {
      const wait = await this.#once();
      if (wait > 0) await this.#waker.sleep(wait);
    }
  }

  /** Does the next thing. @returns ms until there may be another; 0: choose again at once */
  async #once(): Promise<number> {
    if (this.#lanes.empty) await this.pull.clear();
    if (!this.#gate.isOpen) return FOREVER;
    const held = this.#connection.wait();
    if (held > 0) return held;
    if (this.link.is !== 'online') return this.#reopen();
    const now = this.context.time.clock.now();
    const lanes = this.#lanes;
    const job = this.agenda.next(now, lanes.underWay);
    if (job !== null && this.pull.comesFirst() && lanes.empty) return this.pull.next();
    if (job === null) {
      // A list that is taken in while a create is under way would show its account as a stranger's.
      if (!lanes.empty) return Math.min(this.agenda.dueIn(now, now), lanes.slowIn());
      return Math.min(this.agenda.dueIn(now), await this.pull.next());
    }
    // An update's preflight and the update itself go together: in between, the preflight would grow old.
    const needs = job.do === 'push' && job.record.remoteId !== null ? 2 : 1;
    const wait = this.rateLimiter.wait(lanes.needs + needs);
    if (wait > 0) return wait;
    if (job.do === 'verify') await verifyCreates(this.context, job.type, job.records);
    else lanes.start(this.context, job.record, (context) => push(context, this.#sending, job.record));
    return 0;
  }

  /** A held link is opened by an answer only: attempts that were never recorded are recovered, then the probe is asked. */
  async #reopen(): Promise<number> {
    if (!(await recovered(this.context, this.#lanes))) return 0;
    if (this.link.is === 'held' && this.link.problem.what === 'over-limit') {
      this.#connection.open();
      return 0;
    }
    const type = this.agenda.typeToAskFor();
    const verdict = await this.#connection.tries(async () => {
      const probed = resultOf(await this.#gate.probe(type));
      for (const command of linksOf(probed)) await obey(this.#connection, command);
      return probed;
    });
    if (this.link.is === 'online') this.pull.hint();
    if (verdict === 'type') this.#connection.holdType(type);
    return 0;
  }
}
