import {
  answered,
  blocked,
  blockedLonger,
  freeAt,
  givenBack,
  take,
  throughAt,
  unblocked,
} from '../../shared/sync/limiter.ts';
import type { Limit, RateWindows } from '../../shared/sync/limiter.ts';
import { ok } from '../../shared/problem.ts';
import type { Result } from '../../shared/problem.ts';
import type { Instant } from '../../shared/outbox/record.ts';
import type { Waits } from '../../shared/sync/waits.ts';
import { instant } from '../clock.ts';
import type { Clock } from '../clock.ts';
import type { Answer, Gateway } from '../salesbinder/gateway.ts';

/** Keeps the windows on disk. */
export interface RateWindowsStore {
  readonly windows: RateWindows;
  keep(windows: RateWindows): Promise<Result<null>>;
}

/** The right to send one request. Exactly one of the two is called. */
export interface Permit {
  ask<T>(request: (gateway: Gateway) => Promise<Answer<T>>): Promise<Answer<T>>;
  /** No request left. */
  release(): void;
}

/** The share of the latest answer in the time that answers are said to take. */
const LATEST = 0.2;

/**
 * Grants each request within SalesBinder's two windows, and reads the server's clock from the answers.
 * The limiter's own time is steady: the wall clock at the start plus what has passed since, whatever the wall
 * clock does meanwhile.
 */
export class RateLimiter {
  readonly #store: RateWindowsStore;
  readonly #clock: Clock;
  readonly #limits: readonly Limit[];
  readonly #waits: Waits;
  readonly #startedAt: number;
  #windows: RateWindows;
  /** How long answers took lately, ms; null before the first. */
  #trip: number | null = null;
  #server: { readonly date: number; readonly mono: number } | null = null;

  constructor(store: RateWindowsStore, clock: Clock, limits: readonly Limit[], waits: Waits) {
    this.#store = store;
    this.#clock = clock;
    this.#limits = limits;
    this.#waits = waits;
    this.#startedAt = clock.now() - clock.mono();
    this.#windows = store.windows;
  }

  /** Ms until `more` requests may have left, at the earliest. */
  wait(more = 1): number {
    const now = this.#now();
    return freeAt(this.#windows, this.#limits, now, more) - now;
  }

  /** Ms until so many requests are answered, if answers take as long as they did lately and nothing else is asked. */
  through(requests: number): number {
    const now = this.#now();
    return throughAt(this.#windows, this.#limits, now, { requests, trip: this.#trip ?? 0 }) - now;
  }

  /** Takes a slot, durably, before anything leaves. Fails when the disk won't have it. */
  async take(gateway: Gateway): Promise<Result<Permit>> {
    const takenAt = this.#now();
    const kept = await this.#store.keep(take(this.#windows, this.#limits, takenAt));
    if (!kept.ok) return kept;
    this.#windows = take(this.#windows, this.#limits, takenAt);
    return ok({
      ask: async (request) => {
        const began = this.#clock.mono();
        const answer = await request(gateway);
        this.#windows = answered(this.#windows, takenAt, this.#now());
        if (answer.ok) {
          // Served: the next 429 is a first one again.
          this.#windows = unblocked(this.#windows, this.#now());
          this.#took(this.#clock.mono() - began);
          // A proxy between here and SalesBinder has a clock of its own, and fails with it.
          if (answer.serverDate !== null) this.#heard(answer.serverDate);
        }
        return answer;
      },
      release: () => {
        this.#windows = givenBack(this.#windows, takenAt);
      },
    });
  }

  /**
   * After a 429 nothing is granted for a while. Of requests that were under way side by side, a second 429 is no repeat:
   * the longer of both pauses holds. @returns ms
   */
  async coolDown(retryAfter: number | null, random: number): Promise<number> {
    const now = this.#now();
    const { blocks, blockedUntil } = this.#windows;
    if (blockedUntil !== null && blockedUntil > now) {
      const ms = this.#waits.coolDown(blocks, retryAfter, random);
      this.#windows = blockedLonger(this.#windows, now + ms);
    } else {
      this.#windows = blocked(this.#windows, now + this.#waits.coolDown(blocks + 1, retryAfter, random));
    }
    await this.#store.keep(this.#windows);
    return (this.#windows.blockedUntil ?? now) - now;
  }

  /** A person wants no more waiting; the windows still hold, and the next 429 in a row lasts no less for it. */
  async endCoolDown(): Promise<void> {
    if (this.#windows.blockedUntil === null) return;
    this.#windows = { ...this.#windows, blockedUntil: null };
    await this.#store.keep(this.#windows);
  }

  /** The server's own time now, ms, reckoned from its last Date without our wall clock; null before the first. */
  serverNow(): number | null {
    return this.#server === null ? null : this.#server.date + (this.#clock.mono() - this.#server.mono);
  }

  /** Its skew is reckoned as `serverNow` is: a wall clock that was set since the last answer doesn't spoil it. */
  instant(): Instant {
    const serverNow = this.serverNow();
    return instant(this.#clock, serverNow === null ? null : serverNow - this.#clock.now());
  }

  /** The latest count most; one slow answer among many is not how things are. */
  #took(ms: number): void {
    this.#trip = this.#trip === null ? ms : this.#trip + (ms - this.#trip) * LATEST;
  }

  #heard(date: number): void {
    this.#server = { date, mono: this.#clock.mono() };
  }

  #now(): number {
    return Math.round(this.#startedAt + this.#clock.mono());
  }
}
