import type { AccountType, FieldIssue, FieldKey } from '../../shared/account.ts';
import type { AccountView, Saved } from '../../shared/contract/account-view.ts';
import type { Api, Input } from '../../shared/contract/contract.ts';
import type { Problem } from '../../shared/problem.ts';
import { changedThere } from './changed-there.ts';
import { DraftKeeper } from './draft-keeper.ts';
import { DuplicateWatch, filled } from './duplicate-watch.svelte.ts';
import type { SaveOutcome } from './save-outcome.ts';
import { TypedAccount } from './typed-account.svelte.ts';

/** One account in the form: what the host shows, overlaid by what is being typed. */
export class AccountForm {
  readonly localId: string;
  readonly duplicates: DuplicateWatch;
  #api: Api;
  #drafts: DraftKeeper;
  #view = $state.raw<AccountView | null>(null);
  #typed: TypedAccount;
  #saving = $state(false);
  #savedAt = $state<number | null>(null);
  #problem = $state.raw<Problem | null>(null);
  #draft = $state.raw<'none' | 'kept' | Problem>('none');
  #news = $state.raw<readonly FieldKey[]>([]);

  constructor(api: Api, localId: string, type: AccountType = 'customer') {
    this.#api = api;
    this.localId = localId;
    this.#typed = new TypedAccount(localId, type);
    this.#drafts = new DraftKeeper(
      api,
      localId,
      () => (this.dirty ? this.#typed.input : null),
      (problem) => (this.#draft = problem ?? 'kept'),
    );
    this.duplicates = new DuplicateWatch(api, () =>
      this.#unsent ? { localId, type: this.type, values: filled((key) => this.value(key)) } : null,
    );
  }

  /** As the host has it; null while nothing of a new account was kept. */
  get view(): AccountView | null {
    return this.#view;
  }
  /** Never saved: nothing of it, or a draft at most. */
  get isNew(): boolean {
    return this.#view === null || this.#view.status.is === 'draft';
  }
  get type(): AccountType {
    return this.#typed.type;
  }
  get typeFixed(): boolean {
    return this.#view?.typeFixed ?? false;
  }
  get note(): string {
    return this.#typed.note;
  }
  get sameAsBilling(): boolean {
    return this.#typed.fields.sameAsBilling;
  }
  get dirty(): boolean {
    return this.#typed.dirty;
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
    return this.#news.filter((key) => !this.#typed.fields.isTyped(key));
  }
  /** Fields that SalesBinder changed while they are being typed in: what is typed stays. */
  get clashing(): readonly FieldKey[] {
    return this.#typed.fields.clashing;
  }
  /** Whether what is typed is safe as a draft yet, or why it could not be kept. */
  get draft(): 'none' | 'kept' | Problem {
    return this.#draft;
  }
  value(key: FieldKey): string {
    return this.#typed.fields.value(key);
  }
  issue(key: FieldKey): FieldIssue | null {
    return this.#typed.fields.issue(key);
  }
  /** SalesBinder's sentence about this field, until somebody changes the field. */
  refusal(key: FieldKey): string | null {
    return this.#typed.fields.isTyped(key) ? null : (this.#view?.refusals[key] ?? null);
  }

  setValue(key: FieldKey, to: string): void {
    this.#typed.fields.set(key, to);
    this.#drafts.soon();
    this.duplicates.soon();
  }

  setType(type: AccountType): void {
    this.#typed.setType(type);
    this.#drafts.soon();
  }

  setNote(note: string): void {
    this.#typed.setNote(note);
    this.#drafts.soon();
  }

  setSameAsBilling(on: boolean): void {
    this.#typed.fields.setSameAsBilling(on);
    this.#drafts.soon();
  }

  /** The field was left: from now on it is judged as one types. */
  leave(key: FieldKey): void {
    this.#typed.fields.leave(key);
    void this.#drafts.now();
  }

  /** Reads the account anew; what is being typed stays as it is. */
  async read(): Promise<void> {
    const answer = await this.#api.account({ localId: this.localId });
    if (answer.ok) this.#show(answer.value);
  }

  async save(): Promise<SaveOutcome> {
    const field = this.#typed.fields.firstError();
    if (field !== null) return { is: 'look-at', field };
    if (!this.isNew && !this.dirty) return { is: 'nothing-new' };
    this.#drafts.cancel();
    this.#saving = true;
    const { input } = this.#typed;
    const answer = await this.#api.saveAccount(input);
    this.#saving = false;
    this.#problem = answer.ok ? null : answer.problem;
    if (!answer.ok) {
      this.#drafts.soon();
      return { is: 'failed', problem: answer.problem };
    }
    this.#saved(input, answer.value);
    await this.read();
    return { is: 'saved', saved: answer.value, name: this.#typed.fields.value('name') };
  }

  /** Takes back what was typed and not saved. */
  async revert(): Promise<void> {
    this.#draft = 'none';
    this.#typed.revert();
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

  /** After an undo: the draft goes back to the disk. */
  keepAgain(): void {
    if (this.dirty) this.#drafts.soon();
  }

  #show(view: AccountView): void {
    const first = this.#view === null && !this.dirty;
    this.#news = [...new Set([...this.#news, ...changedThere(this.#view, view)])];
    this.#view = view;
    this.#typed.show(view);
    if (first && view.draft !== null) {
      this.#drafts.found();
      this.#draft = 'kept';
      this.#typed.takeUp(view.draft);
    }
    this.duplicates.soon();
    // Settled, or changed there to the same: there is nothing left to be a draft.
    if (!this.dirty) this.#drafts.soon();
  }

  #saved(input: Input<'saveAccount'>, saved: Saved): void {
    this.#news = [];
    this.#drafts.ended();
    this.#draft = 'none';
    this.#typed.saved(input, saved);
    this.#savedAt = saved.savedAt;
    if (this.dirty) this.#drafts.soon();
  }

  /** SalesBinder can't have it: what it has that looks like this one may be this one. */
  get #unsent(): boolean {
    return this.#view === null || !(this.#view.typeFixed || this.#view.status.is === 'discarded');
  }
}
