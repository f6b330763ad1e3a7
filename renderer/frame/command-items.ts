import { NAMES } from '../../shared/words/en/names.ts';
import { VIEW_NAMES } from '../../shared/words/en/window.ts';
import type { Desk } from './desk.svelte.ts';
import { VIEWS } from '../../shared/contract/list-layout.ts';
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
    ...onOpenAccount(desk),
    ...(desk.form === null ? [] : inForm),
    { name: NAMES.newAccount, keys: `${chord} N`, run: () => run('new') },
    { name: NAMES.search, keys: `${chord} F`, run: () => run('search') },
    { name: NAMES.sendEverything, keys: 'F5', run: () => run('sync') },
    { name: NAMES.checkConnection, keys: '', run: () => void session.api.checkConnection(null) },
    {
      name: offline ? NAMES.goOnline : NAMES.stayOffline,
      keys: '',
      run: () => void session.api.setStayOffline({ on: !offline }),
    },
    ...VIEWS.map((view, index) => ({
      name: NAMES.show(VIEW_NAMES[view]),
      keys: `${chord} ${index + 1}`,
      run: () => run(`view-${view}`),
    })),
    { name: NAMES.nextNeed, keys: 'F8', run: () => run('next-need') },
    { name: NAMES.settings, keys: `${chord} ,`, run: () => run('settings') },
    { name: NAMES.shortcuts, keys: 'F1', run: () => run('shortcuts') },
  ];
}

/** What can be done with the open account now, the most urgent first. */
function onOpenAccount(desk: Desk): readonly CommandItem[] {
  const { form, pane } = desk;
  if (form === null || pane === null) return [];
  const can = form.view?.can;
  const gone = form.view?.status.is === 'needs-you' && form.view.status.why.because === 'gone';
  const items: readonly (readonly [boolean, string, () => void])[] = [
    [pane.comparable && pane.tab !== 'compare', NAMES.compare, () => pane.show('compare')],
    [gone, NAMES.createAgain, () => void desk.createAgain()],
    [
      can?.tryAgain === true,
      NAMES.tryAgain,
      () => void desk.ask((api, localId) => api.tryAgain({ localId })),
    ],
    [can?.undo === true, NAMES.undo, () => void desk.undo()],
    [pane.tabs.includes('history') && pane.tab !== 'history', NAMES.history, () => pane.show('history')],
    ...form.contacts.map(
      (key) =>
        [true, NAMES.openContact[key](form.value(key).trim()), () => void form.openContact(key)] as const,
    ),
    [desk.hasPage, NAMES.openInSalesBinder, () => void desk.openPage()],
    [form.dirty && !form.isNew, NAMES.revert, () => void form.revert()],
    [form.isNew ? form.dirty : can?.discard === true, NAMES.discard, () => void desk.discard()],
  ];
  return items.filter(([possible]) => possible).map(([, name, run]) => ({ name, keys: '', run }));
}
