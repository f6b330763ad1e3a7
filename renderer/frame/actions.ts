import type { AccountView } from '../../shared/contract/account-view.ts';
import type { Row } from '../../shared/contract/contract.ts';
import { SAY } from '../../shared/words/en/window.ts';
import type { Desk } from './desk.svelte.ts';
import type { SaveOutcome } from '../account/account-form.svelte.ts';
import type { OutsideRequest } from './session.svelte.ts';
import { tick } from 'svelte';
import { addToAlike, keepBoth, openAlike } from '../account/on-alike.ts';
import { VIEWS } from '../../shared/contract/list-layout.ts';
import type { View } from '../../shared/contract/list-layout.ts';
import { DECISION_ID, NEW_ID, QUEUE_ID, SEARCH_ID, choiceId, fieldId, focusOn } from '../parts/focus.ts';
import { isOnePane, showList } from './one-pane.ts';
import type { LikelyDuplicate } from '../../shared/contract/likely-duplicate.ts';
import type { Command, ViewCommand } from './shortcuts.ts';

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
    'next-pane': () => goToPane(1),
    'pane-before': () => goToPane(-1),
    'next-need': () => {
      const localId = session.rows.nextIn('needs-you', desk.form?.localId ?? null);
      if (localId !== null) void open(localId, true);
    },
    'open-alike': () => onAlike((one) => openAlike(desk, one)),
    'add-to-alike': () => onAlike((one) => addToAlike(desk, one)),
    'keep-both': () => keepBoth(desk),
    ...views(),
  };
  return { run, fulfil, open, openRow, back, focusFirst: () => void focusOn(NEW_ID) };

  function views(): Record<ViewCommand, () => void> {
    const entries = VIEWS.map((view) => [`view-${view}`, () => showView(view)] as const);
    return Object.fromEntries(entries) as Record<ViewCommand, () => void>;
  }

  function showView(view: View): void {
    const before = desk.form;
    showList(desk);
    session.layout.show(view);
    // The account that lay over the list had the focus.
    if (before !== null && desk.form === null) void focusOn(SEARCH_ID);
  }

  function onAlike(act: (one: LikelyDuplicate) => Promise<void>): void {
    const one = desk.form?.duplicates.likely[0];
    if (one !== undefined) void act(one);
  }

  /** From one part of the screen to the next, around the end. */
  function goToPane(by: 1 | -1): void {
    const parts = [...document.querySelectorAll<HTMLElement>('[data-part]')].filter(
      (part) => part.offsetParent !== null,
    );
    const at = parts.findIndex((part) => part.contains(document.activeElement));
    const next = parts[(at + by + parts.length) % parts.length];
    if (next?.dataset['part'] === 'list' && session.rows.count > 0)
      list()?.focusRow(desk.form?.localId ?? null);
    else next?.querySelector<HTMLElement>(FIRST_IN[next.dataset['part'] ?? ''] ?? 'button')?.focus();
  }

  function run(command: Command): void {
    commands[command]();
  }

  function fulfil(request: OutsideRequest): void {
    if ('show' in request) void open(request.show, true);
    else run(request.command);
  }

  function afterSave(outcome: SaveOutcome | null): void {
    if (outcome?.is === 'look-at') void focusOn(fieldId(outcome.field));
    if (outcome?.is === 'choose') void focusOn(choiceId(outcome.field, 'yours'));
    if (outcome?.is === 'saved') session.announcer.say('saved', SAY.savedAloud(outcome.name));
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
    desk.show('accounts');
    // The focus does not wait for the disk: whoever presses Escape and Enter at once means the list.
    const closing = desk.close();
    await tick();
    list()?.focusRow(localId);
    await closing;
  }
}

/** Where the focus goes in each part of the screen. */
const FIRST_IN: Readonly<Record<string, string>> = {
  views: '[aria-current]',
  list: `#${SEARCH_ID}`,
  account: `#${fieldId('name')}`,
  status: `#${QUEUE_ID}`,
};

/** The id of the element where the work on an account begins: a refused field, a decision, else its name. */
function startOf(view: AccountView | null): string {
  const refused = Object.keys(view?.refusals ?? {})[0];
  if (refused !== undefined) return `field-${refused}`;
  return view?.status.is === 'needs-you' ? DECISION_ID : fieldId('name');
}
