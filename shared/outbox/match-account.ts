import { FIELD_KEYS } from '../account.ts';
import type { FieldKey, RemoteAccount, Values } from '../account.ts';
import { isBlank } from '../blank.ts';
import { plainCharacters, plainLetters, unescaped } from '../text/characters.ts';
import { sameText, sameThing } from '../text/comparing-form.ts';
import { likeness, traitsOf } from '../duplicates/likeness.ts';
import type { Traits } from '../duplicates/likeness.ts';
import type { Attempt, OutboxRecord } from './record.ts';

/** By what an account in SalesBinder is recognised as the one that a lost create may have made. */

/** A record with a create whose outcome nobody saw. */
export interface UnconfirmedCreate {
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
export function attemptAsSent(create: UnconfirmedCreate, account: RemoteAccount): Attempt | undefined {
  const versions = [account, ...(create.record.suspects ?? []).filter(({ id }) => id === account.id)];
  return attemptWith(create, account, ({ sent }) =>
    versions.some(({ values }) => everySent(sent, values, sameText)),
  );
}

/** The attempt whose values SalesBinder may have written in this way of its own. */
export function attemptRewritten(create: UnconfirmedCreate, account: RemoteAccount): Attempt | undefined {
  return attemptWith(create, account, ({ sent }) =>
    everySent(
      sent,
      account.values,
      (value, there, key) => sameThing(key, value, there) && !isEscaped(value, there),
    ),
  );
}

/** It shows to everybody as "&amp;": a person should see what became of it. */
function isEscaped(sent: string, there: string): boolean {
  return unescaped(there) !== there && unescaped(sent) === sent;
}

/** Whether it may be the one, so that a person is asked. */
export function isNear(create: UnconfirmedCreate, account: RemoteAccount): boolean {
  const { record } = create;
  if (record.notThese.includes(account.id)) return false;
  const suspected = record.suspects?.some(({ id }) => id === account.id) === true;
  return record.attempts.some(
    (attempt) =>
      inWindow(create, attempt, account) !== 'no' &&
      (suspected ||
        beginAlike(attempt.sent.name, account.values.name) ||
        isAlike(attempt.sent, account.values)),
  );
}

/**
 * Whether an account is rather what the rival's create made: it holds what only the rival sent. Who sent less finds
 * all of that in it too.
 */
export function isRathersOf(
  rival: UnconfirmedCreate,
  { record }: UnconfirmedCreate,
  account: RemoteAccount,
): boolean {
  if (rival.record === record || !isNear(rival, account)) return false;
  // Edits made to it since it was downloaded say nothing about who made it.
  const { values } = record.suspects?.find(({ id }) => id === account.id) ?? account;
  return rival.record.attempts.some(({ sent }) =>
    FIELD_KEYS.some((key) => {
      const [value = '', there = ''] = [sent[key], values[key]];
      const only = !isBlank(there) && record.attempts.every((own) => own.sent[key] === undefined);
      return only && (sameThing(key, value, there) || beginAlike(value, there));
    }),
  );
}

function attemptWith(
  create: UnconfirmedCreate,
  account: RemoteAccount,
  fits: (attempt: Attempt) => boolean,
): Attempt | undefined {
  if (create.record.notThese.includes(account.id)) return undefined;
  return create.record.attempts.find((one) => inWindow(create, one, account) === 'yes' && fits(one));
}

/** Whether the account was created when this attempt can have made it; `maybe` when that can't be told. */
function inWindow(
  create: UnconfirmedCreate,
  attempt: Attempt,
  account: RemoteAccount,
): 'yes' | 'no' | 'maybe' {
  const notBefore = create.notBefore.get(attempt.id) ?? null;
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

/** By any sign that tells of a duplicate while one types: e-mail, phone, site or name; and by the address. */
function isAlike(sent: Values, there: Values): boolean {
  if (sameAddress(sent, there)) return true;
  const [one, other] = [knownTraits(sent), knownTraits(there)];
  const { reasons, name } = likeness(one, other, withoutCountry);
  return reasons.length > 0 || name === 'part' || sameFax(sent, there);
}

/** The traits of one account, computed once because they are compared with many. */
const TRAITS = new WeakMap<Values, Traits>();

function knownTraits(values: Values): Traits {
  const traits = TRAITS.get(values) ?? traitsOf(values);
  TRAITS.set(values, traits);
  return traits;
}

/** Near is generous: a number in national writing is taken for the international one that ends in it. */
function withoutCountry(): null {
  return null;
}

function sameFax(sent: Values, there: Values): boolean {
  return sent.fax !== undefined && !isBlank(sent.fax) && sameThing('fax', sent.fax, there.fax ?? '');
}

function sameAddress(sent: Values, there: Values): boolean {
  return (['billingAddress1', 'shippingAddress1'] as const).some((key) => {
    const [one, other] = [folded(sent[key]), folded(there[key])];
    return one.length >= NEAR && one === other;
  });
}

function folded(value: string | undefined): string {
  return value === undefined ? '' : plainLetters(plainCharacters(unescaped(value)));
}

/** A value that SalesBinder cut short, or that a colleague added to, is still near. */
function beginAlike(sent: string | undefined, kept: string | undefined): boolean {
  if (sent === undefined || kept === undefined) return false;
  const [short = '', long = ''] = [sent, kept].map(folded).toSorted((a, b) => a.length - b.length);
  return short === long ? short !== '' : short.length >= NEAR && long.startsWith(short);
}

/** Beginnings shorter than this say too little; so many characters. */
const NEAR = 4;
