import type { AccountType } from '../../shared/account.ts';
import type { Api } from '../../shared/contract/contract.ts';
import { AccountForm } from './account-form.svelte.ts';

/** The open account, the one that is being opened, and those to open next. */
export class OpenAccount {
  #api: Api;
  /** Called each time another account, or none, is open. */
  #changed: (form: AccountForm | null) => void;
  #form = $state.raw<AccountForm | null>(null);
  /** The account that is about to open in place of this one. */
  #opening = $state<string | null>(null);
  /** New accounts typed while the one before failed to save; each opens again as the next new account. */
  #setAside: readonly AccountForm[] = [];

  constructor(api: Api, changed: (form: AccountForm | null) => void) {
    this.#api = api;
    this.#changed = changed;
  }

  get form(): AccountForm | null {
    return this.#form;
  }
  /** Forms with text that is neither saved nor in a draft. */
  get unkept(): readonly AccountForm[] {
    const open = this.#form === null ? [] : [this.#form];
    return [...open, ...this.#setAside].filter((form) => form.unkept);
  }
  /** Another account is about to open: nothing typed now would be meant for this one. */
  get leaving(): boolean {
    return this.#opening !== null;
  }

  startNew(type: AccountType): AccountForm {
    const [setAside, ...others] = this.#setAside;
    this.#setAside = others;
    const form = setAside ?? new AccountForm(this.#api, crypto.randomUUID(), type);
    this.show(form);
    return form;
  }

  async open(localId: string): Promise<void> {
    if (this.#form?.localId === localId) return;
    const form = new AccountForm(this.#api, localId);
    this.#opening = localId;
    await form.read();
    // Another one was asked for meanwhile.
    if (this.#opening !== localId) return;
    this.#setAside = this.#setAside.filter((one) => one.localId !== localId);
    this.show(form);
  }

  /** Closes the open account; unsaved text is kept as a draft. */
  async close(): Promise<void> {
    const form = this.#form;
    if (form === null) return;
    this.show(null);
    await form.keep();
  }

  /** While `work` goes on, `localId` is about to open. */
  async whileOpening<T>(localId: string, work: () => Promise<T>): Promise<T> {
    this.#opening = localId;
    try {
      return await work();
    } finally {
      this.#opening = null;
    }
  }

  show(form: AccountForm | null): void {
    void this.#form?.keep();
    this.#form?.duplicates.stop();
    this.#form = form;
    this.#opening = null;
    // It comes along with each event about it from now on.
    void this.#api.lookingAt({ localId: form?.localId ?? null });
    this.#changed(form);
  }

  /** It could not be saved: it opens again with all its text. */
  showAgain(form: AccountForm): void {
    const open = this.#form;
    if (open?.dirty === true) this.#setAside = [...this.#setAside, open];
    this.show(form);
  }
}
