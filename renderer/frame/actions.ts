import type { AccountView } from '../../shared/contract/account-view.ts';
import type { Row } from '../../shared/contract/contract.ts';
import { SAY } from '../../shared/words/en/window.ts';
import type { Desk } from './desk.svelte.ts';
import type { SaveOutcome } from '../account/account-form.svelte.ts';
import type { OutsideRequest } from './session.svelte.ts';
import { DECISION_ID, NEW_ID, SEARCH_ID, fieldId, focusOn } from '../parts/focus.ts';
import { isOnePane, showList } from './one-pane.ts';
import type { Command } from './shortcuts.ts';

/** The actions behind keys, menus and buttons, and where each puts the focus. */
export interface Actions {
  readonly run: (command: Command) => void;
  readonly fulfil: (request: OutsideRequest) => void;
  readonly open: (localId: string, takeFocus: boolean) => Promise<void>;
  readonly openRow: (row: Row, by: 'keyboard' | 'pointer') => void;
  readonly back: () => Promise<void>;
  /** A person just came here through Practice or Connect: the first button has the focus. */
  readonly focusFirst: () => void;
}

interface List {
  focusRow(localId: string | null): void;
}

/** `list`: null while something else is in its place. */
export function actionsOn(desk: Desk, list: () => List | null): Actions {
  const { session } = desk;
  const commands: Readonly<Record<Command, () => void>> = {
    new: () => {
      desk.newAccount();
      void focusOn(fieldId('name'));
    },
    save: () => void desk.save().then(afterSave),
    'save-and-new': () => {
      const before = desk.form;
      void desk.saveAndNew().then(afterSaveAndNew);
      if (desk.form !== before) void focusOn(fieldId('name'));
    },
    search: () => {
      showList(desk);
      void focusOn(SEARCH_ID);
    },
    commands: () => desk.openOverlay('commands'),
    shortcuts: () => desk.openOverlay('shortcuts'),
    sync: () => void session.api.sendNow({ localId: null }),
    settings: () => desk.show('settings'),
  };
  return { run, fulfil, open, openRow, back, focusFirst: () => void focusOn(NEW_ID) };

  function run(command: Command): void {
    commands[command]();
  }

  function fulfil(request: OutsideRequest): void {
    if ('show' in request) void open(request.show, true);
    else run(request.command);
  }

  function afterSave(outcome: SaveOutcome | null): void {
    if (outcome?.is === 'look-at') void focusOn(fieldId(outcome.field));
    if (outcome?.is === 'saved') session.announcer.say(SAY.savedAloud(outcome.name));
  }

  function afterSaveAndNew(outcome: SaveOutcome | null): void {
    afterSave(outcome);
    // After a save the focus has been there from the start, and may have gone on since.
    if (outcome?.is === 'failed' || outcome?.is === 'nothing-new') void focusOn(fieldId('name'));
  }

  async function open(localId: string, takeFocus: boolean): Promise<void> {
    await desk.open(localId);
    if (takeFocus && desk.form !== null) void focusOn(startOf(desk.form.view));
  }

  // On a narrow screen the list goes away, so the focus has to come along.
  function openRow(row: Row, by: 'keyboard' | 'pointer'): void {
    void open(row.localId, by === 'keyboard' || isOnePane());
  }

  async function back(): Promise<void> {
    const localId = desk.form?.localId ?? null;
    const before = document.activeElement;
    desk.show('accounts');
    await desk.close();
    // While the draft went to the disk the person may have gone on: to the search, to a new account.
    const now = document.activeElement;
    if (now === before || now === document.body) list()?.focusRow(localId);
  }
}

/** The id of the element where the work on an account begins: a refused field, a decision, else its name. */
function startOf(view: AccountView | null): string {
  const refused = Object.keys(view?.refusals ?? {})[0];
  if (refused !== undefined) return `field-${refused}`;
  return view?.status.is === 'needs-you' ? DECISION_ID : fieldId('name');
}
