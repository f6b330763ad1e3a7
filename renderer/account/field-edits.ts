import { FIELD_KEYS, SAME_AS_BILLING } from '../../shared/account.ts';
import type { AllValues, FieldKey } from '../../shared/account.ts';
import { sameThing } from '../../shared/text/comparing-form.ts';

/** An edit of one field. `from` is the value shown when the typing began: the base of the merge. */
export interface FieldEdit {
  readonly from: string;
  readonly to: string;
}
export type FieldEdits = Readonly<Partial<Record<FieldKey, FieldEdit>>>;

/** Typing the old value again removes the edit: only real changes are saved. */
export function withEdit(edits: FieldEdits, shown: AllValues, key: FieldKey, to: string): FieldEdits {
  const from = edits[key]?.from ?? shown[key];
  const others = without(edits, [key]);
  return to === from ? others : { ...others, [key]: { from, to } };
}

/** "Same as billing": the shipping fields are edited to hold the billing values. */
export function withBillingCopied(edits: FieldEdits, shown: AllValues): FieldEdits {
  return SAME_AS_BILLING.reduce<FieldEdits>(
    (sofar, [billing, shipping]) => withEdit(sofar, shown, shipping, edits[billing]?.to ?? shown[billing]),
    edits,
  );
}

/** The edits left after `saved` was saved: keystrokes that came while the disk was busy stay. */
export function editsSince(edits: FieldEdits, saved: FieldEdits): FieldEdits {
  const left: Partial<Record<FieldKey, FieldEdit>> = {};
  for (const key of FIELD_KEYS) {
    const now = edits[key];
    const before = saved[key];
    if (now === undefined || now.to === before?.to) continue;
    left[key] = { from: before?.to ?? now.from, to: now.to };
  }
  return left;
}

/** Without the edits to a value that is shown by now anyway: there is nothing to save of them. */
export function editsBeside(edits: FieldEdits, shown: AllValues): FieldEdits {
  const same = FIELD_KEYS.filter((key) => edits[key]?.to === shown[key]);
  return same.length === 0 ? edits : without(edits, same);
}

export function valuesAfter(shown: AllValues, saved: FieldEdits): AllValues {
  const values = { ...shown };
  for (const key of FIELD_KEYS) values[key] = saved[key]?.to ?? values[key];
  return values;
}

/** SalesBinder's value became another one than both the old and the typed one; another writing is no other value. */
export function clashes(key: FieldKey, edit: FieldEdit | undefined, shown: string): boolean {
  return edit !== undefined && !sameThing(key, shown, edit.from) && !sameThing(key, shown, edit.to);
}

function without(edits: FieldEdits, keys: readonly FieldKey[]): FieldEdits {
  return Object.fromEntries(Object.entries(edits).filter(([key]) => !keys.includes(key as FieldKey)));
}
