import type { Api } from '../../shared/contract/contract.ts';
import type { BulkField } from '../../shared/outbox/bulk-edit.ts';
import type { Problem, Result } from '../../shared/problem.ts';
import type { AccountForm, SaveOutcome } from '../account/account-form.svelte.ts';
import { AccountPane } from '../account/account-pane.svelte.ts';
import { OpenAccount } from '../account/open-account.svelte.ts';
import { Selection } from '../list/selection.svelte.ts';
import type { ForSelected } from '../list/selection.svelte.ts';
import type { Session, UnsavedText } from './session.svelte.ts';

export type Screen = 'accounts' | 'settings';
export type Overlay = 'commands' | 'shortcuts' | 'key' | 'notices' | null;

/** The open screen, account and dialog, and what a person does with them. */
export class Desk implements UnsavedText {
  readonly session: Session;
  readonly selection: Selection;
  #open: OpenAccount;
  #pane = $state.raw<AccountPane | null>(null);
  #screen = $state<Screen>('accounts');
  #overlay = $state<Overlay>(null);
  #problem = $state.raw<Problem | null>(null);
  #nothingNew = $state(false);
  /** Saved by "Save and new": the open form is already the next one. */
  #savedBefore = $state<{ readonly name: string; readonly at: number } | null>(null);
  /** A new account that was discarded before its first save, so that it can be taken back. */
  #discardedDraft = $state.raw<AccountForm | null>(null);

  constructor(session: Session) {
    this.session = session;
    this.selection = new Selection(session.api);
    this.#open = new OpenAccount(session.api, (form) => this.#changed(form));
  }

  get form(): AccountForm | null {
    return this.#open.form;
  }
  /** Around the open account. */
  get pane(): AccountPane | null {
    return this.#pane;
  }
  /** Another account is about to open: nothing typed now would be meant for this one. */
  get leaving(): boolean {
    return this.#open.leaving || this.session.leaving;
  }
  get screen(): Screen {
    return this.#screen;
  }
  get overlay(): Overlay {
    return this.#overlay;
  }
  /** Why the last thing asked of the open record could not be done. */
  get problem(): Problem | null {
    return this.#problem ?? this.form?.problem ?? null;
  }
  get nothingNew(): boolean {
    return this.#nothingNew && this.form?.dirty === false;
  }
  /** SalesBinder has the open account, and shows it on a page of its own. */
  get hasPage(): boolean {
    return this.form?.view?.remoteId != null && this.session.status?.workspace.kind === 'salesbinder';
  }
  get savedBefore(): { readonly name: string; readonly at: number } | null {
    return this.form?.dirty === false ? this.#savedBefore : null;
  }
  get discardedDraft(): AccountForm | null {
    return this.#discardedDraft;
  }

  /** Shows the open record as the host has it whenever that changed. Returns how to stop. */
  follow(): () => void {
    return this.session.onChange((localIds, shown) => {
      this.selection.refresh(localIds);
      const form = this.form;
      if (form === null) return;
      if (shown?.localId === form.localId) form.show(shown);
      else if (localIds !== 'all' && !localIds.has(form.localId)) return;
      else void form.read();
      // The host may have been away: what it could not keep, it keeps now.
      if (localIds === 'all') form.keepAgain();
    });
  }

  show(screen: Screen): void {
    this.#screen = screen;
    if (screen === 'settings') void this.close();
  }

  openOverlay(overlay: Overlay): void {
    this.#overlay = overlay;
  }

  newAccount(): AccountForm {
    return this.#open.startNew(this.session.layout.newType);
  }

  open(localId: string): Promise<void> {
    return this.#open.open(localId);
  }

  get typed(): UnsavedText['typed'] {
    return this.form?.typed ?? [];
  }

  get unkept(): UnsavedText['unkept'] {
    return this.#open.unkept;
  }

  /** Writes unsaved text to the disk now. */
  async keep(): Promise<void> {
    await this.form?.keep();
  }

  /** Closes the open account; unsaved text is kept as a draft. */
  close(): Promise<void> {
    return this.#open.close();
  }

  async save(): Promise<SaveOutcome | null> {
    const form = this.form;
    if (form === null || form.saving) return null;
    this.#problem = null;
    if (form.isNew) this.session.layout.setNewType(form.type);
    const pane = this.#pane;
    const inConflict = pane?.tab === 'compare' && (form.view?.conflict.length ?? 0) > 0;
    const outcome = pane !== null && inConflict ? await this.#settle(pane) : await form.save();
    this.#nothingNew = outcome.is === 'nothing-new';
    return outcome;
  }

