import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toE164 } from '../../../../electron/duplicates/phone.ts';
import { isSlip, likenessOfNames, nameWords } from '../../../../shared/duplicates/firm-name.ts';
import type { NameLikeness } from '../../../../shared/duplicates/firm-name.ts';
import { emailOf, sitesOf } from '../../../../shared/duplicates/web-identity.ts';

function names(one: string, other: string, city = ''): NameLikeness {
  return likenessOfNames(nameWords(one), nameWords(other), new Set([city]));
}

describe('names are', () => {
  test.each([
    ['ACME Inc.', 'Acme, Inc', 'same'],
    ['Thistle & Loom', 'thistle and loom', 'same'],
    ['Bäckerei Grünwald GmbH & Co. KG', 'Gruenwald Baeckerei', 'same'],
    ['Słoneczny Ogród Sp. z o.o.', 'Sloneczny Ogrod', 'same'],
    ['MacGregor Tools', 'Mac Gregor Tools', 'same'],
    ["O'Connell's Saddlery", 'OConnells Saddlery', 'same'],
    ['株式会社さくら印刷', 'さくら印刷', 'same'],
    ['Pacific Carton', 'Pacifc Carton', 'near'],
    ['Smith Plumbing', 'Smith Plumbing Services', 'near'],
    ['Kestrel', 'Kestrel Bikes', 'part'],
    ['IGW', 'International Granite Works', 'part'],
    ['Smith Plumbing', 'Smith Electrical', 'akin'],
    ['Hotel Adler', 'Hotel Rose', 'apart'],
    ['Alpine Dental', 'Zebra Rental', 'apart'],
    ['', 'Acme', 'unknown'],
    ['GmbH', 'Acme', 'unknown'],
  ] as const)('%s / %s: %s', (one, other, how) => {
    expect(names(one, other)).toBe(how);
    expect(names(other, one)).toBe(how);
  });

  test('near where one adds its city, part where it adds anything else', () => {
    expect(names('Zephyr', 'Zephyr Leipzig', 'leipzig')).toBe('near');
    expect(names('Zephyr', 'Zephyr Leipzig', 'berlin')).toBe('part');
  });

  test('compared alike whatever they are made of, and each is the same as itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        expect(names(one, other)).toBe(names(other, one));
        expect(names(one, one)).toBe(nameWords(one).length === 0 ? 'unknown' : 'same');
      }),
    );
  });
});

test.each([
  ['castelano', 'castellano', true],
  ['mapel', 'maple', true],
  ['ostrowski', 'ostrovski', true],
  ['bond', 'pond', false],
  ['dental', 'rental', false],
  ['larsen', 'larson', false],
  ['luna', 'lunar', true],
  ['cole', 'coole', true],
  ['mike', 'mik', false],
  ['hofsteter', 'hofstetter', true],
  ['abcdefgh', 'abxdefyh', false],
])('a slip of the keyboard: %s / %s is %s', (one, other, slip) => {
  expect(isSlip(one, other)).toBe(slip);
  expect(isSlip(other, one)).toBe(slip);
});

test.each([
  ['https://www.Acme.example/shop?x=1', '', ['acme.example']],
  ['shop.acme.co.uk:8080', '', ['acme.co.uk']],
  ['', 'eva@mail.acme.example', ['acme.example']],
  ['acme.example', 'eva@acme-group.example', ['acme.example', 'acme-group.example']],
  ['acme.example', 'eva@acme.example', ['acme.example']],
  ['', 'eva@gmail.com', []],
  ['', 'eva@yahoo.co.jp', []],
  ['https://facebook.com/acme/about', '', ['facebook.com/acme']],
  ['acme.wixsite.com/home', '', ['acme.wixsite.com/home']],
  ['none', '', []],
  ['not a site.at all', '', []],
])('the sites of %s and %s', (url, email, sites) => {
  expect(sitesOf(url, emailOf(email))).toEqual(sites);
});

test.each([
  ['030/23125-118', 'Deutschland', '+493023125118'],
  ['+49 (0)30 23125 118', '', '+493023125118'],
  ['0049 30 23125118', '', '+493023125118'],
  ['(604) 555-0163', 'Canada', '+16045550163'],
  ['604.555.0163 x12', 'U.S.A.', '+16045550163'],
  ['01632 960 233', 'England', '+441632960233'],
  ['03-5550-0148', '日本', '+81355500148'],
  ['030 23125118', 'DE', '+493023125118'],
  ['030 23125118', 'Atlantis', null],
  ['030 23125118', '', null],
  ['call me', 'Germany', null],
  ['12', 'Germany', null],
])('the international form of %s in %s is %s', (phone, country, form) => {
  expect(toE164(phone, country)).toBe(form);
});
