import { FIELDS, MAX_FIELD_LENGTH, MAX_NOTE_LENGTH } from '../../account.ts';
import type { AccountType, FieldIssue, FieldKey } from '../../account.ts';
import { amountWords } from './amount.ts';

export const TYPE_NAMES: Readonly<Record<AccountType, string>> = {
  customer: 'Customer',
  prospect: 'Prospect',
  supplier: 'Supplier',
};

const PLURAL_TYPES: Readonly<Record<AccountType, string>> = {
  customer: 'customers',
  prospect: 'prospects',
  supplier: 'suppliers',
};

export function typePlural(type: AccountType): string {
  return PLURAL_TYPES[type];
}

/** A field's name where its group is not in sight: "Billing city", "E-mail". */
export function fieldName(key: FieldKey): string {
  const field = FIELDS.find((row) => row.key === key);
  if (field === undefined) return key;
  if (field.group === 'main') return field.label;
  const group = field.group === 'billing' ? 'Billing' : 'Shipping';
  return `${group} ${lowerFirst(field.label)}`;
}

/** "E-mail, Phone and Billing city". */
export function fieldNames(keys: readonly FieldKey[]): string {
  return listWords(keys.map(fieldName));
}

/** Why a typed value needs another look. An error says what to do; a warning says that it may stay. */
export function issueWords(key: FieldKey, issue: FieldIssue): string {
  switch (issue.what) {
    case 'required':
      return `Enter the ${lowerFirst(fieldName(key))}.`;
    case 'too-long':
      return tooLongWords(MAX_FIELD_LENGTH);
    case 'shape':
      return key === 'email'
        ? 'This e-mail looks incomplete. SalesBinder may refuse it.'
        : `This doesn’t look like ${kindOf(key)}. Check it.`;
    case 'long':
      return `SalesBinder may keep only the first ${amountWords(issue.most)} characters of this.`;
    case 'more':
      return `There is more here than ${kindOf(key)}.`;
    case 'unseen':
      return 'There are characters here that can’t be seen.';
  }
}

export const NOTE_TOO_LONG = tooLongWords(MAX_NOTE_LENGTH);

function tooLongWords(most: number): string {
  return `This is longer than ${amountWords(most)} characters. Shorten it to save.`;
}

/** The kind of value that belongs into a field, with its article. */
function kindOf(key: FieldKey): string {
  return KINDS[key] ?? `the ${fieldInSentence(key)}`;
}

const KINDS: Readonly<Partial<Record<FieldKey, string>>> = {
  email: 'an e-mail address',
  phone: 'a phone number',
  fax: 'a fax number',
  url: 'a website',
};

/** A field's name inside a sentence: "e-mail", "business name". */
export function fieldInSentence(key: FieldKey): string {
  return lowerFirst(fieldName(key));
}

export function listWords(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
