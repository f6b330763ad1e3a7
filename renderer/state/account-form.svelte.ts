import { FIELD_KEYS } from '../../shared/account.ts';
import type { AccountType, FieldIssue, FieldKey } from '../../shared/account.ts';
import type { AccountView, Saved } from '../../shared/account-view.ts';
import type { Api, Input } from '../../shared/contract.ts';
import type { Problem } from '../../shared/problem.ts';
import { changedThere } from './changed-there.ts';
import { DraftKeeper } from './draft-keeper.ts';
import { DuplicateWatch, filled } from './duplicate-watch.svelte.ts';
import { TypedFields } from './typed-fields.svelte.ts';

/** What came of a save: the moment it was safe, nothing to do, a field to go to, or why not. */
export type SaveOutcome =
  | { readonly is: 'saved'; readonly saved: Saved; readonly name: string }
  | { readonly is: 'nothing-new' }
  | { readonly is: 'look-at'; readonly field: FieldKey }
  | { readonly is: 'failed'; readonly problem: Problem };

/** One account in the form: what the host shows, overlaid by what is being typed. */
export class AccountForm {
  readonly localId: string;
  readonly duplicates: DuplicateWatch;
  #api: Api;
  #drafts: DraftKeeper;
  #view = $state.raw<AccountView | null>(null);
  #fields = new TypedFields();
  #type = $state<AccountType>('customer');
  #note = $state<string | null>(null);
  #openedAtRevision = 0;
  #saving = $state(false);
  #savedAt = $state<number | null>(null);
  #problem = $state.raw<Problem | null>(null);
  #draft = $state.raw<'none' | 'kept' | Problem>('none');
  #news = $state.raw<readonly FieldKey[]>([]);

  #retyped = $derived(this.#view !== null && this.#view.type !== this.#type);
  #dirty = $derived(this.#fields.touched || this.#note !== null || this.#retyped);

