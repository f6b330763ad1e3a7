import type { AccountType, FieldKey, RemoteAccount, Values } from '../account.ts';
import type { Alike } from '../duplicates/alike.ts';
import type { Fields } from './merge.ts';
import type { Problem } from '../problem.ts';

/**
 * The shape of a record: one account as this computer keeps it, from the first save to the settled end.
 * How it changes is in step.ts. All times are local wall-clock milliseconds unless they say otherwise.
 *
 *              edited                       accepted
 *   ( new ) ──────────▶ waiting ──▶ sending ─────────▶ synced
 *                          ▲          │  │ refused / gone / conflict ──▶ (a person) ──▶ waiting
 *                          │   absent │  │ outcome not seen
 *                          └──────── unknown ──▶ adopted ──▶ synced
 */
export interface OutboxRecord {
  readonly localId: string;
  readonly type: AccountType;
  readonly remoteId: string | null;
  /** SalesBinder's `customer_number`. */
  readonly number: number | null;
  /**
   * How the remote id came: from an answer it is certain, from a lookup it yields to an answer; from the mirror as long
   * as nothing of ours was accepted into that account.
   */
  readonly idFrom: 'answer' | 'look' | 'mirror' | null;
  /**
   * SalesBinder's own stamp (`modified`) of the version that the bases are from; absent while it never gave one. What
   * shows an older one was overtaken.
   */
  readonly modified?: string;
  /** Goes up with each edit. */
  readonly revision: number;
  /** The revision that began again from what SalesBinder had: forms opened at an earlier one show what was discarded. */
  readonly begunAnewAt?: number;
  /** Only fields that somebody touched or that SalesBinder reported. */
  readonly fields: Fields;
  /** Kept here, never sent. */
  readonly note: string;
  readonly state: RecordState;
  /** A flag beside the state: answers and lookups go on. */
  readonly discarded: boolean;
  /** The ledger: every create whose outcome nobody saw, oldest first; kept until an answer proves the remote id. */
  readonly attempts: readonly Attempt[];
  /** Accounts that a person said are not this one. */
  readonly notThese: readonly string[];
  /**
   * Accounts that may be what a lost create of this record made, as they were when they were downloaded: before anybody
   * could edit them here, under an id of their own, beyond recognition.
   */
  readonly suspects?: readonly RemoteAccount[];
  /** How often in a row this create was verified absent, sent again, and its outcome unknown again. */
  readonly rounds: number;
  /** Discarded because what was typed became part of another account: undo takes it out of that one again. */
  readonly addedTo?: AddedTo;
  readonly createdAt: number;
  readonly editedAt: number;
  readonly history: readonly HistoryEntry[];
}

export interface AddedTo {
  readonly localId: string;
  /** The other account's, for the words. */
  readonly name: string;
  readonly fields: Readonly<Partial<Record<FieldKey, Given>>>;
  readonly note: { readonly had: string; readonly given: string } | null;
}

/** A value that was given to a field of another account. */
export interface Given {
  /** Our unsent value that stood there before; null: none. */
  readonly had: string | null;
  /** SalesBinder's value there; absent where it had none yet. */
  readonly there?: string;
  readonly given: string;
}

export type RecordState =
  | {
      readonly name: 'waiting';
      readonly dueAt: number;
      readonly tries: number;
      readonly problem: Problem | null;
    }
  /** Written durably before the first byte leaves. */
  | { readonly name: 'sending'; readonly attempt: Attempt; readonly tries: number }
  /** "Checking whether it arrived": only for creates. */
  | {
      readonly name: 'unknown';
      readonly lookAt: number;
      /** How many lookups found nothing since the last attempt. */
      readonly looks: number;
      /** Set when a person has to decide; until then lookups go on by themselves. */
      readonly ask: Ask | null;
      /** A uniqueness refusal that is to stand if the lookup finds nothing. */
      readonly refusal: Problem | null;
    }
  | { readonly name: 'conflict'; readonly fields: readonly FieldKey[] }
  | { readonly name: 'refused'; readonly problem: Problem }
  /** SalesBinder no longer has the account that this edit is for. */
  | { readonly name: 'gone' }
  | { readonly name: 'synced'; readonly at: number };

