import type { AccountType } from '../../shared/account.ts';
import { nextDue, nextJob } from '../../shared/sync/queue.ts';
import type { Job } from '../../shared/sync/queue.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { HeldTypes } from './held-types.ts';

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

  /** @param now local wall-clock ms. Null: nothing is due */
  next(now: number): Job | null {
    return nextJob(this.#accounts.records.values(), { now, heldTypes: this.#held.types, first: this.#first });
  }

  /** Ms until something is due; infinite when nothing waits for a time. */
  dueIn(now: number): number {
    const due = nextDue(this.#accounts.records.values(), this.#held.types);
    return due === null ? Number.POSITIVE_INFINITY : due - now;
  }

  /** The type that a probe is best asked of: that of the next job. */
  typeToAskFor(): AccountType {
    const job = this.next(Number.POSITIVE_INFINITY);
    return (job?.do === 'push' ? job.record.type : job?.type) ?? 'customer';
  }
}
