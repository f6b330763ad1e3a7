import type { DuplicateReason } from '../../duplicates/alike.ts';
import { assertNever } from '../../exhaustive.ts';

/** Why two accounts are likely one firm. */
export function reasonWords(reason: DuplicateReason): string {
  switch (reason) {
    case 'email':
      return 'same e-mail';
    case 'phone':
      return 'same phone';
    case 'site':
      // An e-mail address has the domain too.
      return 'same website or e-mail domain';
    case 'name':
      return 'similar name';
    default:
      return assertNever(reason);
  }
}
