import type { DuplicateReason } from '../alike.ts';
import { assertNever } from '../exhaustive.ts';

/** Why two accounts are likely one firm. */
export function reasonWords(reason: DuplicateReason): string {
  switch (reason) {
    case 'email':
      return 'same e-mail';
    case 'phone':
      return 'same phone';
    case 'site':
      return 'same website';
    case 'name':
      return 'similar name';
    default:
      return assertNever(reason);
  }
}
