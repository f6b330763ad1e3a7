import type { FieldIssue, FieldKey } from '../../shared/account.ts';
import { assertNever } from '../../shared/exhaustive.ts';
import { fieldIssue } from '../../shared/text/field-issue.ts';
import { cleaned } from '../../shared/text/typed-text.ts';
import type { ConflictField } from '../../shared/outbox/merge.ts';
import type { AccountForm } from './account-form.svelte.ts';

export type Side = 'mine' | 'theirs' | 'other';

/** The chosen side, and SalesBinder's value that it was chosen against. */
interface Choice {
  readonly side: Side;
  readonly against: string;
}

/** The reason why a field is not settled yet. */
export type Objection = FieldIssue | { readonly what: 'undecided' } | { readonly what: 'decide-again' };

/**
 * The choices in an open conflict, until it is settled. A third value is typed into the account itself for as long as it
 * is chosen: so it is kept as a draft, and is still there when the conflict was left half settled.
 */
export class ConflictChoices {
  #form: () => AccountForm | null;
  #chosen = $state<Partial<Record<FieldKey, Choice>>>({});
  /** Third values, also those that were decided against since. */
  #typed = $state<Partial<Record<FieldKey, string>>>({});
  #tried = $state(false);

  /** `form`: the account whose conflict it is. */
  constructor(form: () => AccountForm | null) {
    this.#form = form;
  }

  /** A choice holds only against the value that was shown: what comes later has to be seen first. */
  choice({ key, theirs }: ConflictField): Side | null {
    const choice = this.#chosen[key];
    return choice?.against === theirs ? choice.side : null;
  }

  choose(field: ConflictField, side: Side): void {
    const third = this.third(field);
    this.#typed[field.key] = third;
    this.#decide(field, side, third);
  }

  /** The third value, chosen or not. */
  third({ key }: ConflictField): string {
    const inForm = this.#form()?.value(key);
    return inForm === undefined || inForm === this.#shown(key) ? (this.#typed[key] ?? '') : inForm;
  }

  typeThird(field: ConflictField, text: string): void {
    this.#typed[field.key] = text;
    this.#decide(field, 'other', text);
  }

  /** Null: not decided. */
  value(field: ConflictField): string | null {
    const choice = this.choice(field);
    switch (choice) {
      case 'mine':
        return field.mine;
      case 'theirs':
        return field.theirs;
      case 'other':
        return cleaned(field.key, this.third(field));
      case null:
        return null;
      default:
        return assertNever(choice);
    }
  }

  /** Said once settling was tried, or when SalesBinder changed the field again. */
  objection(field: ConflictField): Objection | null {
    const value = this.value(field);
    if (value !== null) {
      // SalesBinder's own value may stay, whatever it is like.
      const issue = value === field.theirs ? null : fieldIssue(field.key, value);
      return this.#tried && issue?.level === 'error' ? issue : null;
    }
    if (this.#chosen[field.key] !== undefined) return { what: 'decide-again' };
    return this.#tried ? { what: 'undecided' } : null;
  }

  /** Settling is tried: the first field that is in its way. */
  firstOpen(fields: readonly ConflictField[]): ConflictField | null {
    this.#tried = true;
    return fields.find((field) => this.objection(field) !== null) ?? null;
  }

  #decide(field: ConflictField, side: Side, third: string): void {
    this.#chosen[field.key] = { side, against: field.theirs };
    this.#form()?.setValue(field.key, side === 'other' && third !== '' ? third : this.#shown(field.key));
  }

  /** The value that the host shows, without edits. */
  #shown(key: FieldKey): string {
    return this.#form()?.view?.values[key] ?? '';
  }
}
