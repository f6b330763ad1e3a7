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

test.each([
  ['UK', 'United Kingdom'],
  ['U.K.', 'United Kingdom'],
  ['england', 'United Kingdom'],
  ['USA', 'United States'],
  ['U.S.A.', 'United States'],
  ['us', 'United States'],
  ['America', 'United States'],
  ['Turkey', 'Türkiye'],
  ['Türkei', 'Türkiye'],
  ['Holland', 'Netherlands'],
  ['Burma', 'Myanmar'],
  ['Czech Republic', 'Czechia'],
  ['Ivory Coast', 'Côte d’Ivoire'],
  ['DE', 'Germany'],
  ['deu', 'Germany'],
  ['Deutschland', 'Germany'],
  ['Schweiz', 'Switzerland'],
  ['Suisse', 'Switzerland'],
  ['CHE', 'Switzerland'],
  ['España', 'Spain'],
  ['espana', 'Spain'],
  ['Österreich', 'Austria'],
  ['België', 'Belgium'],
  ['Polska', 'Poland'],
  ['Ελλάδα', 'Greece'],
  ['Россия', 'Russia'],
  ['Україна', 'Ukraine'],
  ['Հայաստան', 'Armenia'],
  ['საქართველო', 'Georgia'],
  ['Eesti', 'Estonia'],
  ['日本', 'Japan'],
  ['대한민국', 'South Korea'],
  ['臺灣', 'Taiwan'],
  ['ไทย', 'Thailand'],
  ['भारत', 'India'],
  ['مصر', 'Egypt'],
  ['UAE', 'United Arab Emirates'],
])('"%s" offers %s first', (typed, name) => {
  expect(matchingCountries(typed)[0]).toBe(name);
});

test('what begins a name in another language offers the country, after those that begin so in English', () => {
  expect(matchingCountries('deutsch')).toEqual(['Germany']);
  expect(matchingCountries('swe')[0]).toBe('Sweden');
  expect(matchingCountries('Ruritania')).toEqual([]);
});

test('two letters offer the country of that code before names that begin with them', () => {
  expect(matchingCountries('ch').slice(0, 2)).toEqual(['Switzerland', 'Chad']);
});
