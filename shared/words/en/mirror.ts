import type { LikelyDuplicate } from '../../contract/likely-duplicate.ts';
import type { FieldKey } from '../../account.ts';
import { isBlank } from '../../blank.ts';
import { assertNever } from '../../exhaustive.ts';
import type { Connection, Download } from '../../contract/status.ts';
import { fieldNames, listWords, TYPE_NAMES } from './field.ts';
import { reasonWords } from './likeness.ts';
import { throughWords } from './status.ts';
import { momentWords } from './time.ts';
import { amountWords } from './amount.ts';
import { SAY } from './window.ts';

/** The downloaded accounts, for the status bar; null where nothing was downloaded. Local ms. */
export function downloadWords(download: Download, connection: Connection, now: number): string | null {
  switch (download.is) {
    case 'none':
      return null;
    case 'running':
      // Between two tries nothing comes in.
      return connection.is === 'online'
        ? `Downloading accounts: ${progressWords(download)}${laterWords(download.throughAt, now)}`
        : `Downloaded so far: ${progressWords(download)} accounts`;
    case 'ready':
      return `Ready for offline: ${accountsWords(download.accounts)}, as of ${momentWords(download.asOf, now)}`;
    default:
      return assertNever(download);
  }
}

/** "1,400 of 5,000". */
function progressWords({ done, of }: Extract<Download, { is: 'running' }>): string {
  return of === null ? amountWords(done) : `${amountWords(done)} of ${amountWords(of)}`;
}

/** An account like the one that is typed: "Looks like Acme Ltd (customer 641): same e-mail". */
export function likenessWords(like: LikelyDuplicate): string {
  const name = isBlank(like.name) ? SAY.noName : like.name.trim();
  return `Looks like ${name} (${whichWords(like)}): ${listWords(like.reasons.map(reasonWords))}`;
}

/** How many more than the first are alike, and the keys that answer; `count` may be 0. */
export function moreAlikeWords(count: number): string {
  const more = count === 0 ? '' : `And ${count} more. `;
  return `${more}Alt+O opens it, Alt+A adds these details to it, Alt+K keeps both.`;
}

/** Fields that took over SalesBinder's value while the form was open. */
export function updatedWords(keys: readonly FieldKey[]): string {
  return `Just updated from SalesBinder: ${fieldNames(keys)}.`;
}

/** Fields that are being typed in and that SalesBinder changed meanwhile. */
export function clashingWords(keys: readonly FieldKey[]): string {
  return `Someone changed ${fieldNames(keys)} in SalesBinder. Your text stays; you choose after saving.`;
}

function accountsWords(count: number): string {
  return count === 1 ? '1 account' : `${amountWords(count)} accounts`;
}

function laterWords(throughAt: number | null, now: number): string {
  const words = throughWords(throughAt, now);
  return words === null ? '' : `, ${words}`;
}

function whichWords({ type, number, status }: LikelyDuplicate): string {
  const name = TYPE_NAMES[type].toLowerCase();
  const where = status.is === 'archived' ? ', archived in SalesBinder' : '';
  if (number !== null) return `${name} ${number}${where}`;
  if (where !== '') return `${name}${where}`;
  const there = status.is === 'sent' || status.is === 'in-salesbinder';
  return there ? name : `${name}, not sent yet`;
}
