import type { AccountView, Saved } from '../../shared/contract/account-view.ts';
import type { AccountType } from '../../shared/account.ts';
import type { Input } from '../../shared/contract/contract.ts';
import { TypedFields } from './typed-fields.svelte.ts';

/** All that is typed into one account: fields, type and note, over what the host shows; and what of it would travel. */
export class TypedAccount {
  readonly fields = new TypedFields();
  #localId: string;
  /** As the host has it; null while it has nothing. */
  #shown = $state.raw<Pick<AccountView, 'type' | 'note'> | null>(null);
  #type = $state<AccountType>('customer');
  #note = $state<string | null>(null);
  #openedAtRevision = 0;

  #retyped = $derived(this.#shown !== null && this.#shown.type !== this.#type);
  #dirty = $derived(this.fields.touched || this.#note !== null || this.#retyped);

  constructor(localId: string, type: AccountType) {
    this.#localId = localId;
    this.#type = type;
  }

  get type(): AccountType {
    return this.#type;
  }
  get note(): string {
    return this.#note ?? this.#shown?.note ?? '';
  }
  /** Something is typed that the host does not have. */
  get dirty(): boolean {
    return this.#dirty;
  }

  /** What saving hands over: the touched parts alone. */
  get input(): Input<'saveAccount'> {
    return {
      localId: this.#localId,
      openedAtRevision: this.#openedAtRevision,
      type: this.#type,
      changed: { ...this.fields.changed },
      note: this.#note,
    };
  }

  setType(type: AccountType): void {
    this.#type = type;
  }

  setNote(note: string): void {
    this.#note = note === (this.#shown?.note ?? '') ? null : note;
  }

  show(view: AccountView): void {
    const untouched = !this.#dirty;
    this.#shown = view;
    this.fields.show(view.values, view.remoteId !== null);
    if (!untouched) return;
    this.#openedAtRevision = view.revision;
    this.#type = view.type;
  }

  takeUp(draft: NonNullable<AccountView['draft']>): void {
    this.fields.takeUp(draft.changed);
    this.#note = draft.note;
    this.#type = draft.type;
    this.#openedAtRevision = draft.openedAtRevision;
  }

  /** `input` is safe; what was typed since stays typed. */
  saved(input: Input<'saveAccount'>, { revision }: Saved): void {
    this.fields.saved(input.changed);
    this.#note = this.#note === input.note ? null : this.#note;
    this.#openedAtRevision = revision;
  }

  revert(): void {
    this.fields.revert();
    this.#note = null;
    this.#type = this.#shown?.type ?? this.#type;
  }
}
