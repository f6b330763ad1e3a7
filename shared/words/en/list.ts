import type { AccountType } from '../../account.ts';
import { TYPE_NAMES } from './field.ts';
import { amountWords } from './window.ts';

/** What tells accounts of one name apart: "Customer · Bath". */
export function kindAndPlace({ type, city }: { readonly type: AccountType; readonly city: string }): string {
  return [TYPE_NAMES[type], city].filter((text) => text !== '').join(' · ');
}

/** While the list still comes into the window. */
export function loadingWords({ here, of }: { readonly here: number; readonly of: number }): string {
  return `Bringing in the list: ${amountWords(here)} of ${amountWords(of)}. The search finds these so far.`;
}
