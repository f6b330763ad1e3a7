import { EMPTY_VALUES, FIELD_KEYS, MAX_NOTE_LENGTH } from '../../shared/account.ts';
import type { AccountType, AllValues, FieldIssue, FieldKey, Values } from '../../shared/account.ts';
import type { AccountView, Saved } from '../../shared/contract/account-view.ts';
import type { Input } from '../../shared/contract/contract.ts';
import { fieldIssue } from '../../shared/text/field-issue.ts';
import { cleaned } from '../../shared/text/typed-text.ts';
import { clashes, editsBeside, editsSince, valuesAfter, withBillingCopied, withEdit } from './field-edits.ts';
import type { FieldEdits } from './field-edits.ts';

/** All edits of one account (fields, type and note) over the values that the host shows, and the faults in them. */
export class AccountEdits {
  #localId = $state('');
  #shown = $state.raw<AllValues>(EMPTY_VALUES);
  /** The type and note that the host shows; null while it has nothing. */
  #shownRest = $state.raw<Pick<AccountView, 'type' | 'note'> | null>(null);
  /** The values shown are SalesBinder's own: nobody here has to answer for them. */
  #theirs = $state(false);
  #typed = $state.raw<FieldEdits>({});
  #type = $state<AccountType>('customer');
  #note = $state<string | null>(null);
  #sameAsBilling = $state(false);
  /** Fields that were left, or all of them once saving was tried: only these show their faults. */
  #judged = $state.raw<ReadonlySet<FieldKey>>(new Set());
  /** The text that was typed into a field before it was cleaned, so that it can be put back. */
  #uncleaned = $state.raw<Values>({});
  /** Put back: these stay as they were typed. */
  #asTyped: ReadonlySet<FieldKey> = new Set();
  #openedAtRevision = 0;

  #fields = $derived(this.#sameAsBilling ? withBillingCopied(this.#typed, this.#shown) : this.#typed);
  #retyped = $derived(this.#shownRest !== null && this.#shownRest.type !== this.#type);
  #dirty = $derived(Object.keys(this.#fields).length > 0 || this.#note !== null || this.#retyped);

  constructor(localId: string, type: AccountType) {
    this.#localId = localId;
    this.#type = type;
  }

