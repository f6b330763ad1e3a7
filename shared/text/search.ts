import { isAscii, plainCharacters, plainLetters } from './characters.ts';
import { nationalDigits, phoneNumberOf } from './phone-number.ts';

/**
 * Folds text for finding: case, accents, apostrophes, invisible characters and runs of space don't matter, nor does
 * how quotes, dashes and digits are written.
 */
export function fold(text: string): string {
  return plainLetters(plainCharacters(text)).replace(/'/g, '');
}

/** The text that finds an account, folded: its values, names with umlauts written out and in, and its phones' digits. */
export function findableText(name: string, others: readonly string[], phones: readonly string[]): string {
  const digits = phones.map((phone) => phoneNumberOf(phone).digits);
  return fold([name, ...others, ...phones, ...digits, ...otherSpellings(name)].join(' '));
}

/** The words of a query: a row is found if what it is found by has each of them, as whole words or as parts. */
export function wordsToFind(typed: string): readonly string[] {
  // A link that was pasted finds what it leads to.
  const query = typed.replace(/^\s*(?:tel|callto|sms|mailto):\s*/i, '');
  if (isPhone(fold(query))) return [nationalDigits(phoneNumberOf(query))];
  const words = fold(query)
    .split(' ')
    .filter((word) => word !== '');
  return words.map((word) => {
    if (isPhone(word) || PREFIXED.test(word)) return nationalDigits(phoneNumberOf(word));
    // North America's own code, without its plus.
    return /^1\d{10}$/.test(word) ? word.slice(1) : word;
  });
}

/** Digits alone that begin as numbers of phones do when they are dialled: what follows finds each writing. */
const PREFIXED = /^0\d{6,}$/;

/** A number that is written as phones are: with a plus, a bracket or separators. Digits alone may be anything. */
function isPhone(text: string): boolean {
  if (!/^\+?[\d\s()./-]+(?:\s*(?:x|ext\.?|#)\s*\d+)?$/.test(text) || !/\D/.test(text.trim())) return false;
  return text.replace(/\D/g, '').length >= (text.startsWith('+') ? 4 : 6);
}

/** "Müller" is also found as "Mueller", and "Mueller" as "Müller". */
function otherSpellings(name: string): readonly string[] {
  if (isAscii(name)) return DIGRAPH.test(name) ? [name.replace(DIGRAPHS, '$1$2')] : [];
  const letters = name.normalize('NFC');
  return UMLAUT.test(letters) ? [letters.replace(UMLAUTS, (letter) => WRITTEN_OUT[letter] ?? letter)] : [];
}

const DIGRAPH = /[aou]e|aa/i;
const DIGRAPHS = /([aou])e|(a)a/gi;
const UMLAUT = /[äöüåøÄÖÜÅØ]/;
const UMLAUTS = /[äöüåøÄÖÜÅØ]/g;
const WRITTEN_OUT: Readonly<Record<string, string>> = {
  ...{ ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' },
  ...{ Ä: 'ae', Ö: 'oe', Ü: 'ue', Å: 'aa', Ø: 'oe' },
};
