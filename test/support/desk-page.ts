import type { Locator, Page } from 'playwright-core';
import type { OpenShell } from './shell.ts';

export const KEY = 'k3y-of-a-person-who-sells-0123456789';

/** The app's page as a person uses it, by the names that they (and screen readers) know. */
export class DeskPage {
  readonly page: Page;
  readonly shell: OpenShell;

  constructor(shell: OpenShell) {
    this.shell = shell;
    this.page = shell.page;
  }

  async connect(key = KEY, keepKey = true): Promise<void> {
    await this.field('SalesBinder address').fill('acme');
    await this.field('API key').fill(key);
    // Where there is a keystore, nobody is asked.
    const keep = this.page.getByRole('checkbox', { name: 'Keep the key on this computer' });
    if (keepKey && (await keep.count()) > 0) await keep.check();
    await this.button('Connect').click();
    await this.button('New account').waitFor();
  }

  async practise(): Promise<void> {
    await this.button('Practice').click();
    await this.button('New account').waitFor();
  }

  /** Types a new account and saves it. */
  async capture(account: Typed): Promise<void> {
    await this.button('New account').click();
    await this.page.getByRole('radio', { name: account.type, exact: true }).check();
    await this.type(account);
    await this.save();
  }

  /** Fills fields of the form that is open. */
  async type({ main = {}, billing = {}, shipping = {}, note }: Omit<Typed, 'type'>): Promise<void> {
    for (const [label, value] of Object.entries(main)) await this.field(label).fill(value);
    for (const [name, values] of [
      ['Billing address', billing],
      ['Shipping address', shipping],
    ] as const) {
      const group = this.page.getByRole('group', { name, exact: true });
      for (const [label, value] of Object.entries(values))
        await group.getByLabel(label, { exact: true }).fill(value);
    }
    if (note !== undefined) await this.field('Note').fill(note);
  }

  async save(): Promise<void> {
    await this.button('Save').click();
    await this.page.getByText('Saved on this computer').first().waitFor();
  }

  row(name: string): Locator {
    return this.page.getByRole('grid', { name: 'Accounts' }).getByRole('row').filter({ hasText: name });
  }

  /** Resolves when the row reads so. */
  async reads(name: string, status: string | RegExp): Promise<void> {
    await this.row(name).filter({ hasText: status }).first().waitFor();
  }

  async open(name: string): Promise<void> {
    await this.row(name).first().click();
    await this.page.getByRole('heading', { name }).waitFor();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  get status(): Locator {
    return this.page.getByRole('status');
  }
}

export interface Typed {
  readonly type: 'Customer' | 'Prospect' | 'Supplier';
  readonly main?: Readonly<Record<string, string>>;
  readonly billing?: Readonly<Record<string, string>>;
  readonly shipping?: Readonly<Record<string, string>>;
  readonly note?: string;
}
