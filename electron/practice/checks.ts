import { contextOf, isWireField } from './fields.ts';
import type { ContextId, WireField } from './fields.ts';
import type { SomeValues } from './site.ts';

/**
 * The values that the server takes and those that it refuses. The shape of a refusal, `{field: {rule: sentence}}`, and its
 * sentences are those of CakePHP's validator, as reported for API 2.0; the official pages show none.
 */
export interface Accepted {
  readonly values: SomeValues;
  /** The known names in the order they were sent; the answer to a create echoes exactly these. */
  readonly sent: readonly (WireField | 'context_id')[];
}

export type Errors = Readonly<Record<string, Readonly<Record<string, string>>>>;
export type Checked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: Errors };

const REQUIRED = { _required: 'This field is required' };
const EMPTY = { _empty: 'This field cannot be left empty' };
const INVALID = 'The provided value is invalid';

export const EMAIL_REFUSED: Errors = { office_email: { email: INVALID } };

export function checkCreate(customer: Envelope): Checked<Accepted & { readonly contextId: ContextId }> {
  const { accepted, errors } = read(customer);
  const contextId = contextOf(customer['context_id']);
  if (accepted.values.name === undefined && errors['name'] === undefined) errors['name'] = REQUIRED;
  if (customer['context_id'] === undefined) errors['context_id'] = REQUIRED;
  else if (contextId === null) errors['context_id'] = { inList: INVALID };
  if (contextId === null || Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, value: { ...accepted, contextId } };
}

/** Only what is sent is checked. `context_id` is not in the Edit table, so it changes nothing. */
export function checkEdit(customer: Envelope): Checked<SomeValues> {
  const { accepted, errors } = read(customer);
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, value: accepted.values };
}

export type Envelope = Readonly<Record<string, unknown>>;

/** The fields in `{"customer": {...}}`; null when the body is something else. */
export function customerOf(body: unknown): Envelope | null {
  if (!isObject(body)) return null;
  const { customer } = body;
  return isObject(customer) ? customer : null;
}

function read(customer: Envelope): {
  accepted: Accepted;
  errors: Record<string, Readonly<Record<string, string>>>;
} {
  const values: Partial<Record<WireField, string>> = {};
  const errors: Record<string, Readonly<Record<string, string>>> = {};
  const sent: (WireField | 'context_id')[] = [];
  for (const [name, value] of Object.entries(customer)) {
    if (name === 'context_id') sent.push(name);
    if (!isWireField(name)) continue;
    sent.push(name);
    const text = asText(value);
    const error = text === null ? { scalar: INVALID } : faultOf(name, text);
    if (error !== null) errors[name] = error;
    if (text !== null) values[name] = text;
  }
  return { accepted: { values, sent }, errors };
}

function faultOf(name: WireField, text: string): Readonly<Record<string, string>> | null {
  if (name === 'name' && text.trim() === '') return EMPTY;
  if (name === 'office_email' && text !== '' && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text)) {
    return { email: INVALID };
  }
  return null;
}

/** Null and "" are one to SalesBinder's answers; numbers become text; anything else is refused. */
function asText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  return typeof value === 'number' ? String(value) : null;
}

function isObject(value: unknown): value is Envelope {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
