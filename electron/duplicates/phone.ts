import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { CountryCode } from 'libphonenumber-js/min';
import { countryCalled } from '../../shared/text/country-names.ts';

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

function regionOf(country: string): CountryCode | null {
  const code = countryCalled(country);
  return code !== null && isSupportedCountry(code) ? code : null;
}
