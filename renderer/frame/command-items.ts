import { NAMES } from '../../shared/words/en/names.ts';
import { VIEW_NAMES } from '../../shared/words/en/window.ts';
import type { Desk } from './desk.svelte.ts';
import { VIEWS } from '../list/views.ts';
import { SEARCH_ID, focusOn } from '../parts/focus.ts';
import { showList } from './one-pane.ts';
import type { Command } from './shortcuts.ts';

/** A line of the palette: what it is called, its keys where it has some, what it does. */
export interface CommandItem {
  readonly name: string;
  readonly keys: string;
  /** Of an account: which one, where several are called the same. */
  readonly more?: string;
  readonly run: () => void;
}

/** Everything that can be done from here without pointing at it. */
export function commandItems(
  desk: Desk,
  run: (command: Command) => void,
  chord: 'Ctrl' | 'Cmd',
): readonly CommandItem[] {
  const { session } = desk;
  const offline = session.status?.connection.is === 'stay-offline';
  const inForm: readonly CommandItem[] = [
    { name: NAMES.save, keys: `${chord} Enter`, run: () => run('save') },
    { name: NAMES.saveAndNew, keys: `${chord} Shift Enter`, run: () => run('save-and-new') },
  ];
  return [
    { name: NAMES.newAccount, keys: `${chord} N`, run: () => run('new') },
    ...(desk.form === null ? [] : inForm),
    { name: NAMES.search, keys: `${chord} F`, run: () => run('search') },
    { name: NAMES.sendEverything, keys: 'F5', run: () => run('sync') },
    { name: NAMES.checkConnection, keys: '', run: () => void session.api.checkConnection(null) },
    {
      name: offline ? NAMES.goOnline : NAMES.stayOffline,
      keys: '',
      run: () => void session.api.setStayOffline({ on: !offline }),
    },
    ...VIEWS.map((view) => ({
      name: NAMES.show(VIEW_NAMES[view]),
      keys: '',
      run: () => {
        const before = desk.form;
        showList(desk);
        session.rows.show(view);
        // The account that lay over the list had the focus.
        if (before !== null && desk.form === null) void focusOn(SEARCH_ID);
      },
    })),
    { name: NAMES.settings, keys: `${chord} ,`, run: () => run('settings') },
    { name: NAMES.shortcuts, keys: '?', run: () => run('shortcuts') },
  ];
}
