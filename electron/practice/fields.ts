/**
 * The practice server's own field list, typed from the official "Add Account" and "Edit Account" pages.
 * It shares nothing with the app's field table on purpose: a slip there must not be answered by the same slip here.
 */

/**
 * The fields that the server reads on a write. The pages' tables call the phone `office_number`, their examples and
 * answers call it `office_phone`; only the latter does anything.
 */
export const WIRE_FIELDS = [
  'name',
  'office_email',
  'office_phone',
  'office_fax',
  'url',
  'billing_address_1',
  'billing_address_2',
  'billing_city',
  'billing_region',
  'billing_country',
  'billing_postal_code',
  'shipping_address_1',
  'shipping_address_2',
  'shipping_city',
  'shipping_region',
  'shipping_country',
  'shipping_postal_code',
] as const;

export type WireField = (typeof WIRE_FIELDS)[number];
export type WireValues = Readonly<Record<WireField, string>>;

/** Customers, prospects, suppliers ("Add Account", Contexts). */
export const CONTEXT_IDS = [2, 8, 10] as const;
export type ContextId = (typeof CONTEXT_IDS)[number];

/** The names that the list's `field` parameter may have (the official "List Accounts" page). */
export const SEARCHABLE = ['name', 'customer_number', 'office_email', 'billing_country'] as const;
export type Searchable = (typeof SEARCHABLE)[number];

export function isWireField(name: string): name is WireField {
  return WIRE_FIELDS.some((field) => field === name);
}

export function isSearchable(name: string): name is Searchable {
  return SEARCHABLE.some((field) => field === name);
}

/** "2" and 2 are both taken: the example sends text, other clients a number. Null when it is no known context. */
export function contextOf(value: unknown): ContextId | null {
  return CONTEXT_IDS.find((id) => value === id || value === String(id)) ?? null;
}

export function blankValues(): WireValues {
  return Object.fromEntries(WIRE_FIELDS.map((field) => [field, ''])) as Record<WireField, string>;
}
