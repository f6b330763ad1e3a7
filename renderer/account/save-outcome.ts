import type { Saved } from '../../shared/contract/account-view.ts';
import type { FieldKey } from '../../shared/account.ts';
import type { Problem } from '../../shared/problem.ts';

/** What came of a save: the moment it was safe, nothing to do, a field to go to, or why not. */
export type SaveOutcome =
  | { readonly is: 'saved'; readonly saved: Saved; readonly name: string }
  | { readonly is: 'nothing-new' }
  | { readonly is: 'look-at'; readonly field: FieldKey }
  | { readonly is: 'failed'; readonly problem: Problem };
