import type { Values } from '../../shared/account.ts';

/**
 * A pair of accounts with what a careful person says of it.
 *
 * SAME: one firm. Whoever is about to enter the second would want to be told of the first, also where it is another
 * office of the same firm. OTHER: two firms, whatever they have in common; a warning would be noise.
 *
 * The firms are invented, and their addresses end in `.example` or are at a mail provider or platform.
 */
export interface LabelledPair {
  readonly kind: string;
  readonly same: boolean;
  readonly one: Values;
  readonly other: Values;
}

export const SAME = 'same';
export const OTHER = 'other';

export type Row = readonly [label: typeof SAME | typeof OTHER, one: Firm, other: Firm];

type Firm = readonly [
  name: string,
  email?: string,
  phone?: string,
  url?: string,
  city?: string,
  country?: string,
];

export function labelled(pairs: Readonly<Record<string, readonly Row[]>>): readonly LabelledPair[] {
  return Object.entries(pairs).flatMap(([kind, rows]) =>
    rows.map(([label, one, other]) => ({
      kind,
      same: label === SAME,
      one: valuesOf(one),
      other: valuesOf(other),
    })),
  );
}

function valuesOf([name, email = '', phone = '', url = '', city = '', country = '']: Firm): Values {
  return { name, email, phone, url, billingCity: city, billingCountry: country };
}
