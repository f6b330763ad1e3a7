import type { AccountType, FieldKey, RemoteAccount } from '../account.ts';
import type { Alike } from '../duplicates/alike.ts';
import type { Problem } from '../problem.ts';
import type { AddedTo, Attempt, Instant } from './record.ts';

/** Everything that can happen to a record. `at` is local wall-clock ms. */
export type RecordEvent = PersonEvent | SyncEvent;

/** Done by a person. */
export type PersonEvent =
  | ({ readonly is: 'edited'; readonly at: number } & Edit)
  /** `addedTo`: what was typed is part of that account now. */
  | { readonly is: 'discarded'; readonly at: number; readonly addedTo?: AddedTo }
  | { readonly is: 'undone'; readonly at: number }
  /** That this account was given something is undone, as far as it can be. */
  | { readonly is: 'taken-back'; readonly at: number; readonly addedTo: AddedTo }
  /** "Try again" and "Send now". Never skips or changes a lookup. */
  | { readonly is: 'retried'; readonly at: number }
  | { readonly is: 'conflict-settled'; readonly at: number; readonly choices: Choices }
  /** "It is this account", or (null) "none of these". */
  | { readonly is: 'look-settled'; readonly at: number; readonly account: RemoteAccount | null }
  | { readonly is: 'created-again'; readonly at: number };

export interface Edit {
  /** The record's revision when the form was opened; 0 for a new account. */
  readonly openedAtRevision: number;
  readonly type: AccountType;
  /** Each touched field: the value that was shown when the typing began, and what was typed. */
  readonly changed: Readonly<Partial<Record<FieldKey, { readonly from: string; readonly to: string }>>>;
  /** Null when the note was not touched. */
  readonly note: string | null;
}

/** The values typed into one account, new or not. */
export interface AccountEdit extends Edit {
  readonly localId: string;
}

/** A draft: typed and not saved. */
export interface Draft extends AccountEdit {
  /** Local ms. */
  readonly at: number;
  /** It came here from another local id of the same account, and no window has taken it up yet. */
  readonly moved?: true;
}

export type Choices = Readonly<
  Partial<Record<FieldKey, { readonly theirs: string; readonly value: string }>>
>;

/** Done or learned by the sync. An `attemptId` binds an answer to the request it belongs to. */
export type SyncEvent =
  | {
      readonly is: 'started';
      readonly at: number;
      readonly attempt: Attempt;
      /** The account that a new one looks like; noted in its history, and sent anyway. */
      readonly alike?: Alike;
    }
  | {
      readonly is: 'accepted';
      readonly at: number;
      readonly attemptId: string;
      readonly account: RemoteAccount;
    }
  | {
      readonly is: 'refused';
      readonly at: number;
      readonly attemptId: string;
      readonly problem: Problem;
      /** When the answer came: what may have been saved all the same is looked for. */
      readonly ended?: Instant;
    }
  /** Certain not to have been acted on: waits, and is tried again at `dueAt`. */
  | {
      readonly is: 'not-sent';
      readonly at: number;
      readonly attemptId: string;
      readonly problem: Problem;
      readonly dueAt: number;
    }
  /** Nobody saw what became of it. An update is checked and tried again at `dueAt`. */
  | {
      readonly is: 'outcome-unknown';
      readonly at: number;
      readonly attemptId: string;
      readonly ended: Instant;
      readonly problem: Problem;
      readonly dueAt: number;
    }
  /** The preflight of an update: the account as SalesBinder has it now. */
  | { readonly is: 'checked'; readonly at: number; readonly theirs: RemoteAccount }
  /** The account as SalesBinder has it now, learned from a refresh. */
  | { readonly is: 'pulled'; readonly at: number; readonly theirs: RemoteAccount }
  /** The check itself was answered with a no that is this record's alone. */
  | { readonly is: 'check-refused'; readonly at: number; readonly problem: Problem }
  /** Others were refused in the same way, so it was not this record's fault: it waits, unless it is something else by now. */
  | { readonly is: 'reopened'; readonly at: number; readonly problem: Problem }
  /** A preflight or a lookup of this record alone got no usable answer. */
  | { readonly is: 'put-off'; readonly at: number; readonly problem: Problem; readonly dueAt: number }
  | { readonly is: 'gone'; readonly at: number }
  | { readonly is: 'found'; readonly at: number; readonly attemptId: string; readonly account: RemoteAccount }
  | {
      readonly is: 'cannot-tell';
      readonly at: number;
      readonly why: 'near' | 'several';
      readonly candidates: readonly RemoteAccount[];
    }
  /** Nothing was found in lists that SalesBinder never gave whole. */
  | { readonly is: 'cannot-prove'; readonly at: number; readonly nextLookAt: number }
  /** Just downloaded, and perhaps what a lost create of this record made. */
  | { readonly is: 'suspected'; readonly at: number; readonly accounts: readonly RemoteAccount[] }
  /** `permits`: long enough after the attempt's end that it may be sent again. */
  | {
      readonly is: 'not-found';
      readonly at: number;
      readonly attemptId: string;
      readonly permits: boolean;
      readonly nextLookAt: number;
    }
  /** An answer proved that the account which a lookup adopted is another record's. */
  | { readonly is: 'disproved'; readonly at: number };
