import { FIELD_KEYS } from '../account.ts';
import type { FieldKey, Values } from '../account.ts';
import { plainCharacters, unescaped } from '../text/characters.ts';
import { sameThing } from '../text/comparing-form.ts';

/**
 * The one merge: a field as {base, mine, possiblySent} against what SalesBinder has now.
 * `base` is the server's value we last knew; null when it has none of ours yet.
 */
export interface MergeField {
  readonly base: string | null;
  readonly mine: string;
  /** Values that may have reached SalesBinder, because an answer was lost; oldest first. */
  readonly possiblySent: readonly string[];
  /** Older ones of those, overtaken by a later value of ours: a late request may still put them in its place. */
  readonly mayReturn?: readonly string[];
  /** The base is what was sent from here: should it disappear there, the history has to keep it. */
  readonly ours?: true;
  /** In a conflict: what SalesBinder has now. */
  readonly theirs?: string;
}

export type Fields = Readonly<Partial<Record<FieldKey, MergeField>>>;

/** A field in a conflict, as a person is shown it. */
export interface ConflictField {
  readonly key: FieldKey;
  /** The value before anyone changed it; null when unknown. */
  readonly base: string | null;
  readonly mine: string;
  readonly theirs: string;
}

export interface Merged {
  readonly fields: Fields;
  /** Something that may have been sent is there. */
  readonly arrived: boolean;
  /** Changed only there: taken over. */
  readonly takenOver: readonly FieldKey[];
  /** The values before of what was taken over. */
  readonly was: Values;
  /** The values that had been sent from here and stand there no more. */
  readonly replaced: readonly Replaced[];
}

export interface Replaced {
  readonly field: FieldKey;
  readonly typed: string;
  readonly kept: string;
}

/**
 * Merges what SalesBinder has now into every field it mentions; a field it doesn't mention stays as it is.
 *
 * @param sameVersion it is the very version that the bases are from: what differs was cut or rewritten by SalesBinder
 */
export function mergeTheirs(fields: Fields, theirs: Values, sameVersion = false): Merged {
  const merged: Partial<Record<FieldKey, MergeField>> = { ...fields };
  const takenOver: FieldKey[] = [];
  const was: Partial<Record<FieldKey, string>> = {};
  const replaced: Replaced[] = [];
  let arrived = false;
  for (const key of FIELD_KEYS) {
    const value = theirs[key];
    if (value === undefined) continue;
    const before = fields[key];
    const after = before === undefined ? untouched(value) : mergeField(key, before, value, sameVersion);
    merged[key] = after;
    arrived ||= before !== undefined && hasArrived(key, before, value);
    const lost = before === undefined ? null : lostOf(key, before, after);
    if (lost !== null) replaced.push({ field: key, typed: lost, kept: value });
    if (before !== undefined && after.theirs === undefined && !sameThing(key, after.mine, before.mine)) {
      takenOver.push(key);
      was[key] = before.mine;
    }
  }
  return { fields: merged, arrived, takenOver, was, replaced };
}

function hasArrived(key: FieldKey, { base, possiblySent }: MergeField, theirs: string): boolean {
  return theirs !== base && possiblySent.some((value) => isFrom(key, value, theirs));
}

/** The value that had been sent, or may have been, and is neither there nor here any more; null: none. */
function lostOf(key: FieldKey, before: MergeField, after: MergeField): string | null {
  if (after.theirs !== undefined || after.base === null) return null;
  const { mine: sent, base, possiblySent } = before;
  const wasSent = (before.ours === true && sent === base) || possiblySent.includes(sent);
  if (!wasSent || sent === '' || sameThing(key, sent, after.base) || sameThing(key, sent, after.mine))
    return null;
  return sent;
}

export function mergeField(
  key: FieldKey,
  field: MergeField,
  theirs: string,
  sameVersion = false,
): MergeField {
  const { base, mine, possiblySent } = field;
  const late = mayReturn(field, []);
  const ours = field.ours === true ? { ours: true as const } : {};
  if (theirs === base) return { base: theirs, mine, possiblySent, ...late, ...ours };
  const sentAt = possiblySent.findLastIndex((value) => isFrom(key, value, theirs));
  if (sentAt >= 0) {
    // Ours arrived after all. A later one of ours may still be on its way.
    const overtaken = mayReturn(field, possiblySent.slice(0, sentAt + 1));
    // SalesBinder's own form of it is not to be sent again: it would come back the same.
    const arrived = mine === possiblySent[sentAt] ? { ...field, mine: theirs } : field;
    return { ...onBase(key, theirs, arrived, possiblySent.slice(sentAt + 1)), ...overtaken, ours: true };
  }
  if (sameThing(key, theirs, mine)) {
    // It was typed here, whoever wrote it there.
    const typed = isUnsent(field) ? { ours: true as const } : ours;
    return { ...onBase(key, theirs, field, possiblySent), ...late, ...typed };
  }
  if (sameThing(key, theirs, base ?? '') || (sameVersion && isMadeOf(key, base ?? '', theirs))) {
    return { ...onBase(key, theirs, field, possiblySent), ...late, ...ours };
  }
  // An older value of ours in the place of a newer one: a late request, or a colleague. Nobody can tell but a person.
  // It comes back in SalesBinder's own form of it.
  const returned = field.mayReturn?.some((value) => mayBecome(value, theirs)) === true;
  // In an open conflict what is here was typed, also where it is what was there at first: only a person lets go of it.
  const asked = field.theirs !== undefined;
  if (!isUnsent(field) && !returned && !asked) return { ...untouched(theirs), ...late };
  // The same as it was asked about before: whose it is has not changed.
  return { base, mine, possiblySent, ...late, ...(theirs === field.theirs ? ours : {}), theirs };
}

