import type { AccountView } from '../../shared/contract/account-view.ts';
import type { AccountForm } from './account-form.svelte.ts';
import { ConflictChoices } from './conflict-choices.svelte.ts';

export type Tab = 'details' | 'compare' | 'history';

/** The pane around an open account: the tab in front, the strip's details, and the choices in a conflict. */
export class AccountPane {
  readonly form: AccountForm;
  readonly choices: ConflictChoices;
  #tab = $state<Tab>('details');
  #stripOpen = $state(false);

  /** What there is to decide comes first, when it is there already as the account is opened. */
  constructor(form: AccountForm) {
    this.form = form;
    this.choices = new ConflictChoices(form);
    if (isComparable(form.view)) this.#tab = 'compare';
  }

  /** Values stand side by side, to be chosen from. */
  get comparable(): boolean {
    return isComparable(this.form.view);
  }
  get tabs(): readonly Tab[] {
    const history = (this.form.view?.history.length ?? 0) > 0;
    return [
      'details',
      ...(this.comparable ? (['compare'] as const) : []),
      ...(history ? (['history'] as const) : []),
    ];
  }
  /** Never one that is gone: a conflict may be over, and a history of a new account has not begun. */
  get tab(): Tab {
    return this.tabs.includes(this.#tab) ? this.#tab : 'details';
  }
  get stripOpen(): boolean {
    return this.#stripOpen;
  }

  show(tab: Tab): void {
    this.#tab = tab;
    this.#stripOpen = false;
  }

  /** The key that goes to the next or the one before, around the ends. */
  turn(by: 1 | -1): void {
    const { tabs } = this;
    this.show(tabs[(tabs.indexOf(this.tab) + by + tabs.length) % tabs.length] ?? 'details');
  }

  openStrip(open: boolean): void {
    this.#stripOpen = open;
  }
}

function isComparable(view: AccountView | null): boolean {
  if (view?.status.is !== 'needs-you') return false;
  const { because } = view.status.why;
  return (because === 'conflict' && view.conflict.length > 0) || because === 'near' || because === 'several';
}
