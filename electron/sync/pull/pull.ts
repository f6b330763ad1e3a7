import { ACCOUNT_TYPES } from '../../../shared/account.ts';
import type { AccountType } from '../../../shared/account.ts';
import type { Result } from '../../../shared/problem.ts';
import { backoff } from '../../../shared/sync/retry.ts';
import type { Mirror } from '../../mirror/mirror.ts';
import { downloadPage, nextToDownload } from './download.ts';
import type { HeldTypes } from '../held-types.ts';
import { recount, refresh } from './refresh.ts';
import type { Steps } from './refresh.ts';
import { archiveSettled } from './archive-settled.ts';
import type { SyncContext } from '../context.ts';

/** Between two looks at what changed there, ms. */
const EVERY = 5 * 60_000;
/** In a hurry, too, a server is not asked without pause, ms. */
const AT_LEAST = 1_000;
/** A hint (the window is looked at again) is worth a look only after this, ms. */
const RECENT = 30_000;
/** How often it is counted whether everything is here: at the first look of a run, then with every so-manieth. */
const RECOUNT = 24;

/** Keeps the mirror like SalesBinder: the download, then what changed and what was deleted, a request at a time. */
export class Pull {
  readonly #way: SyncContext;
  readonly #mirror: Mirror;
  readonly #held: HeldTypes;
  readonly #wake: () => void;
  #round: Steps | null = null;
  /** On the monotonic clock, ms. */
  #dueAt = 0;
  #lastEnd = Number.NEGATIVE_INFINITY;
  #rounds = 0;
  #failures = 0;
  /** Wished for while a round was under way, which may have passed what is to be seen. */
  #wished = false;
  #first = false;
  readonly #missing = new Map<AccountType, number>();
  readonly #again: ((done: Result<null>) => void)[] = [];

  /** @param held types that this key may not see */
  constructor(context: SyncContext, mirror: Mirror, held: HeldTypes, wake: () => void) {
    this.#way = context;
    this.#mirror = mirror;
    this.#held = held;
    this.#wake = wake;
  }

  /** Ms until there is something to ask. */
  wait(): number {
    return this.#round === null ? Math.max(this.#dueAt - this.#way.clock.mono(), 0) : 0;
  }

  /** Looks now, unless it has just looked. */
  hint(): void {
    if (this.#way.clock.mono() - this.#lastEnd >= RECENT / this.#way.timeScale) this.hasten();
  }

  hasten(): void {
    this.#dueAt = this.#way.clock.mono();
    this.#wished = this.#round !== null;
  }

  /** Sending needs to know what changed: one look comes before it. */
  comeFirst(): void {
    this.#first = true;
    this.hasten();
  }

  comesFirst(): boolean {
    return this.#first && this.wait() === 0;
  }

  /** Everything downloaded is to be thrown away; done by the loop, between two requests. */
  again(): Promise<Result<null>> {
    return new Promise((resolve) => {
      this.#again.push(resolve);
      this.#wake();
    });
  }

  async clear(): Promise<void> {
    const waiting = this.#again.splice(0);
    if (waiting.length === 0) return;
    const { agenda, accounts } = this.#way;
    const { identity, drafts } = accounts;
    // What is being typed into, or may be the next moment, stays, so that it can be saved at any time.
    const inHands = [...drafts.keys(), ...(agenda.shown === null ? [] : [agenda.shown])];
    const kept = inHands.flatMap((localId) => identity.mirrored(localId)?.account.id ?? []);
    const thrown = await this.#mirror.throwAway(new Set(kept));
    this.#round = null;
    this.hasten();
    for (const resolve of waiting) resolve(thrown);
  }

  /** The next request, if there is one to make and the limits allow it. @returns ms until there may be another */
  async next(): Promise<number> {
    const wait = Math.max(this.wait(), this.wait() === 0 ? this.#way.rateLimiter.wait() : 0);
    if (wait === 0) await this.#once();
    return wait;
  }

  async #once(): Promise<void> {
    this.#round ??= this.#steps();
    const step = await this.#round.next();
    if (step.done === true) this.#ended(step.value);
  }

  #ended(complete: boolean): void {
    const { clock, timeScale, random } = this.#way;
    this.#round = null;
    this.#failures = complete ? 0 : this.#failures + 1;
    if (complete) this.#rounds += 1;
    this.#lastEnd = clock.mono();
    const pause = !complete ? backoff(this.#failures, random()) : this.#wished ? 0 : EVERY;
    this.#first = this.#first && this.#wished && complete;
    this.#wished = false;
    this.#dueAt = clock.mono() + Math.max(pause / timeScale, complete ? AT_LEAST : 50);
  }

  async *#steps(): Steps {
    const context = this.#way;
    const mirror = this.#mirror;
    // Questions of these fail by themselves: they wait for the next round, the others don't.
    const stuck = new Set<AccountType>();
    const aside = (): ReadonlySet<AccountType> => new Set([...this.#held.types, ...stuck]);
    for (let type = nextToDownload(mirror, aside()); type !== null; type = nextToDownload(mirror, aside())) {
      const went = await downloadPage(context, mirror, type);
      if (went === 'stopped') return false;
      if (went === 'stuck' && !this.#held.types.has(type)) stuck.add(type);
      yield;
    }
    for (const type of ACCOUNT_TYPES) {
      if (aside().has(type)) continue;
      // Customers come first: a prospect that became one is then known before the log says that the prospect is gone.
      const went = yield* refresh(context, mirror, type);
      if (went === 'stopped') return false;
      if (went === 'stuck' && !this.#held.types.has(type)) stuck.add(type);
    }
    if (this.#rounds % RECOUNT === 0 && !(yield* recount(context, mirror, aside(), this.#missing)))
      return false;
    return stuck.size === 0 && archiveSettled(context, mirror);
  }
}
