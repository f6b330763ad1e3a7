import type { AccountType } from '../../shared/account.ts';
import { nextDue, nextJob } from '../../shared/sync/queue.ts';
import type { Job, UnderWay } from '../../shared/sync/queue.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { HeldTypes } from './held-types.ts';

const NOTHING: UnderWay = new Map();

/** Chooses the loop's next job from the records as they are. */
export class Agenda {
  readonly #accounts: Accounts;
  readonly #held: HeldTypes;
  readonly #first = new Set<string>();
  #shown: string | null = null;

  constructor(accounts: Accounts, held: HeldTypes) {
    this.#accounts = accounts;
    this.#held = held;
  }

  /** Goes first; null: nothing does. */
  putFirst(localId: string | null): void {
    this.#first.clear();
    if (localId !== null) this.#first.add(localId);
  }

  /** It is on screen, and goes first; null: nothing is. */
  shows(localId: string | null): void {
    this.#shown = localId;
    this.putFirst(localId);
  }

  get shown(): string | null {
    return this.#shown;
  }

  /** @param now local wall-clock ms. Null: nothing is due, or it has to wait for what is under way */
  next(now: number, underWay: UnderWay = NOTHING): Job | null {
    const circumstances = { now, heldTypes: this.#held.types, first: this.#first, underWay };
    return nextJob(this.#accounts.records.values(), circumstances);
  }

  /**
   * Ms until something is due; infinite when nothing waits for a time.
   *
   * @param after what was due by then doesn't count; local wall-clock ms
   */
  dueIn(now: number, after?: number): number {
    const due = nextDue(this.#accounts.records.values(), this.#held.types, after);
    return due === null ? Number.POSITIVE_INFINITY : due - now;
  }

  /** The type that a probe is best asked of: that of the next job. */
  typeToAskFor(): AccountType {
    const job = this.next(Number.POSITIVE_INFINITY);
    return (job?.do === 'push' ? job.record.type : job?.type) ?? 'customer';
  }
}
