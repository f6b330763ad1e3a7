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

/** How many a search found. @param found null while it is not known yet */
export function hitWords(found: number | null, of: number): string {
  return found === null ? `… of ${amountWords(of)}` : `${amountWords(found)} of ${amountWords(of)}`;
}

/** What was done since midnight: "12 entered · 9 sent · 2 need you". */
export function todayWords({ entered, sent, needYou }: Today): string {
  const parts = [`${amountWords(entered)} entered`];
  if (sent > 0) parts.push(`${amountWords(sent)} sent`);
  if (needYou > 0) parts.push(needYou === 1 ? '1 needs you' : `${amountWords(needYou)} need you`);
  return parts.join(' · ');
}

/** Accounts that were entered or changed here since midnight, and what became of them. */
export interface Today {
  readonly entered: number;
  readonly sent: number;
  readonly needYou: number;
}
