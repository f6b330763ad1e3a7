import { FIELDS } from '../../shared/account.ts';
import type { Field, FieldKey } from '../../shared/account.ts';
import { fieldIssue } from '../../shared/text/field-issue.ts';

/** The parts of the form: what everybody fills stands on top, the rest is folded into a line each. */
export type FormPart = 'top' | 'billing' | 'shipping' | 'web';

/** A field's place in the form: its part, its share of a line, and its control. */
interface FieldLayout {
  readonly part: FormPart;
  readonly width: 'whole' | 'half' | 'third' | 'two-thirds';
  readonly control: 'text' | 'country';
}

/** The form, in the order of its lines. A field that is new in FIELDS does not compile until it has a place here. */
const LAYOUT: Readonly<Record<FieldKey, FieldLayout>> = {
  name: { part: 'top', width: 'whole', control: 'text' },
  phone: { part: 'top', width: 'half', control: 'text' },
  email: { part: 'top', width: 'half', control: 'text' },
  billingAddress1: { part: 'billing', width: 'whole', control: 'text' },
  billingAddress2: { part: 'billing', width: 'whole', control: 'text' },
  billingCity: { part: 'billing', width: 'half', control: 'text' },
  billingRegion: { part: 'billing', width: 'half', control: 'text' },
  billingPostalCode: { part: 'billing', width: 'third', control: 'text' },
  billingCountry: { part: 'billing', width: 'two-thirds', control: 'country' },
  shippingAddress1: { part: 'shipping', width: 'whole', control: 'text' },
  shippingAddress2: { part: 'shipping', width: 'whole', control: 'text' },
  shippingCity: { part: 'shipping', width: 'half', control: 'text' },
  shippingRegion: { part: 'shipping', width: 'half', control: 'text' },
  shippingPostalCode: { part: 'shipping', width: 'third', control: 'text' },
  shippingCountry: { part: 'shipping', width: 'two-thirds', control: 'country' },
  url: { part: 'web', width: 'half', control: 'text' },
  fax: { part: 'web', width: 'half', control: 'text' },
};

export type FormField = Field & FieldLayout & { readonly required: boolean };

const ORDER = Object.keys(LAYOUT);

const FORM: readonly FormField[] = FIELDS.map((field) => ({
  ...field,
  ...LAYOUT[field.key],
  required: fieldIssue(field.key, '')?.what === 'required',
})).sort((a, b) => ORDER.indexOf(a.key) - ORDER.indexOf(b.key));

/** The fields of a part, in the order of the form. */
export function fieldsOf(part: FormPart): readonly FormField[] {
  return FORM.filter((field) => field.part === part);
}
