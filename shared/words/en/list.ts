import type { AccountType } from '../../account.ts';
import { TYPE_NAMES } from './field.ts';
import { amountWords } from './amount.ts';

/** A line that tells accounts of one name apart: "Customer · Bath". */
export function kindAndPlace({ type, city }: { readonly type: AccountType; readonly city: string }): string {
  return [TYPE_NAMES[type], city].filter((text) => text !== '').join(' · ');
}

/** While the list is still loading. */
export function loadingWords({ here, of }: { readonly here: number; readonly of: number }): string {
  return `Loading the list: ${amountWords(here)} of ${amountWords(of)}. Search covers what’s loaded.`;
}
