import { amountWords } from './en-window.ts';

/** While the list still comes into the window. */
export function comingWords({ here, of }: { readonly here: number; readonly of: number }): string {
  return `Bringing in the list: ${amountWords(here)} of ${amountWords(of)}. The search finds these so far.`;
}