  constructor(api: Api, localId: string, type: AccountType = 'customer') {
    this.#api = api;
    this.localId = localId;
    this.#type = type;
    this.#drafts = new DraftKeeper(
      api,
      localId,
      () => (this.#dirty ? this.#input() : null),
      (problem) => (this.#draft = problem ?? 'kept'),
    );
    this.duplicates = new DuplicateWatch(api, () => (this.#unsent ? this.#look() : null));
  }

  /** As the host has it; null while nothing of a new account was kept. */
  get view(): AccountView | null {
    return this.#view;
  }
  /** Never saved: nothing of it, or a draft at most. */
  get isNew(): boolean {
    return this.#view === null || this.#view.standing.is === 'draft';
  }
  get type(): AccountType {
    return this.#type;
  }
  get typeFixed(): boolean {
    return this.#view?.typeFixed ?? false;
  }
  get note(): string {
    return this.#note ?? this.#view?.note ?? '';
  }
  get sameAsBilling(): boolean {
    return this.#fields.sameAsBilling;
  }
  get dirty(): boolean {
    return this.#dirty;
  }
  get saving(): boolean {
    return this.#saving;
  }
  /** Local ms when the last save was safe on the disk; null once something new is typed. */
  get savedAt(): number | null {
    return this.#dirty ? null : this.#savedAt;
  }
  get problem(): Problem | null {
    return this.#problem;
  }

  /** Fields that SalesBinder changed while this form was open, and that show its value now. */
  get updated(): readonly FieldKey[] {
    return this.#news.filter((key) => !this.#fields.isTyped(key));
  }
  /** Fields that SalesBinder changed while they are being typed in: what is typed stays. */
  get clashing(): readonly FieldKey[] {
    return FIELD_KEYS.filter((key) => this.#fields.clashes(key));
  }

  /** Whether what is typed is safe as a draft yet, or why it could not be kept. */
  get draft(): 'none' | 'kept' | Problem {
    return this.#draft;
  }

  value(key: FieldKey): string {
    return this.#fields.value(key);
  }

  issue(key: FieldKey): FieldIssue | null {
    return this.#fields.issue(key);
  }

  /** SalesBinder's sentence about this field, until somebody changes the field. */
  refusal(key: FieldKey): string | null {
    return this.#fields.isTyped(key) ? null : (this.#view?.refusals[key] ?? null);
  }

  setValue(key: FieldKey, to: string): void {
    this.#fields.set(key, to);
    this.#drafts.soon();
    this.duplicates.soon();
  }

  setType(type: AccountType): void {
    this.#type = type;
    this.#drafts.soon();
  }

  setNote(note: string): void {
    this.#note = note === (this.#view?.note ?? '') ? null : note;
    this.#drafts.soon();
  }

  setSameAsBilling(on: boolean): void {
    this.#fields.setSameAsBilling(on);
    this.#drafts.soon();
  }

  /** The field was left: from now on it is judged as one types. */
  leave(key: FieldKey): void {
    this.#fields.leave(key);
    void this.#drafts.now();
  }

  /** Reads the account anew; what is being typed stays as it is. */
  async read(): Promise<void> {
    const answer = await this.#api.account({ localId: this.localId });
    if (answer.ok) this.#show(answer.value);
  }

  async save(): Promise<SaveOutcome> {
    const field = this.#fields.firstError();
    if (field !== null) return { is: 'look-at', field };
    if (!this.isNew && !this.#dirty) return { is: 'nothing-new' };
    this.#drafts.cancel();
    this.#saving = true;
    const input = this.#input();
    const answer = await this.#api.saveAccount(input);
    this.#saving = false;
    this.#problem = answer.ok ? null : answer.problem;
    if (!answer.ok) {
      this.#drafts.soon();
      return { is: 'failed', problem: answer.problem };
    }
    this.#saved(input, answer.value);
    await this.read();
    return { is: 'saved', saved: answer.value, name: this.#fields.value('name') };
  }

  /** Takes back what was typed and not saved. */
  async revert(): Promise<void> {
    this.#draft = 'none';
    this.#fields.revert();
    this.#note = null;
    this.#type = this.#view?.type ?? this.#type;
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
    if (this.#dirty) this.#drafts.soon();
  }

  #show(view: AccountView): void {
    const first = this.#view === null && !this.#dirty;
    const untouched = !this.#dirty;
    this.#news = [...new Set([...this.#news, ...changedThere(this.#view, view)])];
    this.#view = view;
    this.#fields.show(view.values);
    if (untouched) {
      this.#openedAtRevision = view.revision;
      this.#type = view.type;
    }
    if (first && view.draft !== null) this.#takeUp(view.draft);
    if (this.#unsent) this.duplicates.soon();
  }

  #takeUp(draft: NonNullable<AccountView['draft']>): void {
    this.#drafts.found();
    this.#draft = 'kept';
    this.#fields.takeUp(draft.changed);
    this.#note = draft.note;
    this.#type = draft.type;
    this.#openedAtRevision = draft.openedAtRevision;
  }

  #saved(input: Input<'saveAccount'>, saved: Saved): void {
    this.#news = [];
    this.#drafts.ended();
    this.#draft = 'none';
    this.#fields.saved(input.changed);
    this.#note = this.#note === input.note ? null : this.#note;
    this.#openedAtRevision = saved.revision;
    this.#savedAt = saved.savedAt;
    if (this.#dirty) this.#drafts.soon();
  }

  /** SalesBinder does not have it, as far as is known here. */
  get #unsent(): boolean {
    return this.#view === null || (this.#view.remoteId === null && this.#view.standing.is !== 'discarded');
  }

  #look(): Input<'duplicates'> {
    return { localId: this.localId, type: this.#type, values: filled((key) => this.value(key)) };
  }

  #input(): Input<'saveAccount'> {
    return {
      localId: this.localId,
      openedAtRevision: this.#openedAtRevision,
      type: this.#type,
      changed: { ...this.#fields.changed },
      note: this.#note,
    };
  }
}
