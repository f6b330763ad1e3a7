import { answered, blocked, freeAt, givenBack, take, unblocked } from '../../shared/limiter.ts';
import type { Limit, Windows } from '../../shared/limiter.ts';
import { ok } from '../../shared/problem.ts';
import type { Result } from '../../shared/problem.ts';
import type { Instant } from '../../shared/record.ts';
import { coolDown } from '../../shared/retry.ts';
import { instant } from '../clock.ts';
import type { Clock } from '../clock.ts';
import type { Answer, Gateway } from '../salesbinder/gateway.ts';

/** Keeps the windows on disk. */
export interface WindowsStore {
  readonly windows: Windows;
  keep(windows: Windows): Promise<Result<null>>;
}

/** The right to send one request. Exactly one of the two is called. */
export interface Question {
  ask<T>(request: (gateway: Gateway) => Promise<Answer<T>>): Promise<Answer<T>>;
  /** No request left. */
  giveBack(): void;
}

/**
 * Every request's way past SalesBinder's two windows, and what the answers tell of the server's clock.
 * The limiter's own time is steady: the wall clock at the start plus what has passed since, whatever the wall
 * clock does meanwhile.
 */
export class Turns {
  readonly #store: WindowsStore;
  readonly #clock: Clock;
  readonly #limits: readonly Limit[];
  readonly #startedAt: number;
  #windows: Windows;
  #server: { readonly date: number; readonly mono: number } | null = null;

  constructor(store: WindowsStore, clock: Clock, limits: readonly Limit[]) {
    this.#store = store;
    this.#clock = clock;
    this.#limits = limits;
    this.#startedAt = clock.now() - clock.mono();
    this.#windows = store.windows;
  }

  /** Ms until `more` requests may have left, at the earliest. */
  wait(more = 1): number {
    const now = this.#now();
    return freeAt(this.#windows, this.#limits, now, more) - now;
  }

  /** Takes a turn, durably, before anything leaves. Fails when the disk won't have it. */
  async take(gateway: Gateway): Promise<Result<Question>> {
    const takenAt = this.#now();
    const kept = await this.#store.keep(take(this.#windows, this.#limits, takenAt));
    if (!kept.ok) return kept;
    this.#windows = take(this.#windows, this.#limits, takenAt);
    return ok({
      ask: async (request) => {
        const answer = await request(gateway);
        this.#windows = answered(this.#windows, takenAt, this.#now());
        // Served: the next 429 is a first one again.
        if (answer.ok) this.#windows = unblocked(this.#windows);
        if (answer.serverDate !== null) this.#heard(answer.serverDate);
        return answer;
      },
      giveBack: () => {
        this.#windows = givenBack(this.#windows, takenAt);
      },
    });
  }

  /** After a 429. @returns ms of rest; `hurry` divides it */
  async rest(retryAfter: number | null, random: number, hurry: number): Promise<number> {
    const ms = coolDown(this.#windows.blocks + 1, retryAfter, random) / hurry;
    this.#windows = blocked(this.#windows, this.#now() + ms);
    await this.#store.keep(this.#windows);
    return ms;
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

  #heard(date: number): void {
    this.#server = { date, mono: this.#clock.mono() };
  }

  #now(): number {
    return Math.round(this.#startedAt + this.#clock.mono());
  }
}
