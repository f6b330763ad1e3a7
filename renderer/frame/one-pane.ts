import type { Desk } from './desk.svelte.ts';

/** One pane at a time: the open account lies over the list. As in the desk's own styles. */
export function isOnePane(): boolean {
  return window.matchMedia('(max-width: 899px)').matches;
}

/** Shows the list, also where an account lies over it: that one is put away, what is typed is kept as a draft. */
export function showList(desk: Desk): void {
  desk.show('accounts');
  if (isOnePane()) void desk.close();
}
