import { VIEW_NAMES } from '../../shared/words/en-window.ts';
import type { Desk } from '../state/desk.svelte.ts';
import { VIEWS } from '../state/rows.svelte.ts';
import type { Command } from './shortcuts.ts';

/** A line of the palette: what it is called, its keys where it has some, what it does. */
export interface CommandItem {
  readonly name: string;
  readonly keys: string;
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
    { name: 'Save', keys: `${chord} Enter`, run: () => run('save') },
    { name: 'Save and new', keys: `${chord} Shift Enter`, run: () => run('save-and-new') },
  ];
  return [
    { name: 'New account', keys: `${chord} N`, run: () => run('new') },
    ...(desk.form === null ? [] : inForm),
    { name: 'Search accounts', keys: `${chord} F`, run: () => run('search') },
    { name: 'Send everything now', keys: 'F5', run: () => run('sync') },
    { name: 'Check connection', keys: '', run: () => void session.api.checkConnection(null) },
    {
      name: offline ? 'Go online again' : 'Stay offline',
      keys: '',
      run: () => void session.api.setStayOffline({ on: !offline }),
    },
    ...VIEWS.map((view) => ({
      name: `Show: ${VIEW_NAMES[view]}`,
      keys: '',
      run: () => {
        desk.show('accounts');
        session.rows.show(view);
      },
    })),
    { name: 'Settings', keys: '', run: () => desk.show('settings') },
    { name: 'Keyboard shortcuts', keys: '?', run: () => run('shortcuts') },
  ];
}
