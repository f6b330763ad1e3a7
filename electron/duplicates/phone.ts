import { getCountries, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { CountryCode } from 'libphonenumber-js/min';
import { fold } from '../../shared/text/search.ts';

/**
 * The international form of a phone number as people type them: "030/23125-118" with "Deutschland" is
 * "+493023125118". Null when it can't be told. Numbers kept for fiction count too: only the length is looked at.
 * @param country a country's name or code, as typed; decides where a number without "+" belongs
 */
export function toE164(phone: string, country: string): string | null {
  const defaultCountry = regionOf(country);
  const typed = phone.trim().replace(/^00(?=[1-9])/, '+');
  const parsed = parsePhoneNumberFromString(typed, {
    extract: false,
    ...(defaultCountry !== null && { defaultCountry }),
  });
  return parsed?.isPossible() === true ? parsed.number : null;
}

/** Country names as people write them in an address, in the languages that the engine knows the countries' names in. */
function regionOf(country: string): CountryCode | null {
  const typed = fold(country).replaceAll('.', '');
  if (typed === '') return null;
  const code = typed.toUpperCase();
  if (isSupportedCountry(code)) return code;
  while (!REGIONS.has(typed) && learnCountryNames());
  return REGIONS.get(typed) ?? null;
}

/** In the order in which they are learned. */
const UNLEARNED = 'en de fr es it pt nl pl cs sk hu sv nb da fi tr ru el ja zh ko'.split(' ');

/**
 * Learns what countries are called in one more language. A language costs two milliseconds, so whoever has time
 * does it before somebody waits for it.
 * @returns whether there are more
 */
export function learnCountryNames(): boolean {
  const language = UNLEARNED.shift();
  if (language === undefined) return false;
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  for (const code of getCountries()) {
    const name = fold(names.of(code) ?? '');
    if (name !== '' && !REGIONS.has(name)) REGIONS.set(name, code);
  }
  return true;
}

const ALSO: Readonly<Record<string, readonly string[]>> = {
  GB: ['uk', 'england', 'scotland', 'wales', 'northern ireland', 'great britain', 'britain'],
  US: ['usa', 'united states of america', 'america', 'estados unidos de america'],
  NL: ['holland', 'the netherlands'],
  CZ: ['czech republic'],
  TR: ['turkey'],
  AE: ['uae'],
  KR: ['korea', 'south korea', 'republic of korea'],
  RU: ['russian federation'],
  IE: ['republic of ireland', 'eire'],
};

const REGIONS = new Map<string, CountryCode>(
  Object.entries(ALSO).flatMap(([code, names]) =>
    isSupportedCountry(code) ? names.map((name) => [name, code] as const) : [],
  ),
);
