import { ACCOUNT_TYPES } from '../../../shared/account.ts';
import type { AccountType } from '../../../shared/account.ts';
import type { Result } from '../../../shared/problem.ts';
import { RECOUNT_EVERY, REFRESH_AT_LEAST, REFRESH_RETRY_AT_LEAST } from '../../../shared/sync/waits.ts';
import { downloadPage, nextToDownload } from './download.ts';
import { recount, refresh } from './refresh.ts';
import type { RefreshMemory, Steps } from './refresh.ts';
import { archiveSettled } from './archive-settled.ts';
import type { SyncContext } from '../context.ts';

/** Keeps the mirror like SalesBinder: the download, then changes and deletions, a request at a time. */
export class Pull {
  readonly #context: SyncContext;
  readonly #wake: () => void;
  #round: Steps | null = null;
  /** On the monotonic clock, ms. */
  #dueAt = 0;
  #lastEnd = Number.NEGATIVE_INFINITY;
  #rounds = 0;
  #failures = 0;
  /** Wished for while a round was under way, which may have passed the change that somebody wants to see. */
  #wished = false;
  #first = false;
  readonly #missing = new Map<AccountType, number>();
  readonly #memory: RefreshMemory = { incomplete: new Map(), archivedAt: new Map() };
  readonly #downloadAgain: ((done: Result<null>) => void)[] = [];

  constructor(context: SyncContext, wake: () => void) {
    this.#context = context;
    this.#wake = wake;
  }

  /** Ms until there is something to ask. */
  wait(): number {
    return this.#round === null ? Math.max(this.#dueAt - this.#now(), 0) : 0;
  }

  /** Refreshes now, unless it has just done so. */
  hint(): void {
    if (this.#now() - this.#lastEnd >= this.#context.time.waits.refreshIsRecent) this.hasten();
  }

  hasten(): void {
    this.#dueAt = this.#now();
    this.#wished = this.#round !== null;
  }

  /** Sending needs to know what changed: one refresh comes before it. */
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
      this.#downloadAgain.push(resolve);
      this.#wake();
    });
  }

  async clear(): Promise<void> {
    const waiting = this.#downloadAgain.splice(0);
    if (waiting.length === 0) return;
    const { agenda, accounts, mirror } = this.#context;
    const { identity, drafts } = accounts;
    // An account that somebody is typing into, or may be the next moment, stays, so that it can be saved at any time.
    const inHands = [...drafts.keys(), ...(agenda.shown === null ? [] : [agenda.shown])];
    const kept = inHands.flatMap((localId) => identity.mirrored(localId)?.account.id ?? []);
    // No download may bring those that are archived there.
    const thrown = await mirror.throwAway(new Set([...kept, ...mirror.accounts.archivedThere()]));
    this.#round = null;
    this.hasten();
    for (const resolve of waiting) resolve(thrown);
  }

  /** The next request, if there is one to make and the limits allow it. @returns ms until there may be another */
  async next(): Promise<number> {
    const wait = Math.max(this.wait(), this.wait() === 0 ? this.#context.gatekeeper.wait() : 0);
    if (wait === 0) await this.#once();
    return wait;
  }

  async #once(): Promise<void> {
    this.#round ??= this.#steps();
    const step = await this.#round.next();
    if (step.done === true) this.#ended(step.value);
  }

  #ended(complete: boolean): void {
    const { waits, random } = this.#context.time;
    this.#round = null;
    this.#failures = complete ? 0 : this.#failures + 1;
    if (complete) this.#rounds += 1;
    this.#lastEnd = this.#now();
    const soon = this.#wished ? 0 : waits.refreshEvery;
    const pause = complete ? soon : waits.backoff(this.#failures, random());
    this.#first = this.#first && this.#wished && complete;
    this.#wished = false;
    this.#dueAt = this.#now() + Math.max(pause, complete ? REFRESH_AT_LEAST : REFRESH_RETRY_AT_LEAST);
  }

  #now(): number {
    return this.#context.time.clock.mono();
  }

  async *#steps(): Steps {
    const context = this.#context;
    const { mirror, link } = context;
    // Requests for these fail by themselves: they wait for the next round, the others don't.
    const stuck = new Set<AccountType>();
    const skipped = (): ReadonlySet<AccountType> => new Set([...link.heldTypes, ...stuck]);
    for (
      let type = nextToDownload(mirror, skipped());
      type !== null;
      type = nextToDownload(mirror, skipped())
    ) {
      const went = await downloadPage(context, type);
      if (went === 'stopped') return false;
      if (went === 'stuck' && !link.heldTypes.has(type)) stuck.add(type);
      yield;
    }
    for (const type of ACCOUNT_TYPES) {
      if (skipped().has(type)) continue;
      // Customers come first: a prospect that became one is then known before the log says that the prospect is gone.
      const went = yield* refresh(context, type, this.#memory);
      if (went === 'stopped') return false;
      if (went === 'stuck' && !link.heldTypes.has(type)) stuck.add(type);
    }
    if (this.#rounds % RECOUNT_EVERY === 0 && !(yield* recount(context, skipped(), this.#missing)))
      return false;
    return stuck.size === 0 && archiveSettled(context);
  }
}
