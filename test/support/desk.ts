import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach } from 'vitest';
import { startPractice } from '../../electron/practice/practice.ts';
import type { Practice, PracticeOptions } from '../../electron/practice/practice.ts';
import { browserShell, closeChromium } from './shell-browser.ts';
import { electronShell } from './shell-electron.ts';
import type { OpenShell, ShellOptions } from './shell.ts';

/** What a person does at the desk, by the names that they (and screen readers) know. */
export class Desk {
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
  async reads(name: string, standing: string | RegExp): Promise<void> {
    await this.row(name).filter({ hasText: standing }).first().waitFor();
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

export const KEY = 'k3y-of-a-person-who-sells-0123456789';

export interface DeskRig {
  server(options?: Partial<PracticeOptions>): Promise<Practice>;
  folder(): Promise<string>;
  /** A window on the app; its console and policy breaks are looked at when the test ends. */
  desk(options: ShellOptions): Promise<Desk>;
}

/** The test command runs these tests once for each shell that can be had here. */
const shell = process.env['FIELDBINDER_SHELL'] === 'electron' ? electronShell : browserShell;

/** Starts what a test asks for, ends it afterwards, and fails it for what the window complained of. */
export function deskRig(): DeskRig {
  const endings: (() => Promise<unknown>)[] = [];
  const complaints: string[] = [];
  const windows: OpenShell[] = [];
  afterEach(async ({ task }) => {
    const seen = windows.splice(0);
    if (task.result?.state === 'fail') for (const one of seen) console.error(await lastSeen(one));
    for (const end of endings.splice(0).reverse()) await end();
    const said = complaints.splice(0);
    if (said.length > 0) throw new Error(`The window complained:\n${said.join('\n')}`);
  });
  afterAll(closeChromium);
  return {
    async server(options) {
      const site = await startPractice({ key: KEY, seeded: false, ...options });
      endings.push(() => site.stop());
      return site;
    },
    async folder() {
      const made = await mkdtemp(join(tmpdir(), 'fieldbinder-e2e-'));
      endings.push(() => rm(made, { recursive: true, force: true }));
      return made;
    },
    async desk(options) {
      const open = await shell.open({ ...options, beforeLoad: (page) => listen(page, complaints) });
      let ended = false;
      const once =
        <T>(end: () => Promise<T>) =>
        async (): Promise<T> => {
          ended = true;
          return end();
        };
      const watched: OpenShell = { ...open, quit: once(open.quit), kill: once(open.kill) };
      endings.push(async () => (ended ? undefined : open.kill()));
      open.page.setDefaultTimeout(30_000);
      windows.push(open);
      return new Desk(watched);
    },
  };
}

/** For a failed test's report. */
async function lastSeen({ page, said }: OpenShell): Promise<string> {
  const read = page.locator('body').innerText({ timeout: 1_000 });
  return `The window read:\n${await read.catch(() => '(it is closed)')}\nThe process said:\n${said()}`;
}

/** Whatever breaks the content security policy, or is thrown and not caught, fails the test. */
async function listen(page: Page, complaints: string[]): Promise<void> {
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('WebSocket')) {
      complaints.push(`console: ${message.text()}`);
    }
  });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
}
