import { tick } from 'svelte';
import type { FieldKey } from '../../shared/account.ts';

/** The ids that focus travels to; each is on the screen at most once. */
export const NEW_ID = 'new-account';
export const SEARCH_ID = 'search-accounts';
export const UNDO_ID = 'undo-dropped';
export const UNDO_SELECTED_ID = 'undo-selected';
/** The strip of the open account, while it says what a person has to decide, and else. */
export const DECISION_ID = 'needs-you-title';
export const STRIP_ID = 'account-strip';
/** The counts in the status bar, which open the queue. */
export const QUEUE_ID = 'queue';

export function fieldId(key: FieldKey | 'note'): string {
  return `field-${key}`;
}

/** A value of a conflict, to be chosen. */
export function choiceId(key: FieldKey, side: 'yours' | 'theirs'): string {
  return `choose-${key}-${side}`;
}

/** Moves the focus once the screen shows what was just decided. */
export async function focusOn(id: string): Promise<void> {
  await tick();
  document.getElementById(id)?.focus();
}
