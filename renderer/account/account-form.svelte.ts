import { FIELD_KEYS } from '../../shared/account.ts';
import type { AccountType, FieldIssue, FieldKey } from '../../shared/account.ts';
import type { AccountView, Saved } from '../../shared/contract/account-view.ts';
import type { Api, Input, Output } from '../../shared/contract/contract.ts';
import type { Problem, Result } from '../../shared/problem.ts';
import { CONTACT_KEYS, contactLink } from '../../shared/text/contact-link.ts';
import type { ContactKey } from '../../shared/text/contact-link.ts';
import { sameThing } from '../../shared/text/comparing-form.ts';
import { fieldName } from '../../shared/words/en/field.ts';
import { NAMES } from '../../shared/words/en/names.ts';
import { AccountEdits } from './account-edits.svelte.ts';
import { DraftKeeper } from './draft-keeper.ts';
import { DuplicateWatch, filled } from './duplicate-watch.svelte.ts';

/** How a save ended: safe on the disk, nothing to do, a field to correct first, or why it failed. */
export type SaveOutcome =
  | { readonly is: 'saved'; readonly saved: Saved; readonly name: string }
  | { readonly is: 'nothing-new' }
  /** The choices in a conflict are saved. */
  | { readonly is: 'settled' }
  /** A field of the conflict to choose first. */
  | { readonly is: 'choose'; readonly field: FieldKey }
  | { readonly is: 'look-at'; readonly field: FieldKey | 'note' }
  | { readonly is: 'failed'; readonly problem: Problem };

/** One account in the form: the host's view of it, overlaid by the edits; and what of them is saved, drafted, dropped. */
export class AccountForm {
  readonly duplicates: DuplicateWatch;
  #api: Api;
  #drafts: DraftKeeper;
  #view = $state.raw<AccountView | null>(null);
  #edits: AccountEdits;
  #saving = $state(false);
  #savedAt = $state<number | null>(null);
  #problem = $state.raw<Problem | null>(null);
  #draft = $state.raw<'none' | 'kept' | Problem>('none');
  #changedThere = $state.raw<readonly FieldKey[]>([]);

