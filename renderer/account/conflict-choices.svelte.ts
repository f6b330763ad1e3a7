import type { FieldIssue, FieldKey } from '../../shared/account.ts';
import { fieldIssue } from '../../shared/text/field-issue.ts';
import { cleaned } from '../../shared/text/typed-text.ts';
import type { ConflictField } from '../../shared/outbox/merge.ts';
import type { AccountForm } from './account-form.svelte.ts';

export type Side = 'yours' | 'theirs';

/** The chosen side, and SalesBinder's value that it was chosen against. */
interface Choice {
  readonly side: Side;
  readonly against: string;
}

/** The reason why a field is not settled yet. */
export type Objection = FieldIssue | { readonly what: 'undecided' } | { readonly what: 'decide-again' };

/**
 * The choices in the conflict of an open account, until they are saved. Whoever wants neither value types another one
 * into the form: that one is "yours" then, and is kept as a draft like all that is typed.
 */
export class ConflictChoices {
  readonly #form: AccountForm;
  #chosen = $state<Partial<Record<FieldKey, Choice>>>({});
  #tried = $state(false);

  constructor(form: AccountForm) {
    this.#form = form;
  }

  /** A choice holds only against the value that was shown: what comes later has to be seen first. */
  choice({ key, theirs }: ConflictField): Side | null {
    const choice = this.#chosen[key];
    return choice?.against === theirs ? choice.side : null;
  }

  choose({ key, theirs }: ConflictField, side: Side): void {
    this.#chosen[key] = { side, against: theirs };
  }

  chooseAll(fields: readonly ConflictField[], side: Side): void {
    for (const field of fields) this.choose(field, side);
  }

  /** The value of this computer: as typed in the form since, else as it was saved. */
  yours({ key, mine }: ConflictField): string {
    return this.#form.isTyped(key) ? cleaned(key, this.#form.value(key)) : mine;
  }

  /** Null: not decided. */
  value(field: ConflictField): string | null {
    const side = this.choice(field);
    if (side === null) return null;
    return side === 'yours' ? this.yours(field) : field.theirs;
  }

  /** Said once saving was tried, or when SalesBinder changed the field again. */
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

  /** Saving is tried: the first field that is in its way. */
  firstOpen(fields: readonly ConflictField[]): ConflictField | null {
    this.#tried = true;
    return fields.find((field) => this.objection(field) !== null) ?? null;
  }
}
