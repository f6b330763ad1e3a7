import { FIELD_KEYS } from '../../shared/account.ts';
import type { FieldKey } from '../../shared/account.ts';
import { isBlank } from '../../shared/blank.ts';
import type { LikelyDuplicate } from '../../shared/contract/likely-duplicate.ts';
import type { Api, Input } from '../../shared/contract/contract.ts';

/** Long enough not to ask at each key. Milliseconds. */
const PAUSE = 350;

/** Alone these say who it is; an address or a fax doesn't. */
const TELLING: readonly FieldKey[] = ['name', 'email', 'phone', 'url'];

/** Looks for likely duplicates a moment after the typing pauses. Never in the way. */
export class DuplicateWatch {
  #api: Api;
  /** The account as typed so far; null once SalesBinder has it: then there is nothing to look for. */
  #typed: () => Input<'duplicates'> | null;
  #found = $state.raw<readonly LikelyDuplicate[]>([]);
  /** Those that a person said are others. */
  #dismissed = $state.raw<ReadonlySet<string>>(new Set());
  #timer: ReturnType<typeof setTimeout> | null = null;
  #asked = 0;
  #likely = $derived(this.#found.filter((one) => !this.#dismissed.has(one.localId)));

  constructor(api: Api, typed: () => Input<'duplicates'> | null) {
    this.#api = api;
    this.#typed = typed;
  }

  get likely(): readonly LikelyDuplicate[] {
    return this.#likely;
  }

  soon(): void {
    this.stop();
    this.#timer = setTimeout(() => void this.#look(), PAUSE);
  }

  /** "Keep both": what is shown now is not shown again in this form. */
  dismiss(): void {
    this.#dismissed = new Set([...this.#dismissed, ...this.#found.map((one) => one.localId)]);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #look(): Promise<void> {
    this.#timer = null;
    const ticket = (this.#asked += 1);
    const typed = this.#typed();
    const tells = typed !== null && TELLING.some((key) => !isBlank(typed.values[key] ?? ''));
    const answer = tells ? await this.#api.duplicates(typed) : null;
    // Asked again meanwhile: that answer counts. A look that fails is no reason to bother anybody.
    if (ticket === this.#asked) this.#found = answer?.ok === true ? answer.value.likely : [];
  }
}

/** The fields that hold something. */
export function filled(value: (key: FieldKey) => string): Input<'duplicates'>['values'] {
  return Object.fromEntries(
    FIELD_KEYS.map((key) => [key, value(key)] as const).filter(([, text]) => !isBlank(text)),
  );
}