  /** The account's: another one once it proves to be an account that was created here. */
  get localId(): string {
    return this.#localId;
  }
  get type(): AccountType {
    return this.#type;
  }
  get note(): string {
    return this.#note ?? this.#shownRest?.note ?? '';
  }
  /** Only what was typed: two notes that became one may be longer. */
  get noteTooLong(): boolean {
    return (this.#note?.length ?? 0) > MAX_NOTE_LENGTH;
  }
  get sameAsBilling(): boolean {
    return this.#sameAsBilling;
  }
  /** Something is typed that the host does not have. */
  get dirty(): boolean {
    return this.#dirty;
  }
  /** The call's input for saving or keeping a draft: only the touched parts. */
  get input(): Input<'saveAccount'> {
    return {
      localId: this.#localId,
      openedAtRevision: this.#openedAtRevision,
      type: this.#type,
      changed: { ...this.#fields },
      note: this.#note,
    };
  }
  /** Fields that are being typed in and that SalesBinder changed to something else meanwhile. */
  get clashing(): readonly FieldKey[] {
    return FIELD_KEYS.filter((key) => clashes(key, this.#typed[key], this.#shown[key]));
  }

  value(key: FieldKey): string {
    return this.#fields[key]?.to ?? this.#shown[key];
  }

  isTyped(key: FieldKey): boolean {
    return this.#typed[key] !== undefined;
  }

  issue(key: FieldKey): FieldIssue | null {
    if (this.#theirs && this.#fields[key] === undefined) return null;
    return this.#judged.has(key) ? fieldIssue(key, this.value(key)) : null;
  }

  /** Judges every field. @returns the first that keeps the account from being saved, in the order of the form */
  firstError(): FieldKey | 'note' | null {
    for (const key of FIELD_KEYS) this.#clean(key);
    this.#judged = new Set(FIELD_KEYS);
    return FIELD_KEYS.find((key) => this.issue(key)?.level === 'error') ?? (this.noteTooLong ? 'note' : null);
  }

  setValue(key: FieldKey, to: string): void {
    this.#typed = withEdit(this.#typed, this.#shown, key, to);
    this.#forgetCleaning([key]);
  }

  /** Something was left out of what was typed here, and can be put back. */
  wasCleaned(key: FieldKey): boolean {
    return this.#uncleaned[key] !== undefined;
  }

  /** The typed text stays exactly so until it is typed again. */
  putBack(key: FieldKey): void {
    const text = this.#uncleaned[key];
    if (text === undefined) return;
    this.setValue(key, text);
    this.#asTyped = new Set([...this.#asTyped, key]);
  }

  setType(type: AccountType): void {
    this.#type = type;
  }

  setNote(note: string): void {
    this.#note = note === (this.#shownRest?.note ?? '') ? null : note;
  }

  setSameAsBilling(on: boolean): void {
    this.#sameAsBilling = on;
  }

  /** The field was left: from now on it is judged as one types. An empty one is judged when saving is tried. */
  leave(key: FieldKey): void {
    this.#clean(key);
    if (this.value(key) !== '') this.#judged = new Set([...this.#judged, key]);
  }

  /** The host's answer comes in below the edits; an edit to the same value ends. */
  show(view: AccountView): void {
    const untouched = !this.#dirty;
    this.#localId = view.localId;
    this.#shownRest = view;
    this.#shown = view.values;
    this.#theirs = view.remoteId !== null;
    this.#typed = editsBeside(this.#typed, view.values);
    if (!untouched) return;
    this.#openedAtRevision = view.revision;
    this.#type = view.type;
  }

  /** Goes on with a draft that was kept. */
  restore(draft: NonNullable<AccountView['draft']>): void {
    this.#typed = draft.changed;
    this.#note = draft.note;
    this.#type = draft.type;
    this.#openedAtRevision = draft.openedAtRevision;
  }

  /** A draft that came here from another id of this account while it is open: what is typed here already stays. */
  takeUp(draft: NonNullable<AccountView['draft']>): void {
    this.#typed = editsBeside({ ...draft.changed, ...this.#typed }, this.#shown);
    if (draft.note === null || this.#note === draft.note) return;
    if (this.#note === null || draft.note.includes(this.#note)) this.setNote(draft.note);
    else if (!this.#note.includes(draft.note)) this.setNote(`${this.#note}\n${draft.note}`);
  }

  /** `input` is safe; what was typed since stays typed. */
  saved(input: Input<'saveAccount'>, { revision }: Saved): void {
    const done = FIELD_KEYS.filter((key) => this.#typed[key]?.to === input.changed[key]?.to);
    this.#asTyped = new Set([...this.#asTyped].filter((key) => !done.includes(key)));
    this.#typed = editsSince(this.#typed, input.changed);
    this.#shown = valuesAfter(this.#shown, input.changed);
    this.#note = this.#note === input.note ? null : this.#note;
    this.#openedAtRevision = revision;
  }

  revert(): void {
    this.#typed = {};
    this.#forgetCleaning(FIELD_KEYS);
    this.#sameAsBilling = false;
    this.#judged = new Set();
    this.#note = null;
    this.#type = this.#shownRest?.type ?? this.#type;
  }

  /** Only what was typed: a value that is shown stays as SalesBinder has it. */
  #clean(key: FieldKey): void {
    const typed = this.#typed[key]?.to;
    if (typed === undefined || this.#asTyped.has(key)) return;
    const clean = cleaned(key, typed);
    if (clean === typed) return;
    this.#typed = withEdit(this.#typed, this.#shown, key, clean);
    // A single space at the end is how many people and keyboards end a word.
    if (clean !== typed.replace(/ $/, '')) this.#uncleaned = { ...this.#uncleaned, [key]: typed };
  }

  #forgetCleaning(keys: readonly FieldKey[]): void {
    const left = Object.entries(this.#uncleaned).filter(([key]) => !keys.includes(key as FieldKey));
    this.#uncleaned = Object.fromEntries(left);
    this.#asTyped = new Set([...this.#asTyped].filter((key) => !keys.includes(key)));
  }
}
