import type { AccountType } from '../../shared/account.ts';
import type { Problem } from '../../shared/problem.ts';
import { nextDue, nextJob } from '../../shared/queue.ts';
import type { Job } from '../../shared/queue.ts';
import type { Accounts } from '../accounts.ts';
import type { Clock } from '../clock.ts';
import type { Gateway } from '../salesbinder/gateway.ts';
import { HeldTypes } from './held-types.ts';
import { hastened, held, mayTry, msUntilTry, resting, startLink } from './link.ts';
import type { Link, Moment } from './link.ts';
import { ListCheck } from './list-check.ts';
import { Order } from './order.ts';
import { Pull } from './pull.ts';
import { push } from './push.ts';
import { recovered } from './recover.ts';
import { seek } from './seek.ts';
import type { SyncOptions } from './sync-options.ts';
import { Turns } from './turns.ts';
import type { Question } from './turns.ts';
import { atMost, Waker } from './waker.ts';
import { blame } from './way.ts';
import type { Way } from './way.ts';

/** Quitting waits this long for an answer, ms. */
const GRACE = 2_000;
const FOREVER = Number.POSITIVE_INFINITY;

/**
 * The loop: one thing at a time, chosen afresh from the records as they are, so that nothing it remembers can
 * differ from what is on disk. It sleeps until the earliest due time and is woken by every change.
 */
export class Sync implements Way {
  readonly accounts: Accounts;
  readonly turns: Turns;
  readonly clock: Clock;
  readonly random: () => number;
  readonly hurry: number;
  readonly order: Order;
  readonly lists: ListCheck | null;
  readonly alike: Way['alike'];
  readonly pull: Pull | null;
  readonly #listeners = new Set<() => void>();
  /** Types that this key may not touch. */
  readonly held: HeldTypes;
  readonly #first = new Set<string>();
  readonly #waker: Waker;
  readonly #loop: Promise<void>;
  #gateway: Gateway | null;
  /** Which gateway, and so which key, the last question went through. */
  #asked: Gateway | null = null;
  #link: Link;
  #trying = false;
  #stayOffline: boolean;
  #closed = false;

  constructor(options: SyncOptions) {
    this.accounts = options.accounts;
    this.clock = options.clock;
    this.random = options.random;
    this.hurry = options.hurry;
    this.held = new HeldTypes(options.clock, options.hurry, () => this.#changed());
    const { mirror } = options;
    const wake = (): void => this.#waker.wake();
    this.order = new Order(mirror);
    this.alike = options.alike ?? null;
    this.lists = mirror === undefined ? null : new ListCheck(mirror);
    this.pull = mirror === undefined ? null : new Pull(this, mirror, this.held, wake);
    this.turns = new Turns(options.windows, options.clock, options.limits);
    this.#waker = new Waker(options.clock);
    this.#gateway = options.gateway;
    this.#stayOffline = options.stayOffline;
    this.#link = startLink(options.gateway !== null);
    options.accounts.subscribe(wake);
    this.#loop = this.#run();
  }

  get link(): Link {
    return this.#link;
  }

  get stayOffline(): boolean {
    return this.#stayOffline;
  }

  /** Whether the way is being tried right now. */
  get trying(): boolean {
    return this.#trying;
  }

  /** Told whenever link, trying or stayOffline changed. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setStayOffline(on: boolean): void {
    this.#stayOffline = on;
    if (!on) this.#link = hastened(this.#link, this.#moment());
    this.#changed();
  }

  /** A key was given (or taken away): everything that it held may go on. */
  setGateway(gateway: Gateway | null): void {
    this.#gateway = gateway;
    this.held.releaseAll();
    this.#link = startLink(gateway !== null);
    this.#changed();
  }

  /** "Check connection", "Send now", F5, and hints of the system: what is held for a time is tried at once. */
  hasten(): void {
    this.held.releaseAll();
    this.#link = hastened(this.#link, this.#moment());
    this.pull?.hint();
    this.#changed();
  }

  /** A person wants to see what is there now. */
  refresh(): void {
    this.pull?.hasten();
    this.hasten();
  }

  /** Goes first; null: nothing does. */
  putFirst(localId: string | null): void {
    this.#first.clear();
    if (localId !== null) this.#first.add(localId);
  }

  async turn(): Promise<Question | null> {
    for (let wait = this.turns.wait(); wait > 0 && this.#maySend(); wait = this.turns.wait()) {
      await this.#waker.sleep(wait);
    }
    const gateway = this.#gateway;
    if (gateway === null || !this.#maySend()) return null;
    const question = await this.turns.take(gateway);
    this.#asked = gateway;
    if (question.ok) return question.value;
    this.hold(question.problem);
    return null;
  }

  hold(problem: Problem): void {
    // What is said of a key that has been replaced meanwhile says nothing of the new one.
    if (problem.what === 'key' && this.#asked !== this.#gateway) return;
    this.#link = held(this.#link, problem, this.#moment(), this.random(), this.hurry);
    this.#changed();
  }

  async rest(retryAfter: number | null): Promise<void> {
    const ms = await this.turns.rest(retryAfter, this.random(), this.hurry);
    this.#link = resting(this.#moment(), ms);
    this.#changed();
  }

  holdType(type: AccountType): void {
    this.held.hold(type);
    this.#changed();
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
    await this.pull?.clear();
    if (!this.#maySend()) return FOREVER;
    const moment = this.#moment();
    if (!mayTry(this.#link, moment)) return msUntilTry(this.#link, moment);
    if (this.#link.is !== 'online') return this.#reopen();
    const job = this.#nextJob(moment.wall);
    if (job === null) {
      const due = nextDue(this.accounts.records.values(), this.held.types);
      const dueIn = due === null ? FOREVER : due - moment.wall;
      return this.pull === null ? dueIn : Math.min(dueIn, await this.pull.next());
    }
    // An update's check and the update itself go together: in between, the check would grow old.
    const wait = this.turns.wait(job.do === 'push' && job.record.remoteId !== null ? 2 : 1);
    if (wait > 0) return wait;
    if (job.do === 'look') await seek(this, job.type, job.records);
    else await push(this, job.record);
    return 0;
  }

  /** A held way is opened by an answer only: what was never recorded is recovered, then one neutral question is asked. */
  async #reopen(): Promise<number> {
    if (!(await recovered(this))) return 0;
    if (this.#link.is === 'held' && this.#link.problem.what === 'over-limit') {
      this.#link = { is: 'online' };
      this.#changed();
      return 0;
    }
    this.#trying = true;
    this.#changed();
    const type = this.#typeToAskFor();
    const before = this.#link;
    const whose = await blame(this, type);
    this.#trying = false;
    if ((whose === 'alone' || whose === 'type') && this.#link === before) {
      this.#link = { is: 'online' };
      this.pull?.hint();
    }
    if (whose === 'type') this.holdType(type);
    this.#changed();
    return 0;
  }

  #nextJob(now: number): Job | null {
    const heldTypes = this.held.types;
    return nextJob(this.accounts.records.values(), { now, heldTypes, first: this.#first });
  }

  #typeToAskFor(): AccountType {
    const job = this.#nextJob(FOREVER);
    return (job?.do === 'push' ? job.record.type : job?.type) ?? 'customer';
  }

  #maySend(): boolean {
    return !this.#closed && !this.#stayOffline && this.#gateway !== null;
  }

  #moment(): Moment {
    return { wall: this.clock.now(), mono: this.clock.mono() };
  }

  #changed(): void {
    this.#waker.wake();
    for (const listener of this.#listeners) listener();
  }
}