/**
 * Reconciles an accepted answer: `sent` is what went out, `echo` what SalesBinder says it has.
 * Values typed after the request left stay, on the new base.
 */
export function reconcile(fields: Fields, sent: Values, echo: Values): Merged {
  const after: Partial<Record<FieldKey, MergeField>> = { ...fields };
  const notSent: Partial<Record<FieldKey, string>> = {};
  for (const key of FIELD_KEYS) {
    const value = sent[key];
    if (value !== undefined) {
      const kept = echo[key] ?? value;
      const before = fields[key] ?? untouched(value);
      const mine = before.mine === value ? kept : before.mine;
      const merged = { ...untouched(kept), mine, ours: true as const };
      // SalesBinder rewrites a late request in the same way as this one.
      const late = before.possiblySent.includes(value) ? [kept] : [];
      after[key] = { ...merged, ...mayReturn(before, [...before.possiblySent, ...late]) };
    } else if (echo[key] !== undefined) {
      notSent[key] = echo[key];
    }
  }
  return mergeTheirs(after, notSent);
}

/** A person's choice: their value, on the base that they were shown. Values that may still arrive are overwritten. */
export function settled(field: MergeField, theirs: string, value: string): MergeField {
  // It may be what was sent from here: typed over since, and now let stand.
  const ours = field.ours === true && field.theirs === theirs ? { ours: true as const } : {};
  return { base: theirs, mine: value, possiblySent: field.possiblySent, ...ours, ...mayReturn(field, []) };
}

export function untouched(value: string): MergeField {
  return { base: value, mine: value, possiblySent: [] };
}

/** The values that are here and not known to be in SalesBinder. */
export function unsent(fields: Fields): Values {
  const values: Partial<Record<FieldKey, string>> = {};
  for (const key of FIELD_KEYS) {
    const field = fields[key];
    if (field !== undefined && isUnsent(field)) values[key] = field.mine;
  }
  return values;
}

/**
 * A value that may have reached SalesBinder and is no longer meant counts too: typing the old value again must
 * overwrite it.
 */
function isUnsent({ base, mine, possiblySent }: MergeField): boolean {
  return mine !== base || possiblySent.some((value) => value !== mine);
}

export function conflictsOf(fields: Fields): readonly FieldKey[] {
  return FIELD_KEYS.filter((key) => fields[key]?.theirs !== undefined);
}

/**
 * Whether SalesBinder kept something else by more than space, case or punctuation. An emoji or a sign that is read out
 * ("C#", "A & B") is more.
 */
export function altered(typed: string, kept: string): boolean {
  return bare(typed) !== bare(kept);
}

/** Whether SalesBinder may have made this of a value of ours: written another way, or cut short. */
function mayBecome(value: string, kept: string): boolean {
  const [sent, there] = [bare(value), bare(kept)].map((text) => text.replace(/\p{S}/gu, ''));
  return there === '' || there === undefined ? sent === '' : sent?.startsWith(there) === true;
}

function bare(value: string): string {
  return plainCharacters(value)
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, (sign) => (READ_OUT.has(sign) ? sign : ''));
}

/** Punctuation by Unicode's count, and words to people. */
const READ_OUT: ReadonlySet<string> = new Set('#&%*§¶†‡‰');

/**
 * Whether SalesBinder surely made this of a value of ours: in another writing, cut at the length of its column or at
 * the first character that it can't store, or without such characters.
 */
function isFrom(key: FieldKey, value: string, kept: string): boolean {
  if (sameThing(key, value, kept)) return true;
  const there = plainCharacters(kept);
  if (there === '') return false;
  const sent = plainCharacters(value);
  const rest = sent.startsWith(there) ? sent.slice(there.length).trimStart() : '';
  if (rest !== '' && (there.length >= SHORTEST_COLUMN || ASTRAL.test(rest))) return true;
  return (
    sameThing(key, value.replace(ASTRALS, ''), kept) || sameThing(key, value.replace(ASTRALS, '?'), kept)
  );
}

/** Whether this may have been made of it, escaped and cut amid an escape, too: enough where nobody has written since. */
function isMadeOf(key: FieldKey, value: string, kept: string): boolean {
  if (isFrom(key, value, kept)) return true;
  const plain = unescaped(kept).replace(/&#?\w*$/, '');
  return [kept, plain].some((there) => there !== '' && mayBecome(value, there));
}

/** Characters; no column of a name or an address is shorter. */
const SHORTEST_COLUMN = 30;
/** MySQL's older `utf8` has no room for these, emoji among them. */
const ASTRAL = /^[\u{10000}-\u{10ffff}]/u;
const ASTRALS = /[\u{10000}-\u{10ffff}]\ufe0f?/gu;

/** The latest few: each of them cost a lost answer. */
function mayReturn(field: MergeField, overtaken: readonly string[]): Pick<MergeField, 'mayReturn'> {
  const values = [...new Set([...(field.mayReturn ?? []), ...overtaken])].slice(-8);
  return values.length === 0 ? {} : { mayReturn: values };
}

function onBase(key: FieldKey, base: string, field: MergeField, possiblySent: readonly string[]): MergeField {
  const edited = isUnsent(field) && !sameThing(key, field.mine, base);
  return edited ? { base, mine: field.mine, possiblySent } : { ...untouched(base), possiblySent };
}
