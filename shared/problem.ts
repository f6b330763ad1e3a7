import type { AccountType, FieldKey } from './account.ts';

/**
 * Everything that can go wrong between a keystroke and an account number, as one union.
 * Stored with a record and shown in words (shared/words); nobody reads a message to decide.
 */
export type Problem =
  /** Nothing left this computer: no network, no such name, refused, bad certificate. */
  | { readonly what: 'unreachable'; readonly detail: string }
  /** The request left and no usable answer came back. */
  | { readonly what: 'lost'; readonly detail: string }
  /** 5xx, 52x, 408: SalesBinder, or what stands before it, is in trouble. */
  | { readonly what: 'trouble'; readonly status: number }
  /** A page where JSON was due: a hotel's or fair's Wi-Fi that wants a sign-in, or a proxy. */
  | { readonly what: 'portal'; readonly status: number }
  /** A firewall or proxy on the way refused this one request, or nothing at this address takes such a request. */
  | { readonly what: 'blocked'; readonly status: number }
  /** SalesBinder answered, and did not say what became of it. */
  | { readonly what: 'unclear'; readonly status: number }
  /** The server pointed elsewhere. Redirects are not followed: the key goes to one origin only. */
  | { readonly what: 'redirected'; readonly status: number; readonly permanent: boolean }
  /** 404 or 405 where the API should be. */
  | { readonly what: 'wrong-address'; readonly status: number }
  /** 401, or no key is at hand. `v3` when what was pasted is a key of API 3 (`sb_live_…`). */
  | { readonly what: 'key'; readonly reason: 'missing' | 'refused' | 'v3' }
  /** 403: this key may not do this with accounts of this type. */
  | { readonly what: 'forbidden'; readonly type: AccountType }
  /** 429. */
  | { readonly what: 'over-limit' }
  /** SalesBinder said no to the values; what it said, by field where it named one. */
  | {
      readonly what: 'refused';
      readonly status: number;
      /** The sentence about no field in particular; may be empty. */
      readonly message: string;
      readonly fields: Refusals;
      /** Set when it reads like "there is one already": after a lost create that may well be our own. */
      readonly unique?: boolean;
      /** Set when it was said with a success: it may have been saved all the same. */
      readonly unsure?: boolean;
    }
  /** SalesBinder answered with an older state than the one that is known here. */
  | { readonly what: 'stale-answer' }
  /** "Saved" was said of an account that shows no newer version: nobody can say that it was. */
  | { readonly what: 'not-kept' }
  /** An update's account is not there (yet to be proved). */
  | { readonly what: 'not-found' }
  /** Sent, never confirmed, verified absent: three times over. */
  | { readonly what: 'keeps-vanishing'; readonly rounds: number }
  /** The typed text names no SalesBinder site. */
  | { readonly what: 'bad-address'; readonly typed: string }
  /** The disk would not take it. */
  | { readonly what: 'storage'; readonly reason: StorageReason; readonly detail: string }
  /** The window asked for something that cannot be done. */
  | { readonly what: 'bad-call'; readonly detail: string }
  /** The record changed since the window looked at it. */
  | { readonly what: 'stale'; readonly detail: string }
  /** Values that may not be saved, by field. */
  | {
      readonly what: 'invalid';
      readonly fields: Readonly<Partial<Record<FieldKey, 'required' | 'too-long'>>>;
    };

/** The problems that an answer (or its absence) can mean; `answers.ts` is the only place that reads a status code. */
export type AnswerProblem = Extract<
  Problem,
  {
    what:
      | 'unreachable'
      | 'lost'
      | 'trouble'
      | 'portal'
      | 'blocked'
      | 'unclear'
      | 'redirected'
      | 'wrong-address'
      | 'key'
      | 'forbidden'
      | 'over-limit'
      | 'refused'
      | 'not-found';
  }
>;

/** Whether something may have been saved although it was refused, or not although it was said. */
export function isUnsure(problem: Problem): boolean {
  if (problem.what === 'blocked' || problem.what === 'not-kept') return true;
  return problem.what === 'refused' && problem.unsure === true;
}

/**
 * `newer`: the files were written by a newer version of this app; they are left as they are. `in-use`: another process
 * has the data folder. `taken`: another process took it from this one, which sends and writes nothing any more.
 */
export type StorageReason = 'full' | 'read-only' | 'vanished' | 'io' | 'newer' | 'in-use' | 'taken';

/** SalesBinder's own sentences about fields. */
export type Refusals = Readonly<Partial<Record<FieldKey, string>>>;

/** An expected failure is a value. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failed(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem };
}
