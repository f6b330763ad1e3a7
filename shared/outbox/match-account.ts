import { FIELD_KEYS } from '../account.ts';
import type { FieldKey, RemoteAccount, Values } from '../account.ts';
import { comparingForm, sameValue } from './merge.ts';
import type { Attempt, OutboxRecord } from './record.ts';

/** By what an account in SalesBinder is recognised as the one that a lost create may have made. */

/** A record that looks for the account its lost create may have made. */
export interface Seeker {
  readonly record: OutboxRecord;
  /**
   * By attempt id: the earliest moment, in the server's own time (ms), at which that attempt can have been
   * committed; null where our clock is in doubt. Local time is never compared with the server's stamps.
   */
  readonly notBefore: ReadonlyMap<string, number | null>;
}

/**
 * The attempt that sent just what this account holds, or held when it was first downloaded: what was edited in it since
 * says nothing about who made it.
 */
export function attemptAsSent(seeker: Seeker, account: RemoteAccount): Attempt | undefined {
  const versions = [account, ...(seeker.record.suspects ?? []).filter(({ id }) => id === account.id)];
  return attemptWith(seeker, account, ({ sent }) =>
    versions.some(({ values }) => everySent(sent, values, sameValue)),
  );
}

/** The attempt whose values SalesBinder may have written in this way of its own. */
export function attemptRewritten(seeker: Seeker, account: RemoteAccount): Attempt | undefined {
  return attemptWith(seeker, account, ({ sent }) =>
    everySent(sent, account.values, (value, there, key) => sameThing(key, value, there)),
  );
}

/** Whether it may be the one, so that a person is asked. */
export function isNear(seeker: Seeker, account: RemoteAccount): boolean {
  const { record } = seeker;
  if (record.notThese.includes(account.id)) return false;
  const suspected = record.suspects?.some(({ id }) => id === account.id) === true;
  return record.attempts.some(
    (attempt) =>
      inWindow(seeker, attempt, account) !== 'no' &&
      (suspected ||
        beginAlike(attempt.sent.name, account.values.name) ||
        sameKey(attempt.sent.email, account.values.email)),
  );
}

/**
 * Whether an account is rather what the rival's create made: it holds what only the rival sent. Who sent less finds
 * all of that in it too.
 */
export function isRathersOf(rival: Seeker, { record }: Seeker, account: RemoteAccount): boolean {
  if (rival.record === record || !isNear(rival, account)) return false;
  // What was edited in it since it was downloaded says nothing about who made it.
  const { values } = record.suspects?.find(({ id }) => id === account.id) ?? account;
  return rival.record.attempts.some(({ sent }) =>
    FIELD_KEYS.some((key) => {
      const [value = '', there = ''] = [sent[key], values[key]];
      const only = there.trim() !== '' && record.attempts.every((own) => own.sent[key] === undefined);
      return only && (sameThing(key, value, there) || beginAlike(value, there));
    }),
  );
}

/**
 * Whether two values of a field are one thing that SalesBinder may write another way: an e-mail address in small
 * letters, a phone number without its brackets. Everything else has to be equal, the name by the letter.
 */
export function sameThing(key: FieldKey, a: string, b: string): boolean {
  if (sameValue(a, b)) return true;
  if (key === 'email') return sameValue(a.toLowerCase(), b.toLowerCase());
  if (key !== 'phone' && key !== 'fax') return false;
  const digits = a.replace(/[^0-9+]/g, '');
  return digits !== '' && digits === b.replace(/[^0-9+]/g, '');
}

function attemptWith(
  seeker: Seeker,
  account: RemoteAccount,
  fits: (attempt: Attempt) => boolean,
): Attempt | undefined {
  if (seeker.record.notThese.includes(account.id)) return undefined;
  return seeker.record.attempts.find((one) => inWindow(seeker, one, account) === 'yes' && fits(one));
}

/** Whether the account was created when this attempt can have made it; `maybe` when that can't be told. */
function inWindow(seeker: Seeker, attempt: Attempt, account: RemoteAccount): 'yes' | 'no' | 'maybe' {
  const notBefore = seeker.notBefore.get(attempt.id) ?? null;
  const created = account.created === null ? NaN : Date.parse(account.created);
  if (notBefore === null || Number.isNaN(created)) return 'maybe';
  return created >= notBefore ? 'yes' : 'no';
}

function everySent(
  sent: Values,
  values: Values,
  same: (sent: string, there: string, key: FieldKey) => boolean,
): boolean {
  return FIELD_KEYS.every((key) => {
    const value = sent[key];
    return value === undefined || same(value, values[key] ?? '', key);
  });
}

/** Near is generous: case doesn't matter. An empty value says nothing. */
function sameKey(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined || a.trim() === '') return false;
  return sameValue(a.toLowerCase(), b.toLowerCase());
}

/** What SalesBinder cut short, or a colleague added to, is still near. */
function beginAlike(sent: string | undefined, kept: string | undefined): boolean {
  if (sent === undefined || kept === undefined) return false;
  const [short = '', long = ''] = [sent, kept]
    .map((value) => comparingForm(value).toLowerCase())
    .toSorted((a, b) => a.length - b.length);
  return short === long ? short !== '' : short.length >= NEAR && long.startsWith(short);
}

/** Beginnings shorter than this say too little; so many characters. */
const NEAR = 4;
