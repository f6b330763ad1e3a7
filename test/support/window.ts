// Takes the window away after each test.
import '@testing-library/svelte/vitest';
import { configure, render, screen, waitFor, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import type { UserEvent } from '@testing-library/user-event';
import App from '../../renderer/App.svelte';
import type { FakeApi } from './fake-api.ts';
import { layOut } from './layout.ts';

/** Only to end what hangs: its own second is over soon on a busy machine. Below what a whole test has. Ms. */
configure({ asyncUtilTimeout: 30_000 });

/** The whole window over a fake host, and the hands of somebody who uses it. */
export async function openWindow(api: FakeApi): Promise<UserEvent> {
  layOut();
  render(App, { api, now: () => api.now });
  await waitFor(() => screen.getByRole('heading', { level: 1 }));
  // Nothing comes between two keys: else, on a busy machine, the window would take the typing for having paused.
  return userEvent.setup({ delay: null });
}

export function button(name: string): HTMLElement {
  return screen.getByRole('button', { name });
}

/** A field of the form that stands alone, by its exact label. */
export function field(name: string): HTMLInputElement {
  return screen.getByRole<HTMLInputElement>('textbox', { name });
}

/** A field of one of the two addresses. */
export function addressField(group: 'Billing address' | 'Shipping address', name: string): HTMLInputElement {
  return within(screen.getByRole('group', { name: group })).getByLabelText<HTMLInputElement>(name);
}

export function row(name: string): HTMLElement {
  const found = rows().find((one) => one.textContent.includes(name));
  if (found === undefined) throw new Error(`No row with ${name}`);
  return found;
}

/** The rows below the head, in their order on the screen. */
export function rows(): readonly HTMLElement[] {
  return screen.queryAllByRole('row').filter((one) => one.hasAttribute('aria-selected'));
}

export function rowNames(): readonly string[] {
  return rows().map((one) => one.querySelector('.main')?.textContent ?? '');
}

/** The text of the field's message, the one that a screen reader ties to it. */
export function messageOf(input: HTMLElement): string {
  const id = input.getAttribute('aria-describedby');
  return id === null ? '' : (document.getElementById(id)?.textContent ?? '').trim();
}
