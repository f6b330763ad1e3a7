/**
 * The field table: what an account is made of, one row a field.
 * Everything about fields follows from it: types, order, labels, wire names, errors.
 * Source: the field tables and examples of SalesBinder's "Add Account" and "Edit Account" pages.
 */

export type FieldGroup = 'main' | 'billing' | 'shipping';

interface FieldRow {
  /** Our name of the field. */
  readonly key: string;
  /** The accessible name; inside an address group it is the group that tells billing from shipping. */
  readonly label: string;
  readonly group: FieldGroup;
  /** Its name in SalesBinder's JSON. The table calls the phone `office_number`; every example says `office_phone`. */
  readonly wire: string;
  /** For the `inputmode` attribute. */
  readonly inputmode: 'text' | 'email' | 'tel' | 'url';
}

// prettier-ignore
export const FIELDS = [
  { key: 'name', label: 'Business name', group: 'main', wire: 'name', inputmode: 'text' },
  { key: 'email', label: 'E-mail', group: 'main', wire: 'office_email', inputmode: 'email' },
  { key: 'phone', label: 'Phone', group: 'main', wire: 'office_phone', inputmode: 'tel' },
  { key: 'fax', label: 'Fax', group: 'main', wire: 'office_fax', inputmode: 'tel' },
  { key: 'url', label: 'Website', group: 'main', wire: 'url', inputmode: 'url' },
  { key: 'billingAddress1', label: 'Address line 1', group: 'billing', wire: 'billing_address_1', inputmode: 'text' },
  { key: 'billingAddress2', label: 'Address line 2', group: 'billing', wire: 'billing_address_2', inputmode: 'text' },
  { key: 'billingCity', label: 'City', group: 'billing', wire: 'billing_city', inputmode: 'text' },
  { key: 'billingRegion', label: 'State or province', group: 'billing', wire: 'billing_region', inputmode: 'text' },
  { key: 'billingCountry', label: 'Country', group: 'billing', wire: 'billing_country', inputmode: 'text' },
  { key: 'billingPostalCode', label: 'Postal code', group: 'billing', wire: 'billing_postal_code', inputmode: 'text' },
  { key: 'shippingAddress1', label: 'Address line 1', group: 'shipping', wire: 'shipping_address_1', inputmode: 'text' },
  { key: 'shippingAddress2', label: 'Address line 2', group: 'shipping', wire: 'shipping_address_2', inputmode: 'text' },
  { key: 'shippingCity', label: 'City', group: 'shipping', wire: 'shipping_city', inputmode: 'text' },
  { key: 'shippingRegion', label: 'State or province', group: 'shipping', wire: 'shipping_region', inputmode: 'text' },
  { key: 'shippingCountry', label: 'Country', group: 'shipping', wire: 'shipping_country', inputmode: 'text' },
  { key: 'shippingPostalCode', label: 'Postal code', group: 'shipping', wire: 'shipping_postal_code', inputmode: 'text' },
] as const satisfies readonly FieldRow[];

export type Field = (typeof FIELDS)[number];
export type FieldKey = Field['key'];

export const FIELD_KEYS: readonly FieldKey[] = FIELDS.map((field) => field.key);

/** The typed values of the fields that were touched. A field that is absent was not touched. */
export type Values = Readonly<Partial<Record<FieldKey, string>>>;
/** A value for each field. */
export type AllValues = Readonly<Record<FieldKey, string>>;

/** The three account types with SalesBinder's context ids ("Add Account", Contexts). */
export const CONTEXTS = { customer: 2, prospect: 8, supplier: 10 } as const;
export type AccountType = keyof typeof CONTEXTS;
export const ACCOUNT_TYPES = Object.keys(CONTEXTS) as readonly AccountType[];

export function typeOfContext(contextId: number): AccountType | null {
  return ACCOUNT_TYPES.find((type) => CONTEXTS[type] === contextId) ?? null;
}

/** SalesBinder documents no lengths; these only keep a slip of the clipboard out of the outbox. Characters. */
export const MAX_FIELD_LENGTH = 2_000;
export const MAX_NOTE_LENGTH = 20_000;

/**
 * The part of a field that SalesBinder may keep, in characters: its web form of 2015 takes 255, and names were seen cut
 * at 100. No page says so, so that longer values are only warned about.
 */
export function likelyKept(key: FieldKey): number {
  return key === 'name' ? 100 : 255;
}

/** An account as SalesBinder reported it. A field the answer did not mention is absent, not empty. */
export interface RemoteAccount {
  /** SalesBinder's uuid: the remote id. */
  readonly id: string;
  /** `customer_number`, the number people see; null when the answer had none. */
  readonly number: number | null;
  /** Null when the answer had no `context_id` (the View sample has none). */
  readonly type: AccountType | null;
  readonly values: Values;
  /** The server's own stamps, ISO 8601; null when absent. Never compared with local time. */
  readonly created: string | null;
  readonly modified: string | null;
}

export const EMPTY_VALUES: AllValues = Object.freeze(
  Object.fromEntries(FIELD_KEYS.map((key) => [key, ''])) as Record<FieldKey, string>,
);

/** The pairs of fields that "Same as billing" copies: billing key, shipping key. */
export const SAME_AS_BILLING = [
  ['billingAddress1', 'shippingAddress1'],
  ['billingAddress2', 'shippingAddress2'],
  ['billingCity', 'shippingCity'],
  ['billingRegion', 'shippingRegion'],
  ['billingCountry', 'shippingCountry'],
  ['billingPostalCode', 'shippingPostalCode'],
] as const satisfies readonly (readonly [FieldKey, FieldKey])[];

/** A fault of a typed value. An error blocks saving; a warning never does. */
export type FieldIssue =
  | { readonly level: 'error'; readonly what: 'required' | 'too-long' }
  /** It doesn't look like what belongs there. */
  | { readonly level: 'warning'; readonly what: 'shape' }
  /** So many characters may be all that SalesBinder keeps. */
  | { readonly level: 'warning'; readonly what: 'long'; readonly most: number }
  /** More than the value itself, or characters that nobody sees; what it would be without them. */
  | { readonly level: 'warning'; readonly what: 'more' | 'unseen'; readonly instead: string };
