import { FIELDS } from '../../shared/account.ts';
import type { Field, FieldGroup, FieldKey } from '../../shared/account.ts';
import { fieldIssue } from '../../shared/text/field-issue.ts';

/** A field's place in the form: its share of a line, and its control. */
interface FieldLayout {
  readonly width: 'whole' | 'half' | 'third' | 'two-thirds';
  readonly control: 'text' | 'country';
}

/** The form, in the order of its lines. A field that is new in FIELDS does not compile until it has a place here. */
const LAYOUT: Readonly<Record<FieldKey, FieldLayout>> = {
  name: { width: 'whole', control: 'text' },
  email: { width: 'half', control: 'text' },
  phone: { width: 'half', control: 'text' },
  url: { width: 'half', control: 'text' },
  fax: { width: 'half', control: 'text' },
  billingAddress1: { width: 'whole', control: 'text' },
  billingAddress2: { width: 'whole', control: 'text' },
  billingCity: { width: 'half', control: 'text' },
  billingRegion: { width: 'half', control: 'text' },
  billingPostalCode: { width: 'third', control: 'text' },
  billingCountry: { width: 'two-thirds', control: 'country' },
  shippingAddress1: { width: 'whole', control: 'text' },
  shippingAddress2: { width: 'whole', control: 'text' },
  shippingCity: { width: 'half', control: 'text' },
  shippingRegion: { width: 'half', control: 'text' },
  shippingPostalCode: { width: 'third', control: 'text' },
  shippingCountry: { width: 'two-thirds', control: 'country' },
};

export type FormField = Field & FieldLayout & { readonly required: boolean };

const ORDER = Object.keys(LAYOUT);

const FORM: readonly FormField[] = FIELDS.map((field) => ({
  ...field,
  ...LAYOUT[field.key],
  required: fieldIssue(field.key, '')?.what === 'required',
})).sort((a, b) => ORDER.indexOf(a.key) - ORDER.indexOf(b.key));

/** The fields of a group, in the order of the form. */
export function fieldsOf(group: FieldGroup): readonly FormField[] {
  return FORM.filter((field) => field.group === group);
}
