import { describe, expect, test } from 'vitest';
import { toE164 } from '../../../../electron/duplicates/phone.ts';
import type { Values } from '../../../../shared/account.ts';
import { likeness, traitsOf } from '../../../../shared/duplicates/likeness.ts';
import type { Likeness } from '../../../../shared/duplicates/likeness.ts';

function compared(one: Values, other: Values): Likeness {
  const there = likeness(traitsOf(one), traitsOf(other), toE164);
  const back = likeness(traitsOf(other), traitsOf(one), toE164);
  expect(back).toEqual(there);
  return there;
}

const ACME: Values = { name: 'Acme, Inc', email: 'info@acme.example' };

describe('two accounts', () => {
  test('with the same name but for case, comma and legal form, and the same e-mail, are likely one', () => {
    const { likely, reasons } = compared({ name: 'ACME Inc.', email: 'Info@Acme.example ' }, ACME);
    expect({ likely, reasons }).toEqual({ likely: true, reasons: ['email', 'name'] });
  });

  test('with the same e-mail are likely one whatever else differs', () => {
    const elsewhere = { phone: '+43 1 555 0122', billingCity: 'Wien', url: 'other.example' };
    const one = { ...ACME, phone: '+49 30 23125 118', billingCity: 'Berlin' };
    const other = { name: 'Zebra', email: 'info@acme.example', ...elsewhere };
    expect(compared(one, other)).toMatchObject({ likely: true, reasons: ['email'] });
  });

  test('whose e-mails differ by a tag are likely one only where something else agrees', () => {
    const tagged = { email: 'jo.fair+expo@gmail.com' };
    const plain = { email: 'jo.fair@gmail.com' };
    const [acme, zebra] = [{ name: 'Acme' }, { name: 'Zebra' }];
    expect(compared({ ...acme, ...tagged }, { ...zebra, ...plain }).likely).toBe(false);
    expect(compared({ ...acme, ...tagged }, { name: 'Acme Zinc', ...plain })).toMatchObject({
      likely: true,
      reasons: ['email'],
    });
  });

  test('with the same phone in different forms and related names are likely one', () => {
    const one = { name: 'Grünwald', phone: '030/23125-118', billingCountry: 'Deutschland' };
    const other = { name: 'Bäckerei Grünwald GmbH', phone: '+49 (0)30 23125 118' };
    expect(compared(one, other)).toMatchObject({ likely: true, reasons: ['phone'] });
  });

  test('in one office centre, with its phone and nothing else in common, are two', () => {
    const phone = '(206) 555-0100';
    expect(compared({ name: 'Orbit Analytics', phone }, { name: 'Mia Torres', phone })).toMatchObject({
      likely: false,
      reasons: ['phone'],
    });
  });

  test('at one mail provider have no site in common', () => {
    const one = { name: 'Garten Vogt', email: 'garten-vogt@gmx.de' };
    const other = { name: 'Vogt', email: 'maler-vogt@gmx.de' };
    expect(compared(one, other)).toMatchObject({ likely: false, reasons: [] });
  });

  test('at one site of their own, by website and by e-mail, with related names are likely one', () => {
    const one = { name: 'Kestrel', url: 'https://www.kestrel.example/shop' };
    const other = { name: 'Kestrel Bikes', email: 'eva@mail.kestrel.example' };
    expect(compared(one, other)).toMatchObject({ likely: true, reasons: ['site'] });
  });

  test('of one name in two cities are likely one until their phones differ too', () => {
    const [graz, freiburg] = [{ billingCity: 'Graz' }, { billingCity: 'Freiburg' }];
    const name = 'Hotel Adler';
    expect(compared({ name, ...graz }, { name, ...freiburg }).likely).toBe(true);
    const [here, there] = ['+43 316 555 010', '+49 761 555 020'];
    expect(compared({ name, ...graz, phone: here }, { name, ...freiburg, phone: there }).likely).toBe(false);
  });

  test('of which one is still empty are not alike', () => {
    expect(compared({}, ACME)).toMatchObject({ points: 0, likely: false, reasons: [] });
    expect(compared({ name: 'GmbH' }, { name: 'Acme GmbH' }).likely).toBe(false);
  });
});
