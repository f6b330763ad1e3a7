import { EMPTY_VALUES, FIELD_KEYS, fieldIssue } from '../../shared/account.ts';
import type { AccountType, AllValues, FieldIssue, FieldKey } from '../../shared/account.ts';
import type { AccountView, Api, Input, Saved } from '../../shared/contract.ts';
import type { Problem } from '../../shared/problem.ts';
import { DraftKeeper } from './draft-keeper.ts';
import { typedInto, typedSince, valuesSaved, withBillingCopied } from './typing.ts';
import type { Typed } from './typing.ts';

/** What came of a save: the moment it was safe, nothing to do, a field to go to, or why not. */
export type SaveOutcome =
  | { readonly is: 'saved'; readonly saved: Saved; readonly name: string }
  | { readonly is: 'nothing-new' }
  | { readonly is: 'look-at'; readonly field: FieldKey }
  | { readonly is: 'failed'; readonly problem: Problem };

/** One account in the form: what the host shows, overlaid by what is being typed. */
export class AccountForm {
  readonly localId: string;
  #api: Api;
  #drafts: DraftKeeper;
  #view = $state.raw<AccountView | null>(null);
  #shown = $state.raw<AllValues>(EMPTY_VALUES);
  #typed = $state.raw<Typed>({});
  #type = $state<AccountType>('customer');
  #note = $state<string | null>(null);
  #sameAsBilling = $state(false);
  /** Fields that were left, or all of them once saving was tried: only then is anything wrong with them. */
  #judged = $state.raw<ReadonlySet<FieldKey>>(new Set());
  #openedAtRevision = 0;
  #saving = $state(false);
  #savedAt = $state<number | null>(null);
  #problem = $state.raw<Problem | null>(null);
  #draft = $state.raw<'none' | 'kept' | Problem>('none');

  #changed = $derived(this.#sameAsBilling ? withBillingCopied(this.#typed, this.#shown) : this.#typed);
  #retyped = $derived(this.#view !== null && this.#view.type !== this.#type);
  #dirty = $derived(Object.keys(this.#changed).length > 0 || this.#note !== null || this.#retyped);

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
    return this.#sameAsBilling;
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

  /** Whether what is typed is safe as a draft yet, or why it could not be kept. */
  get draft(): 'none' | 'kept' | Problem {
    return this.#draft;
  }

  value(key: FieldKey): string {
    return this.#changed[key]?.to ?? this.#shown[key];
  }

  issue(key: FieldKey): FieldIssue | null {
    return this.#judged.has(key) ? fieldIssue(key, this.value(key)) : null;
  }

  /** SalesBinder's sentence about this field, until somebody changes the field. */
  refusal(key: FieldKey): string | null {
    return this.#typed[key] === undefined ? (this.#view?.refusals[key] ?? null) : null;
  }

  setValue(key: FieldKey, to: string): void {
    this.#typed = typedInto(this.#typed, this.#shown, key, to);
    this.#drafts.soon();
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
    this.#sameAsBilling = on;
    this.#drafts.soon();
  }

  /** The field was left: from now on it is judged as one types. */
  leave(key: FieldKey): void {
    if (!this.#judged.has(key) && this.value(key) !== '') this.#judged = new Set([...this.#judged, key]);
    void this.#drafts.now();
  }

  /** Reads the account anew; what is being typed stays as it is. */
  async read(): Promise<void> {
    const answer = await this.#api.account({ localId: this.localId });
    if (answer.ok) this.#show(answer.value);
  }

  async save(): Promise<SaveOutcome> {
    const field = this.#firstError();
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
    return { is: 'saved', saved: answer.value, name: this.#shown.name };
  }

  /** Takes back what was typed and not saved. */
  async revert(): Promise<void> {
    this.#draft = 'none';
    this.#typed = {};
    this.#note = null;
    this.#sameAsBilling = false;
    this.#type = this.#view?.type ?? this.#type;
    this.#judged = new Set();
    this.#problem = null;
    await this.#drafts.drop();
  }

  /** The draft goes from the disk; the text stays in this form, so that it can be taken back. */
  async dropDraft(): Promise<void> {
    this.#drafts.found();
    await this.#drafts.drop();
  }

  /** Writes the draft that is due, if any. */
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
    this.#view = view;
    this.#shown = view.values;
    if (untouched) {
      this.#openedAtRevision = view.revision;
      this.#type = view.type;
    }
    if (first && view.draft !== null) this.#takeUp(view.draft);
  }

  #takeUp(draft: NonNullable<AccountView['draft']>): void {
    this.#drafts.found();
    this.#draft = 'kept';
    this.#typed = draft.changed;
    this.#note = draft.note;
    this.#type = draft.type;
    this.#openedAtRevision = draft.openedAtRevision;
  }

  #saved(input: Input<'saveAccount'>, saved: Saved): void {
    this.#drafts.ended();
    this.#draft = 'none';
    this.#typed = typedSince(this.#typed, input.changed);
    this.#shown = valuesSaved(this.#shown, input.changed);
    this.#note = this.#note === input.note ? null : this.#note;
    this.#openedAtRevision = saved.revision;
    this.#savedAt = saved.savedAt;
    if (this.#dirty) this.#drafts.soon();
  }

  #firstError(): FieldKey | null {
    this.#judged = new Set(FIELD_KEYS);
    return FIELD_KEYS.find((key) => this.issue(key)?.level === 'error') ?? null;
  }

  #input(): Input<'saveAccount'> {
    return {
      localId: this.localId,
      openedAtRevision: this.#openedAtRevision,
      type: this.#type,
      changed: { ...this.#changed },
      note: this.#note,
    };
  }
}
