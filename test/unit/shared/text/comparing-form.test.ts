import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIELD_KEYS } from '../../../../shared/account.ts';
import type { FieldKey } from '../../../../shared/account.ts';
import { comparingForm, sameText, sameThing } from '../../../../shared/text/comparing-form.ts';

describe('two values of a field are the same thing', () => {
  test.each<readonly [string, FieldKey, string, string]>([
    ['outer and inner spaces', 'name', ' a  b ', 'a b'],
    ['line breaks and tabs', 'billingAddress1', 'Suite 100\n1234 West\t4th', 'Suite 100 1234 West 4th'],
    ['nothing and spaces', 'name', '', ' \u00a0\u200b'],
    ['composed and decomposed letters', 'name', 'Bu\u0308ro Mu\u0308ller', 'Büro Müller'],
    ['invisible characters', 'name', 'Ac\u200bme\u00ad\ufeff', 'Acme'],
    ['direction marks', 'phone', '\u202d604 555 0199\u202c', '604 555 0199'],
    ['kinds of apostrophes', 'name', 'O’Brien', "O'Brien"],
    ['a backtick as an apostrophe', 'name', 'Rock`n`Roll', 'Rock’n’Roll'],
    ['kinds of quotes', 'name', '„Zur Post“', '"Zur Post"'],
    ['kinds of dashes', 'name', 'Smith – Jones', 'Smith - Jones'],
    ['three dots in one character', 'name', 'Well… Ltd', 'Well... Ltd'],
    ['what HTML escapes', 'name', 'Brown &amp; Sons', 'Brown & Sons'],
    ['what was escaped twice', 'name', 'Brown &amp;amp; Sons', 'Brown & Sons'],
    ['escaped by number', 'name', 'O&#039;Brien &#x26; Co', "O'Brien & Co"],
    ['escaped letters', 'billingCity', 'Z&uuml;rich', 'Zürich'],
    ['full-width characters', 'name', 'ＡＣＭＥ　１２', 'ACME 12'],
    ['digits of another script', 'billingPostalCode', '١٠١١٥', '10115'],
    ['the case of an e-mail address', 'email', 'Sales@ACME.example', 'sales@acme.example'],
    ['the scheme of an e-mail link', 'email', 'mailto:sales@acme.example', 'sales@acme.example'],
    ['an internationalised mail domain', 'email', 'a@xn--mller-kva.example', 'a@müller.example'],
    ['scheme, case and slash of a website', 'url', 'HTTPS://Acme.example/', 'acme.example'],
    ['the usual port', 'url', 'https://acme.example:443/shop/', 'acme.example/shop'],
    ['an internationalised domain', 'url', 'http://xn--bcher-kva.example', 'bücher.example'],
    ['brackets and dashes of a phone', 'phone', '(604) 555-0142', '6045550142'],
    ['dots and slashes of a fax', 'fax', '030/23.125-118', '03023125118'],
    ['a phone link', 'phone', 'tel:+1-604-555-0142', '+1 604 555 0142'],
    ['both ways of an international prefix', 'phone', '0049 30 5550142', '+49 30 5550142'],
    ['the zero that is left out', 'phone', '+49 (0)30 5550142', '+49 30 5550142'],
    ['writings of an extension', 'phone', '604-555-0199 extension 7', '604 555 0199 x7'],
    ['an extension in a link', 'phone', 'tel:6045550199;ext=07', '604.555.0199 #7'],
  ])('but for %s', (_, key, a, b) => {
    expect(sameThing(key, a, b)).toBe(true);
    expect(sameThing(key, b, a)).toBe(true);
  });

  test.each<readonly [string, FieldKey, string, string]>([
    ['case', 'name', 'Acme', 'ACME'],
    ['accents', 'name', 'Café', 'Cafe'],
    ['a space within', 'name', 'a b', 'ab'],
    ['punctuation', 'name', 'Acme, Inc', 'Acme Inc'],
    ['the page of a website', 'url', 'acme.example/a', 'acme.example/b'],
    ['another port', 'url', 'acme.example:8080', 'acme.example'],
    ['an extension', 'phone', '604 555 0199', '604 555 0199 x7'],
    ['another extension', 'phone', '604 555 0199 ext 1', '604 555 0199 ext 2'],
    ['a country’s code', 'phone', '+1 604 555 0199', '604 555 0199'],
    ['a sign beside a phone', 'phone', '+49 30 1234 🌸', '+49 30 1234'],
    ['words beside a phone', 'phone', '604 555 0199 (mobile)', '604 555 0199 (office)'],
    ['words in place of a phone', 'phone', 'ask Kim', 'ask Jo'],
    ['phones without a digit', 'fax', '---', '+'],
    ['text that only looks escaped', 'name', 'AT&T', 'AT&amp T'],
    ['an invalid code point', 'name', 'a &#9999999; b', 'a b'],
    ['an invalid internationalised label', 'url', 'xn--\u00ff.example', 'a.example'],
  ])('never where they differ by %s', (_, key, a, b) => {
    expect(sameThing(key, a, b)).toBe(false);
    expect(sameThing(key, b, a)).toBe(false);
  });
});

test('the comparing form of anything is its own comparing form, whatever is in it', () => {
  const part = fc.constantFrom(
    'a',
    'É',
    'e\u0301',
    ' ',
    '\n',
    '\u202d',
    '&amp;',
    '0',
    '٣',
    '+',
    '(0)',
    '@',
    '//',
    '.',
    '-',
    '’',
    '😀',
  );
  const text = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.constantFrom(...FIELD_KEYS), text, (key, value) => {
      expect(sameThing(key, value, value)).toBe(true);
      const form = comparingForm(key, value);
      expect(form).toBe(form.trim());
    }),
  );
});

test.each([
  ['a', 'a', true],
  [' a  b ', 'a b', true],
  ['', '   ', true],
  ['Café', 'Cafe\u0301', false],
  ['a b', 'ab', false],
])('%j and %j are the same text: %s', (a, b, same) => {
  expect(sameText(a, b)).toBe(same);
  expect(sameText(b, a)).toBe(same);
});
