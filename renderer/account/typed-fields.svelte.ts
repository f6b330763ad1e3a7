import { EMPTY_VALUES, FIELD_KEYS, fieldIssue } from '../../shared/account.ts';
import type { AllValues, FieldIssue, FieldKey } from '../../shared/account.ts';
import { typedBeside, typedInto, typedSince, valuesSaved, withBillingCopied } from './typing.ts';
import type { Typed } from './typing.ts';

/** The seventeen fields: what the host shows, overlaid by what is being typed, and what is wrong with it. */
export class TypedFields {
  #shown = $state.raw<AllValues>(EMPTY_VALUES);
  /** What is shown is SalesBinder's own: nobody here has to answer for it. */
  #theirs = $state(false);
  #typed = $state.raw<Typed>({});
  #sameAsBilling = $state(false);
  /** Fields that were left, or all of them once saving was tried: only then is anything wrong with them. */
  #judged = $state.raw<ReadonlySet<FieldKey>>(new Set());

  #changed = $derived(this.#sameAsBilling ? withBillingCopied(this.#typed, this.#shown) : this.#typed);

  /** What would travel: the touched fields, and the copy of the billing address where that is asked for. */
  get changed(): Typed {
    return this.#changed;
  }
  get touched(): boolean {
    return Object.keys(this.#changed).length > 0;
  }
  get sameAsBilling(): boolean {
    return this.#sameAsBilling;
  }

  value(key: FieldKey): string {
    return this.#changed[key]?.to ?? this.#shown[key];
  }

  /** Fields that are typed in and that SalesBinder changed to something else meanwhile. */
  get clashing(): readonly FieldKey[] {
    return FIELD_KEYS.filter((key) => this.#clashes(key));
  }

  isTyped(key: FieldKey): boolean {
    return this.#typed[key] !== undefined;
  }

  issue(key: FieldKey): FieldIssue | null {
    if (this.#theirs && this.#changed[key] === undefined) return null;
    return this.#judged.has(key) ? fieldIssue(key, this.value(key)) : null;
  }

  set(key: FieldKey, to: string): void {
    this.#typed = typedInto(this.#typed, this.#shown, key, to);
  }

  setSameAsBilling(on: boolean): void {
    this.#sameAsBilling = on;
  }

  /** The field was left: from now on it is judged as one types. An empty one waits until saving is tried. */
  leave(key: FieldKey): void {
    if (this.value(key) !== '') this.#judged = new Set([...this.#judged, key]);
  }

  /** Judges everything; the first field that may not be saved so, in the order of the form. */
  firstError(): FieldKey | null {
    this.#judged = new Set(FIELD_KEYS);
    return FIELD_KEYS.find((key) => this.issue(key)?.level === 'error') ?? null;
  }

  /** @param theirs SalesBinder has this account */
  show(values: AllValues, theirs: boolean): void {
    this.#shown = values;
    this.#theirs = theirs;
    this.#typed = typedBeside(this.#typed, values);
  }

  takeUp(typed: Typed): void {
    this.#typed = typed;
  }

  saved(changed: Typed): void {
    this.#typed = typedSince(this.#typed, changed);
    this.#shown = valuesSaved(this.#shown, changed);
  }

  revert(): void {
    this.#typed = {};
    this.#sameAsBilling = false;
    this.#judged = new Set();
  }

  /** Typed in, while SalesBinder's value under it became another one than either. */
  #clashes(key: FieldKey): boolean {
    const typed = this.#typed[key];
    return typed !== undefined && this.#shown[key] !== typed.from && this.#shown[key] !== typed.to;
  }
}
