/**
 * How characters are written, apart from what is written with them: programs, keyboards and servers write the same text
 * with other characters. What is shown and sent always stays as it was typed; these forms are only compared.
 */

/**
 * The same text in one writing: composed, without invisible and bidirectional characters, with plain quotes, dashes,
 * digits and letters of ordinary width, and with single spaces in place of line breaks and runs of space. Case and
 * accents stay.
 */
export function plainCharacters(text: string): string {
  return (PLAIN.test(text) ? text : plain(text)).replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim();
}

/** Without what HTML escapes: "&amp;" is "&". Also what was escaped twice. */
export function unescaped(text: string): string {
  let after = text;
  for (let times = 0; times < 3 && after.includes('&'); times += 1) {
    after = after.replace(ENTITY, (whole, digits?: string, name?: string) =>
      digits === undefined ? (NAMED[name ?? ''] ?? whole) : (fromCode(digits) ?? whole),
    );
  }
  return after;
}

/** Letters without accents, in lower case, and those that NFD leaves whole as people type them: "ß" is "ss". */
export function plainLetters(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[ßøæœłđðþıħŧς]/g, (letter) => LETTERS[letter] ?? letter);
}

/** Most texts are, and there may be a hundred thousand of them. */
export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

const ASCII = /^[\0-\x7f]*$/;
/** Also without the backtick, which is used as a quote. */
const PLAIN = /^[\0-_a-\x7f]*$/;

function plain(text: string): string {
  return text
    .replace(/[\uff00-\uffef]+/g, (wide) => wide.normalize('NFKC'))
    .normalize('NFC')
    .replace(/\u2800/g, ' ')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[‘’‚‛′´`ʹʻʼʽˈ‹›]/g, "'")
    .replace(/[“”„‟″«»]/g, '"')
    .replace(/[\p{Pd}\u2212\u2043]/gu, '-')
    .replace(/…/g, '...')
    .replace(/(?![0-9])\p{Nd}/gu, plainDigit);
}

/** Digits of every script stand in tens, one after the other, from nought to nine. */
function plainDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (before < code && DIGIT.test(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
}

const DIGIT = /^\p{Nd}$/u;

const ENTITY = /&(?:#(x[0-9a-f]{1,6}|[0-9]{1,7})|([a-z]{2,8}[0-9]{0,2}));/gi;

function fromCode(digits: string): string | null {
  const code = /^x/i.test(digits) ? parseInt(digits.slice(1), 16) : Number(digits);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}

/** Those that servers escape texts with, and the letters of Western Europe that old ones escape too. */
const NAMED: Readonly<Record<string, string>> = {
  ...{
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    shy: '',
    hellip: '…',
    euro: '€',
    copy: '©',
  },
  ...{ ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', sbquo: '‚', ldquo: '“', rdquo: '”', bdquo: '„' },
  ...{
    laquo: '«',
    raquo: '»',
    reg: '®',
    trade: '™',
    deg: '°',
    middot: '·',
    bull: '•',
    sect: '§',
    pound: '£',
  },
  ...accented('grave', 'AEIOUaeiou', '\u0300'),
  ...accented('acute', 'AEIOUYaeiouy', '\u0301'),
  ...accented('circ', 'AEIOUaeiou', '\u0302'),
  ...accented('tilde', 'ANOano', '\u0303'),
  ...accented('uml', 'AEIOUaeiouy', '\u0308'),
  ...accented('cedil', 'Cc', '\u0327'),
  ...{ szlig: 'ß', oslash: 'ø', Oslash: 'Ø', aring: 'å', Aring: 'Å', aelig: 'æ', AElig: 'Æ', oelig: 'œ' },
};

function accented(name: string, letters: string, mark: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...letters].map((letter) => [letter + name, (letter + mark).normalize('NFC')]));
}

const LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h', ŧ: 't', ς: 'σ' },
};
