import type { AccountType } from '../../shared/account.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Clock } from '../clock.ts';
import type { Gateway } from '../salesbinder/gateway.ts';
import { HeldTypes } from './held-types.ts';
import { hastened, held, mayTry, msUntilTry, resting, startLink } from './link-state.ts';
import type { Link, Moment } from './link-state.ts';
import type { SyncOptions } from './sync-options.ts';
import type { Blame } from './context.ts';

/** The way as it is now: the key at hand, what holds it and until when, and who wants to be told. */
export class Connection {
  /** Types that this key may not touch. */
  readonly held: HeldTypes;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #hurry: number;
  readonly #wake: () => void;
  readonly #listeners = new Set<() => void>();
  #gateway: Gateway | null;
  /** Which gateway, and so which key, the last question went through. */
  #asked: Gateway | null = null;
  #link: Link;
  #trying = false;
  #stayOffline: boolean;

  /** @param wake called at each change: something may be possible that was not */
  constructor({ clock, random, timeScale, gateway, stayOffline }: SyncOptions, wake: () => void) {
    this.#clock = clock;
    this.#random = random;
    this.#hurry = timeScale;
    this.#wake = wake;
    this.held = new HeldTypes(clock, timeScale, () => {
      this.#changed();
    });
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

  /** Whether the way is being tried right now. */
  get trying(): boolean {
    return this.#trying;
  }

  /** What a question may go through; null: none may leave. */
  get gateway(): Gateway | null {
    return this.#stayOffline ? null : this.#gateway;
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

  /** What is held for a time is tried at once. */
  hasten(): void {
    this.held.releaseAll();
    this.#link = hastened(this.#link, this.#moment());
    this.#changed();
  }

  asks(gateway: Gateway): void {
    this.#asked = gateway;
  }

  hold(problem: Problem): void {
    // What is said of a key that has been replaced meanwhile says nothing of the new one.
    if (problem.what === 'key' && this.#asked !== this.#gateway) return;
    this.#link = held(this.#link, problem, this.#moment(), this.#random(), this.#hurry);
    this.#changed();
  }

  rest(ms: number): void {
    this.#link = resting(this.#moment(), ms);
    this.#changed();
  }

  holdType(type: AccountType): void {
    this.held.hold(type);
    this.#changed();
  }

  /** Ms until the way may be tried; infinite where no time helps. */
  wait(): number {
    const moment = this.#moment();
    return mayTry(this.#link, moment) ? 0 : msUntilTry(this.#link, moment);
  }

  open(): void {
    this.#link = { is: 'online' };
    this.#changed();
  }

  /** Opened by an answer only: it is the neutral question's that decides, unless the way changed while it was asked. */
  async tries(asks: () => Promise<Blame>): Promise<Blame> {
    const before = this.#link;
    this.#trying = true;
    this.#changed();
    const whose = await asks();
    this.#trying = false;
    if ((whose === 'alone' || whose === 'type') && this.#link === before) this.#link = { is: 'online' };
    this.#changed();
    return whose;
  }

  #moment(): Moment {
    return { wall: this.#clock.now(), mono: this.#clock.mono() };
  }

  #changed(): void {
    this.#wake();
    for (const listener of this.#listeners) listener();
  }
}
