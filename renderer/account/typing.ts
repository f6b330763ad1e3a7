import { FIELD_KEYS, SAME_AS_BILLING } from '../../shared/account.ts';
import type { AllValues, FieldKey } from '../../shared/account.ts';

/** A field somebody typed into. `from` is what was shown when the typing began: the base of the merge. */
export interface Touched {
  readonly from: string;
  readonly to: string;
}
export type Typed = Readonly<Partial<Record<FieldKey, Touched>>>;

/** Typing back what was there un-touches the field: only real changes travel. */
export function typedInto(typed: Typed, shown: AllValues, key: FieldKey, to: string): Typed {
  const from = typed[key]?.from ?? shown[key];
  const others = without(typed, [key]);
  return to === from ? others : { ...others, [key]: { from, to } };
}

/** What "Same as billing" makes of the shipping fields. */
export function withBillingCopied(typed: Typed, shown: AllValues): Typed {
  return SAME_AS_BILLING.reduce<Typed>(
    (sofar, [billing, shipping]) => typedInto(sofar, shown, shipping, typed[billing]?.to ?? shown[billing]),
    typed,
  );
}

/** What is still typed after `saved` was saved: keystrokes that came while the disk was busy stay. */
export function typedSince(typed: Typed, saved: Typed): Typed {
  const rest: Partial<Record<FieldKey, Touched>> = {};
  for (const key of FIELD_KEYS) {
    const now = typed[key];
    const before = saved[key];
    if (now === undefined || now.to === before?.to) continue;
    rest[key] = { from: before?.to ?? now.from, to: now.to };
  }
  return rest;
}

/** Typed, and meanwhile what is there: nothing is left to save of it. */
export function typedBeside(typed: Typed, shown: AllValues): Typed {
  const same = FIELD_KEYS.filter((key) => typed[key]?.to === shown[key]);
  return same.length === 0 ? typed : without(typed, same);
}

export function valuesSaved(shown: AllValues, saved: Typed): AllValues {
  const values = { ...shown };
  for (const key of FIELD_KEYS) values[key] = saved[key]?.to ?? values[key];
  return values;
}

function without(typed: Typed, keys: readonly FieldKey[]): Typed {
  return Object.fromEntries(Object.entries(typed).filter(([key]) => !keys.includes(key as FieldKey)));
}