  constructor(api: Api, localId: string, type: AccountType = 'customer') {
    this.#api = api;
    this.#edits = new AccountEdits(localId, type);
    this.#drafts = new DraftKeeper(
      api,
      () => this.localId,
      () => (this.dirty ? this.#edits.input : null),
      (problem) => (this.#draft = problem ?? 'kept'),
    );
    this.duplicates = new DuplicateWatch(api, () =>
      this.#unsent
        ? { localId: this.localId, type: this.type, values: filled((key) => this.value(key)) }
        : null,
    );
  }

  get localId(): string {
    return this.#edits.localId;
  }
  /** As the host has it; null while nothing of a new account was kept. */
  get view(): AccountView | null {
    return this.#view;
  }
  /** Never saved: nothing of it, or a draft at most. */
  get isNew(): boolean {
    return this.#savedAt === null && (this.#view === null || this.#view.status.is === 'draft');
  }
  get type(): AccountType {
    return this.#edits.type;
  }
  get typeFixed(): boolean {
    return this.#view?.typeFixed ?? false;
  }
  get note(): string {
    return this.#edits.note;
  }
  /** The fields that lead somewhere as they are filled now. */
  get contacts(): readonly ContactKey[] {
    return CONTACT_KEYS.filter((key) => contactLink(key, this.value(key)) !== null);
  }
  get sameAsBilling(): boolean {
    return this.#edits.sameAsBilling;
  }
  get dirty(): boolean {
    return this.#edits.dirty;
  }
  /** Each touched part by its name, with its text as typed. */
  get typed(): readonly { readonly name: string; readonly text: string }[] {
    const { changed, note } = this.#edits.input;
    const fields = FIELD_KEYS.flatMap((key) => {
      const to = changed[key]?.to;
      return to === undefined ? [] : [{ name: fieldName(key), text: to }];
    });
    return note === null ? fields : [...fields, { name: NAMES.note, text: note }];
  }
  get saving(): boolean {
    return this.#saving;
  }
  /** Local ms when the last save was safe on the disk; null once something new is typed. */
  get savedAt(): number | null {
    return this.dirty ? null : this.#savedAt;
  }
  get problem(): Problem | null {
    return this.#problem;
  }
  /** Fields that SalesBinder changed while this form was open, and that show its value now. */
  get updated(): readonly FieldKey[] {
    return this.#changedThere.filter((key) => !this.#edits.isTyped(key));
  }
  /** Fields that SalesBinder changed while they are being typed in: what is typed stays. */
  get clashing(): readonly FieldKey[] {
    return this.#edits.clashing;
  }
  /** Whether what is typed is safe as a draft yet, or why it could not be kept. */
  get draft(): 'none' | 'kept' | Problem {
    return this.#draft;
  }
  /** Something typed here is neither saved nor in a draft. */
  get unkept(): boolean {
    return this.dirty && this.#drafts.isBehind;
  }
  /** Something else is typed there than the host shows. */
  isTyped(key: FieldKey): boolean {
    return this.#edits.isTyped(key);
  }
  value(key: FieldKey): string {
    return this.#edits.value(key);
  }
  issue(key: FieldKey): FieldIssue | null {
    return this.#edits.issue(key);
  }
  /** The note is longer than can be saved. */
  get noteTooLong(): boolean {
    return this.#edits.noteTooLong;
  }
  /** Something was left out of what was typed here, and can be put back. */
  wasCleaned(key: FieldKey): boolean {
    return this.#edits.wasCleaned(key);
  }
  /** SalesBinder's sentence about this field, until somebody changes the field. */
  refusal(key: FieldKey): string | null {
    return this.#edits.isTyped(key) ? null : (this.#view?.refusals[key] ?? null);
  }

  setValue(key: FieldKey, to: string): void {
    this.#edits.setValue(key, to);
    this.#drafts.soon();
    this.duplicates.soon();
  }

  /** The text that was left out of this field comes back, and stays. */
  putBack(key: FieldKey): void {
    this.#edits.putBack(key);
    this.#drafts.soon();
  }

  setType(type: AccountType): void {
    this.#edits.setType(type);
    this.#drafts.soon();
  }

  /** Opens what the field leads to, in the program that the person has for it. */
  openContact(key: ContactKey): Promise<Result<null>> {
    return this.#api.openContact({ key, text: this.value(key) });
  }

  setNote(note: string): void {
    this.#edits.setNote(note);
    this.#drafts.soon();
  }

  setSameAsBilling(on: boolean): void {
    this.#edits.setSameAsBilling(on);
    this.#drafts.soon();
  }

  /** The field was left: from now on it is judged as one types. */
  leave(key: FieldKey): void {
    const before = this.value(key);
    this.#edits.leave(key);
    if (this.value(key) !== before) this.#drafts.soon();
    void this.#drafts.now();
  }

  /** Asks for the account anew. */
  async read(): Promise<void> {
    const answer = await this.#api.account({ localId: this.localId });
    if (answer.ok) this.show(answer.value);
  }

  /** The account as the host has it now; what is being typed stays as it is. */
  show(view: AccountView): void {
    const first = this.#view === null && !this.dirty;
    this.#changedThere = [...new Set([...this.#changedThere, ...changedSince(this.#view, view)])];
    this.#view = view;
    this.#edits.show(view);
    if (first && view.draft !== null) {
      this.#drafts.found();
      this.#draft = 'kept';
      this.#edits.restore(view.draft);
    }
    if (view.draft?.moved === true) {
      this.#drafts.found();
      this.#edits.takeUp(view.draft);
      // Written again, as typed here.
      this.#drafts.soon();
    }
    this.duplicates.soon();
    // Settled, or changed there to the same: there is nothing left to be a draft.
    if (!this.dirty) this.#drafts.soon();
  }

  async save(): Promise<SaveOutcome> {
    const field = this.#edits.firstError();
    if (field !== null) return { is: 'look-at', field };
    if (!this.isNew && !this.dirty) return { is: 'nothing-new' };
    this.#drafts.cancel();
    this.#saving = true;
    const { input } = this.#edits;
    const answer = await this.#api.saveAccount(input);
    this.#saving = false;
    this.#problem = answer.ok ? null : answer.problem;
    if (!answer.ok) {
      this.#drafts.soon();
      return { is: 'failed', problem: answer.problem };
    }
    this.#saved(input, answer.value);
    return { is: 'saved', saved: answer.value, name: this.#edits.value('name') };
  }

  /** Takes back what was typed and not saved. */
  async revert(): Promise<void> {
    this.#draft = 'none';
    this.#edits.revert();
    this.#problem = null;
    await this.#drafts.drop();
  }

  /** The draft goes from the disk; the text stays in this form, so that it can be taken back. */
  async dropDraft(): Promise<void> {
    this.#drafts.found();
    await this.#drafts.drop();
  }

  /** Writes the draft that is due, if any, and ends when it is safe or could not be kept. */
  keep(): Promise<void> {
    return this.#drafts.now();
  }

  /**
   * The edits become edits of the account `into`, once they are safe themselves.
   *
   * @returns null where they could not be made safe: then nothing was merged
   */
  async mergeInto(into: string): Promise<Result<Output<'mergeInto'>> | null> {
    const safe = this.isNew ? await this.#keptAsDraft() : await this.#savedOrSame();
    return safe ? this.#api.mergeInto({ localId: this.localId, into }) : null;
  }

  /** After an undo: the draft goes back to the disk. */
  keepAgain(): void {
    if (this.dirty) this.#drafts.soon();
  }

  async #keptAsDraft(): Promise<boolean> {
    await this.keep();
    return this.#draft === 'kept';
  }

  async #savedOrSame(): Promise<boolean> {
    const outcome = await this.save();
    return outcome.is === 'saved' || outcome.is === 'nothing-new';
  }

  #saved(input: Input<'saveAccount'>, saved: Saved): void {
    this.#changedThere = [];
    this.#drafts.ended();
    this.#draft = 'none';
    this.#edits.saved(input, saved);
    this.#savedAt = saved.savedAt;
    if (this.dirty) this.#drafts.soon();
  }

  /** SalesBinder can't have it: what it has that looks like this one may be this one. */
  get #unsent(): boolean {
    return this.#view === null || !(this.#view.typeFixed || this.#view.status.is === 'discarded');
  }
}

/**
 * The fields that SalesBinder changed, by more than their writing, between two readings of an account. A change made here is not among them: it
 * raises the revision, or (discarding, undoing) it shows in the status.
 */
function changedSince(before: AccountView | null, after: AccountView): readonly FieldKey[] {
  if (before === null || before.revision !== after.revision) return [];
  if (before.status.is === 'draft') return [];
  if (isDiscarded(before) || isDiscarded(after)) return [];
  return FIELD_KEYS.filter((key) => !sameThing(key, before.values[key], after.values[key]));
}

function isDiscarded({ status }: AccountView): boolean {
  return status.is === 'discarded' || status.is === 'edit-discarded';
}