export type StateName = RecordState['name'];

/** The question to a person when lookups can't tell by themselves. */
export type Ask =
  | { readonly why: 'near' | 'several'; readonly candidates: readonly RemoteAccount[] }
  /** `incomplete-list`: nothing was found in a list that leaves out accounts; it is looked up again all the same. */
  | { readonly why: 'rounds' | 'incomplete-list' };

export interface Attempt {
  readonly id: string;
  readonly kind: 'create' | 'update';
  readonly revision: number;
  readonly type: AccountType;
  /** Exactly what was put on the wire. */
  readonly sent: Values;
  readonly startedAt: Instant;
  /** When its outcome was given up on; null while in flight. */
  readonly endedAt: Instant | null;
}

/**
 * A moment on this computer. Elapsed time is monotonic within one run; across a restart it is the wall
 * clock's difference, and `skew` (server's Date minus wall, ms, where known) tells whether to believe that.
 */
export interface Instant {
  readonly wall: number;
  /** Since this run began. */
  readonly mono: number;
  readonly run: string;
  readonly skew: number | null;
}

/** Values before and after a change. Absent in what was written before they were noted. */
export interface ChangedValues {
  readonly values?: Readonly<Partial<Record<FieldKey, { readonly was: string; readonly is: string }>>>;
}

export type ChosenValue = 'yours' | 'theirs' | 'another';

/** History holds tagged events, never sentences. */
export interface HistoryEntry {
  readonly at: number;
  readonly event: HistoryEvent;
}

export type HistoryEvent =
  | { readonly what: 'created' }
  | ({
      readonly what: 'edited';
      readonly fields: readonly FieldKey[];
      readonly note: boolean;
    } & ChangedValues)
  | { readonly what: 'sent'; readonly kind: 'create' | 'update'; readonly fields: readonly FieldKey[] }
  /** It was sent as a new account although it looked like this one. */
  | ({ readonly what: 'looked-alike' } & Alike)
  | { readonly what: 'accepted'; readonly kind: 'create' | 'update'; readonly number: number | null }
  /** SalesBinder kept something else than what was typed, by more than space, case or punctuation. */
  | { readonly what: 'altered'; readonly field: FieldKey; readonly typed: string; readonly kept: string }
  /** The value that was typed here and sent is there no more: somebody changed it. */
  | { readonly what: 'replaced'; readonly field: FieldKey; readonly typed: string; readonly kept: string }
  | { readonly what: 'outcome-unknown'; readonly problem: Problem }
  | { readonly what: 'not-sent'; readonly problem: Problem }
  | { readonly what: 'looked'; readonly found: 'nothing' | 'it' | 'near' | 'several' | 'incomplete-list' }
  | { readonly what: 'adopted'; readonly number: number | null; readonly by: 'look' | 'person' }
  | { readonly what: 'disproved' }
  | { readonly what: 'refused'; readonly problem: Problem }
  | ({ readonly what: 'taken-over'; readonly fields: readonly FieldKey[] } & ChangedValues)
  | { readonly what: 'conflict'; readonly fields: readonly FieldKey[] }
  | {
      readonly what: 'resolved';
      readonly fields: readonly FieldKey[];
      /** Whose value was chosen. Absent in what was written before it was noted. */
      readonly chosen?: Readonly<Partial<Record<FieldKey, ChosenValue>>>;
    }
  | { readonly what: 'gone' }
  | { readonly what: 'created-again' }
  | { readonly what: 'tried-again' }
  | { readonly what: 'discarded' }
  | { readonly what: 'discard-undone' }
  /** Discarded, because it became part of another account. */
  | { readonly what: 'added-to'; readonly name: string }
  /** Values that had been added to this account left it again. */
  | { readonly what: 'taken-back'; readonly fields: readonly FieldKey[]; readonly note: boolean }
  /** It could not leave the other account any more: SalesBinder has it, or may have it. */
  | { readonly what: 'stays-there'; readonly name: string; readonly fields: readonly FieldKey[] }
  | { readonly what: 'found-though-discarded'; readonly number: number | null };
