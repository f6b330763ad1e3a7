import type { LikelyDuplicate } from '../../shared/contract/likely-duplicate.ts';
import { SAY } from '../../shared/words/en/window.ts';
import { fieldId, focusOn } from '../parts/focus.ts';
import type { Desk } from '../frame/desk.svelte.ts';

/** The three answers to "Looks like …". The focus goes on in the form. */

export function keepBoth({ pane }: Desk): void {
  pane?.form.duplicates.dismiss();
  pane?.openStrip(false);
  // Whoever answers by the keyboard is in a field already, and stays there.
  if (document.activeElement?.matches('input, textarea') !== true) void focusOn(fieldId('name'));
}

export async function addToAlike(desk: Desk, one: LikelyDuplicate): Promise<void> {
  if (!(await desk.addTo(one.localId))) return;
  desk.session.announcer.say('saved', SAY.addedAloud(one.name));
  void focusOn(fieldId('name'));
}

export async function openAlike(desk: Desk, one: LikelyDuplicate): Promise<void> {
  await desk.open(one.localId);
  void focusOn(fieldId('name'));
}
