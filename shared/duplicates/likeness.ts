import type { Values } from '../account.ts';
import type { DuplicateReason } from './alike.ts';
import { plainCharacters } from '../text/characters.ts';
import { foldLetters, isSlip, likenessOfNames, nameWords } from './firm-name.ts';
import type { NameLikeness } from './firm-name.ts';
import { phoneNumberOf } from '../text/phone-number.ts';
import { emailOf, sitesOf } from './web-identity.ts';
import type { Email } from './web-identity.ts';

/**
 * Whether two accounts are likely one firm: points for what agrees, points off for what speaks against it.
 *
 *     the same e-mail                        90   always enough by itself
 *     the same e-mail but for a +tag         50
 *     the same phone                         40
 *     the same site, or e-mail domain        30   free mail providers don't count
 *     name: same 50, near 45, part 20, akin 10, apart -25
 *     the same city                           5   different: -10
 *     different phones                      -10
 *     different sites                       -15
 *
 * From 40 points on it is likely. It warns and never blocks.
 */
export interface Likeness {
  readonly points: number;
  readonly likely: boolean;
  /** The reasons that a person is told, strongest first. */
  readonly reasons: readonly DuplicateReason[];
  readonly name: NameLikeness;
}

const LIKELY_FROM = 40;

const NAME_POINTS: Readonly<Record<NameLikeness, number>> = {
  same: 50,
  near: 45,
  part: 20,
  akin: 10,
  apart: -25,
  unknown: 0,
};

/** The traits by which an account is compared. */
export interface Traits {
  readonly words: readonly string[];
  readonly email: Email | null;
  readonly phone: Phone | null;
  readonly sites: readonly string[];
  /** Words of the city, folded. */
  readonly city: readonly string[];
}

export interface Phone {
  readonly typed: string;
  /** The country of the account's address as typed: where a number without +49 belongs. */
  readonly country: string;
  /** Without extension, leading zeros and "(0)". */
  readonly digits: string;
}

/** The international form of a phone number, "+493023125118"; null when it can't be told. */
export type ToE164 = (phone: string, country: string) => string | null;

export function traitsOf(values: Values): Traits {
  const email = emailOf(values.email ?? '');
  return {
    words: nameWords(values.name ?? ''),
    email,
    phone: phoneOf(values.phone ?? '', values.billingCountry ?? values.shippingCountry ?? ''),
    sites: sitesOf(values.url ?? '', email),
    city: wordsIn(values.billingCity ?? ''),
  };
}

export function likeness(one: Traits, other: Traits, toE164: ToE164): Likeness {
  const email = emailPoints(one.email, other.email);
  const phone = phonePoints(one.phone, other.phone, toE164);
  const site = sitePoints(one.sites, other.sites);
  const alike = likenessOfNames(one.words, other.words, new Set([...one.city, ...other.city]));
  const name = NAME_POINTS[alike];
  const points = email + phone + site + name + cityPoints(one.city, other.city);
  const reasons: readonly (readonly [DuplicateReason, boolean])[] = [
    ['email', email > 0],
    ['phone', phone > 0],
    // The same e-mail has the same domain: not worth a second mention.
    ['site', site > 0 && email === 0],
    ['name', name >= NAME_POINTS.near],
  ];
  return {
    points,
    likely: points >= LIKELY_FROM,
    name: alike,
    reasons: reasons.flatMap(([reason, holds]) => (holds ? [reason] : [])),
  };
}

/** How many last digits two forms of one number surely share. */
export const PHONE_TAIL = 7;

/** The same number: by their international forms where both have one, else when one ends in the other's digits. */
function samePhone(one: Phone, other: Phone, toE164: ToE164): boolean {
  if (one.digits.slice(-PHONE_TAIL) !== other.digits.slice(-PHONE_TAIL)) return false;
  const forms = [toE164(one.typed, one.country), toE164(other.typed, other.country)];
  if (forms[0] !== null && forms[1] !== null) return forms[0] === forms[1];
  return one.digits.endsWith(other.digits) || other.digits.endsWith(one.digits);
}

function phoneOf(typed: string, country: string): Phone | null {
  const digits = phoneNumberOf(typed).digits.replace(/^0+/, '');
  return digits.length < PHONE_TAIL ? null : { typed: plainCharacters(typed), country, digits };
}

function emailPoints(one: Email | null, other: Email | null): number {
  if (one === null || other === null) return 0;
  if (one.address === other.address) return 90;
  return one.untagged === other.untagged ? 50 : 0;
}

function phonePoints(one: Phone | null, other: Phone | null, toE164: ToE164): number {
  if (one === null || other === null) return 0;
  return samePhone(one, other, toE164) ? 40 : -10;
}

function sitePoints(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return 0;
  return one.some((site) => other.includes(site)) ? 30 : -15;
}

function cityPoints(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return 0;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const within = short.every((word) => long.some((its) => its === word || isSlip(its, word)));
  return within ? 5 : -10;
}

function wordsIn(text: string): readonly string[] {
  return foldLetters(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
