import type { RemoteAccount } from '../account.ts';
import type { OutboxRecord } from './record.ts';

/**
 * Which of two versions of an account is the older, by SalesBinder's own stamps (`modified`, whole seconds). They are
 * compared with each other only, never with local time.
 */

type Stamped = Pick<RemoteAccount, 'modified'>;

/**
 * Whether what was shown had surely been overtaken by what is known. A stamp that is missing or can't be read proves
 * nothing, and within one second nobody can tell: then what was asked for last counts.
 */
export function isOlder(shown: Stamped, known: string | null | undefined): boolean {
  return stampOf(shown.modified) < stampOf(known);
}

/** Whether both are the same version: a server that shows other values in it has changed them itself. */
export function isSameVersion(shown: Stamped, known: string | null | undefined): boolean {
  return stampOf(shown.modified) === stampOf(known);
}

/** Whether what was shown is surely no later version than the one known: a save moves the stamp on. */
export function isNoNewer(shown: Stamped, known: string | null | undefined): boolean {
  return stampOf(shown.modified) <= stampOf(known);
}

/** Ms of the server's own time; not a number (neither earlier nor later than anything) where there is no stamp. */
export function stampOf(modified: string | null | undefined): number {
  return Date.parse(modified ?? '');
}

/** Notes SalesBinder's version as known, with its stamp; without one the last stamp stays: it can't have become older. */
export function knownAsOf({ modified }: Stamped): Pick<OutboxRecord, 'modified'> {
  return modified === null ? {} : { modified };
}
