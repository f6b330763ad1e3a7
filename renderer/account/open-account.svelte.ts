import type { AccountType } from '../../shared/account.ts';
import type { Api } from '../../shared/contract/contract.ts';
import { AccountForm } from './account-form.svelte.ts';

/** Which account is in front, which is on its way there, and which wait for their turn. */
export class InFront {
  #api: Api;
  /** Told each time another account, or none, comes to the front. */
  #changed: (form: AccountForm | null) => void;
  #form = $state.raw<AccountForm | null>(null);
  /** The account that is about to take the place of the one in front. */
  #opening = $state<string | null>(null);
  /** Typed into while the one before could not be saved after all; each comes up again as the next new account. */
  #aside: readonly AccountForm[] = [];

  constructor(api: Api, changed: (form: AccountForm | null) => void) {
    this.#api = api;
    this.#changed = changed;
  }

  get form(): AccountForm | null {
    return this.#form;
  }
  /** What is in front is on its way out: nothing typed now would be meant for it. */
  get leaving(): boolean {
    return this.#opening !== null;
  }

  startNew(type: AccountType): AccountForm {
    const [aside, ...others] = this.#aside;
    this.#aside = others;
    const form = aside ?? new AccountForm(this.#api, crypto.randomUUID(), type);
    this.put(form);
    return form;
  }

  async open(localId: string): Promise<void> {
    if (this.#form?.localId === localId) return;
    const form = new AccountForm(this.#api, localId);
    this.#opening = localId;
    await form.read();
    // Another one was asked for meanwhile.
    if (this.#opening !== localId) return;
    this.#aside = this.#aside.filter((one) => one.localId !== localId);
    this.put(form);
    await this.#api.lookingAt({ localId });
  }

  /** Puts the open record away; what is typed is kept as a draft. */
  async close(): Promise<void> {
    const form = this.#form;
    if (form === null) return;
    this.put(null);
    await form.keep();
    await this.#api.lookingAt({ localId: null });
  }

  /** While `work` goes on, `localId` is about to come to the front. */
  async leavingFor<T>(localId: string, work: () => Promise<T>): Promise<T> {
    this.#opening = localId;
    try {
      return await work();
    } finally {
      this.#opening = null;
    }
  }

  put(form: AccountForm | null): void {
    void this.#form?.keep();
    this.#form?.duplicates.stop();
    this.#form = form;
    this.#opening = null;
    this.#changed(form);
  }

  /** It could not be saved: in front again with all that was typed. */
  putBack(form: AccountForm): void {
    const front = this.#form;
    if (front?.dirty === true) this.#aside = [...this.#aside, front];
    this.put(form);
  }
}
