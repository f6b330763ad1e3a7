import type { WireValues } from './fields.ts';
import type { PracticeAccount, Tombstone } from './site.ts';
import type { Accepted } from './checks.ts';

/** The documented answer bodies, names and key order as the official examples print them. */

/** "Add Account": what was sent, in the order sent, then what the server adds. Nothing else is echoed. */
export function createdBody(account: PracticeAccount, sent: Accepted['sent']) {
  const echo = sent.map((name) => [name, name === 'context_id' ? account.contextId : account.values[name]]);
  return {
    message: 'Saved',
    customer: {
      ...(Object.fromEntries(echo) as Record<string, string | number>),
      customer_number: account.number,
      created: stamp(account.created),
      modified: stamp(account.modified),
      id: account.id,
    },
  };
}

/** "Edit Account": the whole record, with the fields that the tables do not name. */
export function editedBody({ id, number, contextId, values, created, modified }: PracticeAccount) {
  return {
    message: 'Saved',
    customer: {
      id,
      name: values.name,
      customer_number: number,
      office_email: values.office_email,
      office_phone: values.office_phone,
      office_fax: values.office_fax,
      url: values.url,
      ...editedAddresses(values),
      vat_number: '',
      context_id: contextId,
      document_count: null,
      tax_rate1: null,
      tax_rate2: null,
      customer_date: null,
      archived: false,
      customer_label_id: null,
      pricing_tier_id: '',
      user_id: '',
      modified: stamp(modified),
      created: stamp(created),
    } satisfies WireValues & Readonly<Record<string, unknown>>,
  };
}

function editedAddresses(values: WireValues) {
  return {
    billing_address_1: values.billing_address_1,
    billing_address_2: values.billing_address_2,
    billing_city: values.billing_city,
    billing_region_id: null,
    billing_region: values.billing_region,
    billing_postal_code: values.billing_postal_code,
    billing_country_id: null,
    billing_country: values.billing_country,
    shipping_address_1: values.shipping_address_1,
    shipping_address_2: values.shipping_address_2,
    shipping_city: values.shipping_city,
    shipping_region_id: null,
    shipping_region: values.shipping_region,
    shipping_postal_code: values.shipping_postal_code,
    shipping_country_id: null,
    shipping_country: values.shipping_country,
  };
}

export function viewBody(account: PracticeAccount) {
  return { customer: viewed(account) };
}

/** The official "View Account" sample: no `context_id`, so whoever asks has to keep it. */
function viewed({ id, number, values, created, modified }: PracticeAccount) {
  return {
    name: values.name,
    customer_number: number,
    office_email: values.office_email,
    office_phone: values.office_phone,
    office_fax: values.office_fax,
    url: values.url,
    billing_address_1: values.billing_address_1,
    billing_address_2: values.billing_address_2,
    billing_city: values.billing_city,
    billing_region: values.billing_region,
    billing_postal_code: values.billing_postal_code,
    billing_country: values.billing_country,
    shipping_address_1: values.shipping_address_1,
    shipping_address_2: values.shipping_address_2,
    shipping_city: values.shipping_city,
    shipping_region: values.shipping_region,
    shipping_postal_code: values.shipping_postal_code,
    shipping_country: values.shipping_country,
    id,
    created: stamp(created),
    modified: stamp(modified),
  } satisfies WireValues & Readonly<Record<string, unknown>>;
}

/**
 * One record of a list. The stored sample breaks off after `office_fax`; the harsher reading is taken for the
 * rest: as in the view, without `context_id`. What `compact` leaves out is not documented: a guess.
 */
export function listed(account: PracticeAccount, compact: boolean) {
  if (!compact) return viewed(account);
  const { id, number, values } = account;
  return { name: values.name, customer_number: number, office_email: values.office_email, id };
}

export function buried({ id, contextId, recordId, at }: Tombstone) {
  return { id, context_id: contextId, record_id: recordId, created: stamp(at) };
}

/** Epoch seconds as SalesBinder writes them: `2016-11-11T01:13:09+00:00`. */
function stamp(epochSeconds: number): string {
  return `${new Date(epochSeconds * 1000).toISOString().slice(0, 19)}+00:00`;
}
