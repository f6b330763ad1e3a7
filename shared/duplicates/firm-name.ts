import { plainCharacters, plainLetters, unescaped } from '../text/characters.ts';
import { LEADING_FORMS, LEGAL_FORMS, SAME_WORD, SMALL_WORDS, WEAK_WORDS } from './firm-words.ts';

/**
 * How alike two business names are, from surest to least:
 * - `same`: the same words, in whatever order and spelling, legal forms aside;
 * - `near`: one slip of the keyboard away, or one says a little more;
 * - `part`: one is a part of the other, or its initials;
 * - `akin`: they share a telling word, and each has others;
 * - `apart`: nothing telling in common;
 * - `unknown`: one has no name to compare.
 */
export type NameLikeness = 'same' | 'near' | 'part' | 'akin' | 'apart' | 'unknown';

/** Case, accents, and how umlauts are written out, don't matter. */
export function foldLetters(text: string): string {
  return plainLetters(plainCharacters(unescaped(text)))
    .normalize('NFC')
    .replace(/([aou])e|aa/g, (pair, vowel: string | undefined) => vowel ?? pair.charAt(0));
}

/** The words a name is compared by, folded, in the order they were written. */
export function nameWords(name: string): readonly string[] {
  const spelled = foldLetters(name)
    .replace(ASIAN_FORMS, ' ')
    .replace(/\bs\.\s?p\.\s?a\b\.?|\bsp\.?\s*z\s?o\.?\s?o\b\.?/g, ' ')
    // "l.l.c." is one word, and so is "e.m.k.".
    .replace(/(?<![\p{L}\p{N}])(?:\p{L}\.\s?){2,}/gu, (dotted) => `${dotted.replace(/[.\s]/g, '')} `)
    .replace(/['’‘`´]/g, '');
  const outside = spelled.replace(/\([^)]*\)/g, ' ');
  const words = split(outside);
  return withoutForms(words.length > 0 ? words : split(spelled)).map(plainWord);
}

/** Neither a word that many firms add or leave out, nor a lone letter. */
export function isTelling(word: string): boolean {
  return !WEAK_WORDS.has(word) && (word.length > 1 || !/[a-z]/.test(word));
}

/** @param places folded words of where either firm is: a firm's branch often adds its city to the name */
export function likenessOfNames(
  one: readonly string[],
  other: readonly string[],
  places: ReadonlySet<string>,
): NameLikeness {
  if (one.length === 0 || other.length === 0) return 'unknown';
  if (one.join('') === other.join('')) return 'same';
  const { matched, slips, left, right } = matchedWords(one, other);
  if (left.length === 0 && right.length === 0) return slips === 0 ? 'same' : 'near';
  if (areInitials(one, other) || areInitials(other, one)) return 'part';
  const telling = matched.filter(isTelling).length;
  if (telling === 0) return 'apart';
  const adds = (word: string): boolean => isTelling(word) && !places.has(word);
  if (left.length === 0 || right.length === 0) {
    const added = [...left, ...right].some(adds);
    return telling > 1 || !added ? 'near' : 'part';
  }
  return left.some(adds) || right.some(adds) ? 'akin' : 'part';
}

/**
 * Whether one word is the other with one slip: a letter left out, doubled, added or swapped with its neighbour; in a
 * long word also a wrong letter. The first letter is always right: people see that one, and Bond is not Pond.
 */
export function isSlip(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.charAt(0) !== long.charAt(0) || long.length < 5 || long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  const rest = (text: string, from: number): string => text.slice(start + from);
  if (long.length > short.length) return rest(long, 1) === rest(short, 0);
  const swapped = long[start] === short[start + 1] && long[start + 1] === short[start];
  if (swapped && rest(long, 2) === rest(short, 2)) return true;
  return long.length >= 7 && rest(long, 1) === rest(short, 1);
}

const ASIAN_FORMS =
  /株式会社|有限会社|合同会社|\(株\)|\(有\)|股份有限公司|有限责任公司|有限公司|주식회사|유한회사|\(주\)/g;

function split(text: string): readonly string[] {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const telling = words.filter((word) => !SMALL_WORDS.has(word));
  return telling.length > 0 ? telling : words;
}

function withoutForms(words: readonly string[]): readonly string[] {
  const last = words.findLastIndex((word) => !LEGAL_FORMS.has(word));
  const first = words.findIndex((word) => !LEADING_FORMS.has(word));
  return first < 0 ? [] : words.slice(first, last + 1);
}

function plainWord(word: string): string {
  const singular = word.length > 3 && /[^su]s$/.test(word) ? word.slice(0, -1) : word;
  return SAME_WORD.get(singular) ?? SAME_WORD.get(word) ?? singular;
}

interface Matched {
  readonly matched: readonly string[];
  /** How many of them match only but for a slip. */
  readonly slips: number;
  readonly left: readonly string[];
  readonly right: readonly string[];
}

function matchedWords(one: readonly string[], other: readonly string[]): Matched {
  const matched: string[] = [];
  let left = [...new Set(one)];
  let right = [...new Set(other)];
  let slips = 0;
  for (const alike of [(a: string, b: string) => a === b, isSlip]) {
    for (const word of left) {
      const at = right.findIndex((candidate) => alike(word, candidate));
      if (at < 0) continue;
      matched.push(word);
      if (alike === isSlip) slips += 1;
      right = right.toSpliced(at, 1);
    }
    left = left.filter((word) => !matched.includes(word));
  }
  return { matched, slips, left, right };
}

/** "IGW" for International Granite Works. */
function areInitials(short: readonly string[], long: readonly string[]): boolean {
  const initials = long.map((word) => word.charAt(0)).join('');
  return short.length === 1 && long.length >= 3 && short[0] === initials;
}
