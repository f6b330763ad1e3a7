import { COUNTRY_CODES, SHORT_CODES } from './country-codes.ts';
import { fold } from './search.ts';

/**
 * Names of countries as people write them: in English, by ISO's codes, in short, and in other languages. Names come
 * from the engine's own CLDR tables, so that they stay current and cost no bytes; only what those don't have stands
 * here.
 */

/** "Deutschland", "DE", "DEU", "Germany" are DE; null for what no country is called. */
export function countryCalled(typed: string): string | null {
  const name = folded(typed);
  if (name === '') return null;
  while (!CODES.has(name) && learnCountryNames());
  return CODES.get(name) ?? null;
}

/** The name that is suggested: English, as people write it. */
export function countryName(code: string): string {
  const name = LONG.of(code) ?? code;
  // "Hong Kong SAR China" and "Myanmar (Burma)" are for atlases; the short form is what people write.
  return /SAR China|\(Burma/.test(name) ? (SHORT.of(code) ?? name) : name;
}

/** Each name that is known so far, folded, with its country's code; a country has many. */
export function knownCountryNames(): ReadonlyMap<string, string> {
  return CODES;
}

/**
 * Learns what countries are called in one more language: all of them in the languages that are written most, then each
 * in its own. A language costs a millisecond or two, so whoever has time does it before somebody waits for it.
 *
 * @returns whether there are more
 */
export function learnCountryNames(): boolean {
  const language = LANGUAGES.shift();
  if (language !== undefined) {
    learn(language, COUNTRY_CODES);
    return true;
  }
  own ??= [...ownLanguages()];
  const next = own.shift();
  if (next === undefined) return false;
  learn(...next);
  return true;
}

export function folded(name: string): string {
  return fold(name).replaceAll('.', '');
}

const LONG = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const SHORT = new Intl.DisplayNames('en', { type: 'region', fallback: 'none', style: 'short' });

/** In the order in which they are learned. */
const LANGUAGES =
  'en de fr es it pt nl pl cs sk hu sv nb da fi tr ru el ja zh ko zh-Hant sr-Latn hr ro uk ar lb ga'.split(
    ' ',
  );

/** Names that CLDR doesn't have. Parts of the United Kingdom stand in addresses as if they were countries. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  AE: ['uae', 'emirates'],
  BN: ['brunei darussalam'],
  CD: ['drc', 'zaire', 'democratic republic of the congo'],
  CG: ['congo', 'republic of the congo'],
  CI: ['ivory coast'],
  CN: ['prc', 'peoples republic of china'],
  CV: ['cabo verde'],
  CZ: ['czech republic', 'ceska republika'],
  DE: ['federal republic of germany', 'bundesrepublik deutschland', 'brd'],
  GB: ['uk', 'england', 'scotland', 'wales', 'cymru', 'northern ireland', 'great britain', 'britain'],
  GR: ['hellas'],
  IE: ['republic of ireland', 'eire'],
  IR: ['persia'],
  JP: ['nippon', 'nihon'],
  KP: ['dprk'],
  KR: ['korea', 'south korea', 'republic of korea', 'rok'],
  LA: ['lao pdr'],
  MK: ['macedonia'],
  MM: ['burma'],
  MO: ['macau'],
  NL: ['holland', 'the netherlands'],
  PS: ['palestine'],
  RU: ['russian federation'],
  SY: ['syrian arab republic'],
  SZ: ['swaziland'],
  TL: ['east timor'],
  TR: ['turkey'],
  TW: ['republic of china', '臺灣'],
  US: ['usa', 'united states of america', 'america', 'the states', 'estados unidos de america'],
  VA: ['vatican', 'holy see'],
  VN: ['viet nam'],
};

const CODES = new Map<string, string>([
  ...COUNTRY_CODES.map((code) => [folded(code), code] as const),
  ...[...SHORT_CODES].map(([three, two]) => [folded(three), two] as const),
  ...COUNTRY_CODES.map((code) => [folded(countryName(code)), code] as const),
  ...Object.entries(ALSO).flatMap(([code, names]) => names.map((name) => [name, code] as const)),
]);

let own: [string, readonly string[]][] | null = null;

/** The language that is most spoken in each country, and whose names of countries the engine has. */
function ownLanguages(): Map<string, readonly string[]> {
  const countries = new Map<string, readonly string[]>();
  for (const code of COUNTRY_CODES) {
    const { language } = new Intl.Locale(`und-${code}`).maximize();
    countries.set(language, [...(countries.get(language) ?? []), code]);
  }
  return countries;
}

function learn(language: string, codes: readonly string[]): void {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  for (const code of codes) {
    const name = folded(names.of(code) ?? '');
    if (name !== '' && !CODES.has(name)) CODES.set(name, code);
  }
}
