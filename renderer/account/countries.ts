import { fold } from '../../shared/text/search.ts';

/**
 * The countries' names come from the engine's own CLDR tables, so that they stay current and cost no bytes.
 * CLDR also names regions that are no postal country: groupings, test codes, and islands that ISO only reserves.
 */
const NO_COUNTRY = new Set([
  'AC',
  'CP',
  'CQ',
  'DG',
  'EA',
  'EU',
  'EZ',
  'IC',
  'QO',
  'TA',
  'UN',
  'XA',
  'XB',
  'ZZ',
]);

const LONG = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const SHORT = new Intl.DisplayNames('en', { type: 'region', fallback: 'none', style: 'short' });
const LETTERS = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));

export const COUNTRIES: readonly string[] = LETTERS.flatMap((first) =>
  LETTERS.map((second) => first + second),
)
  .flatMap((code) => nameOf(code) ?? [])
  .sort(new Intl.Collator('en').compare);

/** The suggestions for a typed text: the exact name, then names that begin with it, then names that contain it. */
export function matchingCountries(typed: string, limit = 8): readonly string[] {
  const wanted = fold(typed);
  if (wanted === '') return COUNTRIES;
  const rank = (name: string): number => {
    const folded = fold(name);
    if (folded === wanted) return 0;
    if (folded.startsWith(wanted)) return 1;
    return folded.includes(wanted) ? 2 : 3;
  };
  const found = COUNTRIES.map((name) => ({ name, rank: rank(name) })).filter((one) => one.rank < 3);
  return found
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map((one) => one.name);
}

function nameOf(code: string): string | undefined {
  if (NO_COUNTRY.has(code) || isRetired(code)) return undefined;
  const name = LONG.of(code);
  // "Hong Kong SAR China" and "Myanmar (Burma)" are for atlases; the short form is what people write.
  return name !== undefined && /SAR China|\(Burma/.test(name) ? SHORT.of(code) : name;
}

// A retired code reads as its successor: DD is DE.
function isRetired(code: string): boolean {
  return new Intl.Locale(`und-${code}`).region !== code;
}