  /** Saves the choices in the conflict, and then what else is typed. */
  async #settle({ form, choices }: AccountPane): Promise<SaveOutcome> {
    const { view } = form;
    const fields = view?.conflict ?? [];
    const open = choices.firstOpen(fields);
    if (view === null || open !== null)
      return open === null ? { is: 'nothing-new' } : { is: 'choose', field: open.key };
    const values = Object.fromEntries(
      fields.map((field) => [field.key, { theirs: field.theirs, value: choices.value(field) ?? field.mine }]),
    );
    const answer = await this.session.api.settleConflict({
      localId: form.localId,
      revision: view.revision,
      choices: values,
    });
    this.#problem = answer.ok ? null : answer.problem;
    await form.read();
    if (!answer.ok) return { is: 'failed', problem: answer.problem };
    // What was typed for one of these fields was chosen, or decided against.
    for (const { key } of fields) form.setValue(key, form.view?.values[key] ?? '');
    return form.dirty ? form.save() : { is: 'settled' };
  }

  async saveAndNew(): Promise<SaveOutcome | null> {
    const form = this.form;
    if (form === null) return null;
    const alreadySaving = form.saving;
    const saving = this.save();
    // Whoever types on means the next account already, however long the disk takes over this one.
    const next = form.saving && !alreadySaving ? this.newAccount() : null;
    const outcome = await saving;
    if (outcome?.is === 'nothing-new') this.newAccount();
    if (outcome?.is === 'failed') this.#open.showAgain(form);
    if (outcome?.is === 'saved' && this.form === next)
      this.#savedBefore = { name: outcome.name, at: outcome.saved.savedAt };
    return outcome;
  }

  async discard(): Promise<void> {
    const form = this.form;
    if (form === null) return;
    if (form.isNew) {
      this.#open.show(null);
      // One undo at a time: the newest.
      this.selection.forgetDone();
      this.#discardedDraft = form.dirty ? form : null;
      await form.dropDraft();
      return;
    }
    await this.#ask(form, () => this.session.api.discard({ localId: form.localId }));
  }

  async undo(): Promise<void> {
    const draft = this.#discardedDraft;
    if (this.form === null && draft !== null) {
      this.#open.show(draft);
      draft.keepAgain();
      return;
    }
    const form = this.form;
    if (form !== null) await this.#ask(form, () => this.session.api.undoDiscard({ localId: form.localId }));
  }

  /** The open account may be among them: it is closed first, and its draft kept. */
  async forSelected(what: ForSelected): Promise<void> {
    if (this.form !== null && this.selection.has(this.form.localId)) await this.close();
    this.#discardedDraft = null;
    await this.selection.perform(what);
  }

  /** One field of all of them; the open account is closed first, as above. */
  async editSelected(key: BulkField, to: string): Promise<void> {
    if (this.form !== null && this.selection.has(this.form.localId)) await this.close();
    this.#discardedDraft = null;
    await this.selection.edit(key, to);
  }

  /** Asks the host for something about the open record, and shows what came of it. */
  async ask(call: (api: Api, localId: string) => Promise<Result<unknown>>): Promise<boolean> {
    const form = this.form;
    return form === null ? false : this.#ask(form, () => call(this.session.api, form.localId));
  }

  /** The open account's page in SalesBinder, in the person's own browser. */
  async openPage(): Promise<void> {
    const form = this.form;
    if (form === null) return;
    const answer = await this.session.api.openAccountPage({ localId: form.localId });
    this.#problem = answer.ok ? null : answer.problem;
  }

  async createAgain(): Promise<void> {
    const form = this.form;
    if (form === null) return;
    const answer = await this.session.api.createAgain({ localId: form.localId });
    if (!answer.ok) this.#problem = answer.problem;
    else if (answer.value.localId === form.localId) await form.read();
    else await this.open(answer.value.localId);
  }

  /** The edits of the open account become edits of `into`, which then opens. */
  async addTo(into: string): Promise<boolean> {
    const form = this.form;
    if (form === null || form.saving) return false;
    // From here on nothing typed would be meant for either of them.
    const answer = await this.#open.whileOpening(into, () => form.mergeInto(into));
    if (answer?.ok === true) {
      await this.open(answer.value.localId);
      return true;
    }
    if (answer?.ok === false) this.#problem = answer.problem;
    return false;
  }

  async #ask(form: AccountForm, call: () => Promise<Result<unknown>>): Promise<boolean> {
    const answer = await call();
    this.#problem = answer.ok ? null : answer.problem;
    await form.read();
    return answer.ok;
  }

  #changed(form: AccountForm | null): void {
    this.#pane = form === null ? null : new AccountPane(form);
    this.#problem = null;
    this.#nothingNew = false;
    this.#savedBefore = null;
    this.#discardedDraft = null;
    if (form !== null) this.#screen = 'accounts';
  }
}
