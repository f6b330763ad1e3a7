/** The hands of somebody at the window: what a state of the gallery needs to be reached is done by accessible names. */
export interface Hands {
  /** Clicks a button, switch or radio of that name. */
  click(name: string): Promise<void>;
  /** Types into the field of that label, and leaves it. */
  type(label: string, text: string): Promise<void>;
  /** Opens the account of that name in the list. */
  open(name: string): Promise<void>;
  /** Selects the accounts of these names in the list. */
  select(...names: readonly string[]): Promise<void>;
  /** Puts the focus on a row of the list. */
  focusRow(name: string): Promise<void>;
  /** A key with Ctrl, wherever the focus is. */
  chord(key: string): void;
  press(key: string): void;
  /** Waits until the window says so. */
  sees(text: string): Promise<void>;
}

/** Only to end what hangs: a state that can't be reached says so. Ms. */
const PATIENCE = 20_000;

export function handsOn(window: HTMLElement): Hands {
  return {
    click: async (name) => (await found(name, () => named(window, name))).click(),
    async type(label, text) {
      const input = await found(label, () => fieldOf(window, label));
      input.focus();
      input.value = text;
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      input.blur();
    },
    open: async (name) => (await found(name, () => rowOf(window, name))).click(),
    async select(...names) {
      for (const name of names) {
        const row = await found(name, () => rowOf(window, name));
        row.dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true }));
      }
    },
    focusRow: async (name) => (await found(name, () => rowOf(window, name))).focus(),
    chord: (key) => pressed(key, true),
    press: (key) => pressed(key, false),
    sees: async (text) => {
      await found(text, () => (window.ownerDocument.body.textContent.includes(text) ? window : undefined));
    },
  };
}

function pressed(key: string, ctrlKey: boolean): void {
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }));
}

function named(within: HTMLElement, name: string): HTMLElement | undefined {
  const controls = within.querySelectorAll<HTMLElement>(
    'button, input[type="checkbox"], input[type="radio"]',
  );
  return [...controls].find((control) => nameOf(control) === name);
}

function nameOf(control: HTMLElement): string {
  const label = control instanceof HTMLInputElement ? control.labels?.[0]?.textContent : control.textContent;
  return (control.getAttribute('aria-label') ?? label ?? '').replace(/\s+/g, ' ').trim();
}

function fieldOf(within: HTMLElement, label: string): HTMLInputElement | HTMLTextAreaElement | undefined {
  const fields = within.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
  return [...fields].find(
    (field) => (field.ariaLabel ?? field.labels?.[0]?.textContent ?? '').trim() === label,
  );
}

function rowOf(within: HTMLElement, name: string): HTMLElement | undefined {
  const rows = within.querySelectorAll<HTMLElement>('[role="row"][aria-selected]');
  return [...rows].find((row) => row.textContent.includes(name));
}

/** Asks after each change of the page until there is one. */
function found<T>(what: string, find: () => T | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const observer = new MutationObserver(look);
    const patience = setTimeout(() => end(() => reject(new Error(`There is no “${what}”`))), PATIENCE);
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    look();

    function look(): void {
      const one = find();
      if (one !== undefined) end(() => resolve(one));
    }
    function end(settle: () => void): void {
      clearTimeout(patience);
      observer.disconnect();
      settle();
    }
  });
}
