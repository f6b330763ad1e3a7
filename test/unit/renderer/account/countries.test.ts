import { expect, test } from 'vitest';
import { COUNTRIES, matchingCountries } from '../../../../renderer/account/countries.ts';

test('it is the 249 of ISO 3166-1 and Kosovo, each once', () => {
  expect(COUNTRIES).toHaveLength(250);
  expect(new Set(COUNTRIES).size).toBe(250);
});

test('names are as people write them, without groupings and retired states', () => {
  expect(COUNTRIES).toEqual(
    expect.arrayContaining(['United States', 'United Kingdom', 'Canada', 'Hong Kong', 'Myanmar', 'Kosovo']),
  );
  for (const name of COUNTRIES) expect(name).not.toMatch(/Union|Nations|Pseudo|Unknown|SAR/);
});

test('accents and case don’t matter for finding', () => {
  expect(matchingCountries('COTE')).toEqual(['Côte d’Ivoire']);
});

test('nothing typed offers everything', () => {
  expect(matchingCountries('')).toEqual(COUNTRIES);
});
