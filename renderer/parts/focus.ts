import { tick } from 'svelte';
import type { FieldKey } from '../../shared/account.ts';

/** The ids that focus travels to; each is on the screen at most once. */
export const NEW_ID = 'new-account';
export const SEARCH_ID = 'search-accounts';
export const UNDO_ID = 'undo-dropped';
export const UNDO_SELECTED_ID = 'undo-selected';
/** The heading above what a person has to decide: what there is to choose from follows it. */
export const DECISION_ID = 'needs-you-title';

export function fieldId(key: FieldKey | 'note'): string {
  return `field-${key}`;
}

/** Moves the focus once the screen shows what was just decided. */
export async function focusOn(id: string): Promise<void> {
  await tick();
  document.getElementById(id)?.focus();
}
