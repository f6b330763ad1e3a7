import type { FieldKey } from '../../../../shared/account.ts';
import type { Rng } from '../../../support/rng.ts';

/** Values that people type: few enough that they come back, and all the small untidiness of typing. */
const POOL: Readonly<Partial<Record<FieldKey, readonly string[]>>> = {
  email: ['a@example.org', 'Office@Example.org', 'info@example.com', ''],
  phone: ['604-555-0101', '+49 30 1234', '(604) 555 0199', '0'],
  url: ['example.org', 'www.example.com ', ''],
  billingCity: ['Kraków', 'Krakow', 'Bern', ' Bern', 'St.  Gallen', ''],
  billingAddress1: ['1 Main Street', '12 Rue de la Paix', ''],
};

export const TYPED_FIELDS: readonly FieldKey[] = ['phone', 'email', 'url', 'billingCity', 'billingAddress1'];

export function typedValue(rng: Rng, key: FieldKey): string {
  return rng.pick(POOL[key] ?? ['x']);
}

const FIRMS = ['Acme', 'Müller Bau', 'Łódź Tools', 'Blue Harbour Fisheries', 'Ng & Sons', 'Acme  Ltd'];

/** Often a name of one's own, sometimes one that another has too. */
export function typedName(rng: Rng): string {
  return rng.chance(0.25) ? rng.pick(FIRMS) : `${rng.whole(100, 999)} ${rng.pick(FIRMS)}`;
}

/** What comes along when it is pasted, or how another keyboard writes it. */
export function asPasted(rng: Rng, value: string): string {
  return rng.pick([
    value.normalize('NFD'),
    `${value}\t`,
    `\u202d${value}\u202c`,
    value.replace(' ', '\u00a0'),
    `${value}\u200b`,
    value.replace(' ', '\u000b'),
    `${value} \ud83c\udf38`,
    value.replace(/-/g, '\u2013').replace(/'/g, '\u2019'),
  ]);
}
