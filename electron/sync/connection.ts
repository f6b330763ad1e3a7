import type { AccountType } from '../../shared/account.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Gateway } from '../salesbinder/gateway.ts';
import { HeldTypes } from './held-types.ts';
import { coolingDown, hastened, held, mayTry, msUntilTry, startLink, warmed } from './link-state.ts';
import type { Link, Moment } from './link-state.ts';
import type { LinkControl, SyncTime } from './context.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { failedOnce, NO_STREAK, othersAlike, servedOnce } from '../../shared/sync/failure-streak.ts';
import type { FailedOne, FailureStreak } from '../../shared/sync/failure-streak.ts';
import { verdictOf } from '../../shared/sync/failure-policy.ts';
import type { Probed, Verdict } from '../../shared/sync/failure-policy.ts';

export interface ConnectionOptions {
  readonly time: SyncTime;
  readonly rateLimiter: RateLimiter;
  /** Null: there is no key yet. */
  readonly gateway: Gateway | null;
  readonly stayOffline: boolean;
}

/** The link as it is now: the key at hand, the problem that holds it and until when, and its listeners. */
export class Connection implements LinkControl {
  /** Types that this key may not touch. */
  readonly held: HeldTypes;
  readonly #time: SyncTime;
  readonly #rateLimiter: RateLimiter;
  readonly #wake: () => void;
  readonly #listeners = new Set<() => void>();
  #gateway: Gateway | null;
  /** Which gateway, and so which key, the last request went through. */
  #asked: Gateway | null = null;
  #link: Link;
  #streak: FailureStreak = NO_STREAK;
  #trying = false;
  #stayOffline: boolean;

  /** @param wake called at each change: something may be possible that was not */
  constructor({ time, rateLimiter, gateway, stayOffline }: ConnectionOptions, wake: () => void) {
    this.#time = time;
    this.#rateLimiter = rateLimiter;
    this.#wake = wake;
    this.held = new HeldTypes(
      time.clock,
      (times) => time.waits.backoff(times, time.random()),
      () => {
        this.#changed();
      },
    );
    this.#gateway = gateway;
    this.#stayOffline = stayOffline;
    this.#link = startLink(gateway !== null);
  }

  get link(): Link {
    return this.#link;
  }

  get stayOffline(): boolean {
    return this.#stayOffline;
  }

  /** Whether the link is being tried right now. */
  get trying(): boolean {
    return this.#trying;
  }

  /** A request may go through this; null: none may leave. */
  get gateway(): Gateway | null {
    return this.#stayOffline ? null : this.#gateway;
  }

  get heldTypes(): ReadonlySet<AccountType> {
    return this.held.types;
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
    this.#streak = NO_STREAK;
    this.held.releaseAll();
    this.#link = startLink(gateway !== null);
    this.#changed();
  }

  /** A link that is held for a time is tried at once. */
  hasten(): void {
    this.held.releaseAll();
    this.#link = hastened(this.#link, this.#moment());
    this.#changed();
  }

  /** A person ends a cool-down, which no hint and no "Send now" does. */
  async endCoolDown(): Promise<void> {
    await this.#rateLimiter.endCoolDown();
    this.#link = warmed(this.#link, this.#moment());
    this.#changed();
  }

  asks(gateway: Gateway): void {
    this.#asked = gateway;
  }

  hold(problem: Problem): void {
    // A key that has been replaced meanwhile says nothing of the new one.
    if (problem.what === 'key' && this.#asked !== this.#gateway) return;
    this.#link = held(this.#link, problem, this.#moment(), {
      waits: this.#time.waits,
      random: this.#time.random(),
    });
    this.#changed();
  }

  async coolDown(retryAfter: number | null): Promise<void> {
    const ms = await this.#rateLimiter.coolDown(retryAfter, this.#time.random());
    this.#link = coolingDown(this.#moment(), ms);
    this.#changed();
  }

  holdType(type: AccountType): void {
    this.held.hold(type);
    this.#changed();
  }

  failed(one: FailedOne): readonly string[] {
    this.#streak = failedOnce(this.#streak, one);
    return othersAlike(this.#streak, one);
  }

  served(type: AccountType): void {
    this.#streak = servedOnce(this.#streak, type);
    this.held.served(type);
  }

  /** Ms until the link may be tried; infinite where no time helps. */
  wait(): number {
    const moment = this.#moment();
    return mayTry(this.#link, moment) ? 0 : msUntilTry(this.#link, moment);
  }

  open(): void {
    this.#link = { is: 'online' };
    this.#changed();
  }

  /** Opened by an answer only: the probe's decides, unless the link changed while it was asked. */
  async tries(probe: () => Promise<Probed>): Promise<Verdict> {
    const before = this.#link;
    this.#trying = true;
    this.#changed();
    const verdict = verdictOf(await probe());
    this.#trying = false;
    if ((verdict === 'alone' || verdict === 'type') && this.#link === before) this.#link = { is: 'online' };
    this.#changed();
    return verdict;
  }

  #moment(): Moment {
    const { clock } = this.#time;
    return { wall: clock.now(), mono: clock.mono() };
  }

  #changed(): void {
    this.#wake();
    for (const listener of this.#listeners) listener();
  }
}
