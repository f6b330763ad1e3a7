import { COUNTRY_CODES } from '../../shared/text/country-codes.ts';
import {
  countryName,
  folded,
  knownCountryNames,
  learnCountryNames,
} from '../../shared/text/country-names.ts';

interface Country {
  readonly code: string;
  readonly name: string;
  readonly folded: string;
}

const { compare } = new Intl.Collator('en');

/** By their English names. */
const SORTED: readonly Country[] = COUNTRY_CODES.map((code) => {
  const name = countryName(code);
  return { code, name, folded: folded(name) };
}).sort((a, b) => compare(a.name, b.name));

export const COUNTRIES: readonly string[] = SORTED.map(({ name }) => name);

/** Fewer letters begin something in some language almost always. */
const TELLING = 3;

/**
 * The suggestions for a typed text: what is called exactly so (a code, a short form, any language), then names that
 * begin with it, then what begins with it in another language, then names that contain it.
 */
export function matchingCountries(typed: string, limit = 8): readonly string[] {
  const wanted = folded(typed);
  if (wanted === '') return COUNTRIES;
  learnSome();
  let found = ranked(wanted);
  while (found.length === 0 && learnCountryNames()) found = ranked(wanted);
  return found.slice(0, limit);
}

function ranked(wanted: string): readonly string[] {
  const called = new Map<string, number>();
  for (const [name, code] of knownCountryNames()) {
    const begins = wanted.length >= TELLING && name.startsWith(wanted);
    if (begins && called.get(code) !== 0) called.set(code, name === wanted ? 0 : 2);
    else if (name === wanted) called.set(code, 0);
  }
  const ranks = SORTED.map((country) => ({
    name: country.name,
    rank: Math.min(rankOf(country, wanted), called.get(country.code) ?? NONE),
  }));
  return ranks
    .filter(({ rank }) => rank < NONE)
    .sort((a, b) => a.rank - b.rank)
    .map(({ name }) => name);
}

const NONE = 4;

function rankOf({ folded: name }: Country, wanted: string): number {
  if (name.startsWith(wanted)) return 1;
  return name.includes(wanted) ? 3 : NONE;
}

let learning = false;

/** One language now, the others while nobody types: all of them at once take longer than a key may. */
function learnSome(): void {
  if (learning || !learnCountryNames()) return;
  learning = true;
  setTimeout(() => {
    learning = false;
    learnSome();
  });
}
