import { mount, unmount } from 'svelte';
import App from '../../../renderer/App.svelte';
import '../../../renderer/app.css';
import { CHANGES } from './changes.ts';
import { handsOn } from './hands.ts';
import { PARTS } from './parts.ts';
import { STATES } from './states.ts';

declare global {
  interface Window {
    /** Lets something come over the state that is shown: a name of CHANGES. */
    change?: (name: string) => void;
  }
}

/** Shows the state that the address names; `data-state` says when it is reached, or why it can't be. */
let leave: () => Promise<void> = () => Promise.resolve();

addEventListener('hashchange', () => void show());
await show();

async function show(): Promise<void> {
  const name = decodeURIComponent(location.hash.slice(2));
  document.documentElement.dataset['state'] = 'coming';
  await leave();
  const target = document.createElement('div');
  target.id = 'app';
  document.getElementById('app')?.replaceWith(target);
  document.documentElement.dataset['state'] = await reach(name, target).then(
    () => `reached ${name}`,
    (error: unknown) => `failed ${name}: ${String(error)}`,
  );
}

async function reach(name: string, target: HTMLElement): Promise<void> {
  const part = PARTS[name];
  if (part !== undefined) {
    target.style.padding = '24px';
    leave = part(target);
    return;
  }
  const state = STATES[name];
  if (state === undefined) throw new Error('There is no state of that name');
  const host = state.host();
  window.change = (change) => CHANGES[change]?.come(host);
  const app = mount(App, { target, props: { api: host, now: () => host.now } });
  leave = () => unmount(app);
  await state.reach?.(handsOn(target), host);
}
