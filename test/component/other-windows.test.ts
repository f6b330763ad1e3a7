import { render, screen, waitFor, within } from '@testing-library/svelte';
import type { UserEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { failed } from '../../shared/problem.ts';
import type { Problem } from '../../shared/problem.ts';
import App from '../../renderer/App.svelte';
import { FakeApi } from '../support/fake-api.ts';
import { layOut } from '../support/layout.ts';
import { button, field, openWindow, rowNames } from '../support/window.ts';

test('a window that was taken over says so and shows nothing else', async () => {
  const api = new FakeApi();
  await openWindow(api);
  api.emit({ is: 'superseded' });
  expect((await screen.findByRole('alert')).textContent).toContain('opened in another window');
  expect(screen.queryByRole('grid')).toBeNull();
});

test('a window that is taken over from keeps what is typed to the last letter, there and then', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme');
  const before = api.inputsOf('keepDraft').length;
  await user.keyboard(' Ltd');
  api.emit({ is: 'superseded' });
  // At once: a moment later the host no longer listens to this window.
  const kept = api.inputsOf('keepDraft');
  expect(kept.length).toBeGreaterThan(before);
  expect(kept.at(-1)?.changed).toEqual({ name: { from: '', to: 'Acme Ltd' } });
});

test('a window that was taken over shows what is typed in it, and brings it along when it takes over again', async () => {
  let tookOver = 0;
  const api = Object.assign(new FakeApi(), {
    takeOver: () => {
      tookOver += 1;
    },
  });
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme');
  await user.type(field('Note'), 'met at the booth');
  // The host let the other window in before this one could be heard.
  api.failNext('keepDraft', { what: 'bad-call', detail: 'superseded' });
  api.emit({ is: 'superseded' });
  const typed = await screen.findByRole('region', { name: 'Typed in this window and not saved' });
  expect(typed.textContent).toContain('Acme');
  expect(typed.textContent).toContain('met at the booth');
  const before = api.inputsOf('keepDraft').length;
  await user.click(button('Use this window'));
  expect(tookOver).toBe(1);
  api.emit({ is: 'host-back' });
  await waitFor(() => expect(field('Business name').value).toBe('Acme'));
  await waitFor(() => expect(api.inputsOf('keepDraft').length).toBeGreaterThan(before));
  expect(api.inputsOf('keepDraft').at(-1)).toMatchObject({
    changed: { name: { from: '', to: 'Acme' } },
    note: 'met at the booth',
  });
});

/** A host that takes a draft only for the workspace that is open, as the real one does. */
class OneOpenWorkspace extends FakeApi {
  #open: string | null = 'acme';

  show(id: 'acme' | 'practice'): void {
    this.#open = id;
    this.showElsewhere(id === 'acme' ? { id, kind: 'salesbinder' } : { id, kind: 'practice' });
  }

  override within(id: string | null = null): this {
    return new Proxy(this, {
      get: (api, name) => {
        const member: unknown = Reflect.get(api, name, api);
        if (name === 'keepDraft' && id !== this.#open) return () => Promise.resolve(failed(ELSEWHERE));
        return typeof member === 'function' ? (member.bind(api) as unknown) : member;
      },
    });
  }
}

const ELSEWHERE: Problem = { what: 'bad-call', detail: 'another-workspace' };

async function typeThenLose(api: FakeApi): Promise<UserEvent> {
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme');
  await user.type(field('Note'), 'met at the booth');
  api.failNext('keepDraft', { what: 'bad-call', detail: 'superseded' });
  api.emit({ is: 'superseded' });
  await screen.findByRole('region', { name: 'Typed in this window and not saved' });
  return user;
}

const LEFT = { name: 'Typed for acme.salesbinder.com and not saved' };

test('text that could not be kept stays when the window comes back to another workspace, until it is a draft', async () => {
  const api = new OneOpenWorkspace();
  await typeThenLose(api);
  const before = api.inputsOf('keepDraft').length;
  api.show('practice');
  api.emit({ is: 'host-back' });
  const left = await screen.findByRole('region', LEFT);
  expect(left.textContent).toContain('Acme');
  expect(left.textContent).toContain('met at the booth');
  // Nothing of it gets into the workspace that is open.
  expect(api.inputsOf('keepDraft')).toHaveLength(before);
  api.show('acme');
  api.emit({ is: 'opened' });
  await waitFor(() => expect(screen.queryByRole('region', LEFT)).toBeNull());
  expect(api.inputsOf('keepDraft').at(-1)).toMatchObject({
    changed: { name: { from: '', to: 'Acme' } },
    note: 'met at the booth',
  });
  await waitFor(() => expect(rowNames()).toEqual(['Acme']));
});

test('text that was left in another workspace goes when its person discards it, and not before', async () => {
  const api = new OneOpenWorkspace();
  const user = await typeThenLose(api);
  api.show('practice');
  api.emit({ is: 'host-back' });
  const left = await screen.findByRole('region', LEFT);
  // Coming back to where it is not from leaves it as it is.
  api.emit({ is: 'opened' });
  await waitFor(() => expect(screen.getByRole('region', LEFT)).toBe(left));
  await user.click(within(left).getByRole('button', { name: 'Discard' }));
  await waitFor(() => expect(screen.queryByRole('region', LEFT)).toBeNull());
});

test('text that is in a draft already is not shown as left behind', async () => {
  const api = new OneOpenWorkspace();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme');
  api.emit({ is: 'superseded' });
  await screen.findByRole('region', { name: 'Typed in this window and not saved' });
  await waitFor(() => expect(api.records()).toHaveLength(1));
  api.show('practice');
  api.emit({ is: 'host-back' });
  await screen.findByRole('grid', { name: 'Accounts' });
  await screen.findByText('Practice');
  expect(screen.queryByRole('region', LEFT)).toBeNull();
});

test('a window that was taken over with nothing typed only says so', async () => {
  const api = new FakeApi();
  await openWindow(api);
  api.emit({ is: 'superseded' });
  await screen.findByRole('alert');
  expect(screen.queryByRole('region', { name: 'Typed in this window and not saved' })).toBeNull();
});

test('a host that went away and came back brings the desk back', async () => {
  const api = new FakeApi();
  await openWindow(api);
  api.emit({ is: 'host-lost' });
  await screen.findByText('Fieldbinder has stopped');
  expect(screen.queryByRole('grid')).toBeNull();
  api.emit({ is: 'host-back' });
  await screen.findByRole('grid', { name: 'Accounts' });
});

test('what was typed when the host went away is there when it comes back, and is kept then', async () => {
  const api = new FakeApi();
  const user = await openWindow(api);
  await user.click(button('New account'));
  await user.type(field('Business name'), 'Acme');
  api.failNext('keepDraft', { what: 'storage', reason: 'vanished', detail: 'host-lost' });
  api.emit({ is: 'host-lost' });
  await screen.findByText('Fieldbinder has stopped');
  await user.keyboard('{Control>}n{/Control}');
  await waitFor(() => expect(api.inputsOf('keepDraft').length).toBeGreaterThan(0));
  expect(api.records()).toEqual([]);
  api.emit({ is: 'host-back' });
  await waitFor(() => expect(field('Business name').value).toBe('Acme'));
  await waitFor(() => expect(rowNames()).toEqual(['Acme']));
});

test('a window whose address is refused from the start says which one to use', async () => {
  const api = new FakeApi();
  api.hold('open');
  layOut();
  render(App, { api, now: () => api.now });
  api.emit({ is: 'host-lost' });
  await screen.findByText('This address is from an earlier start');
  await screen.findByText('Use the window that Fieldbinder opened.');
});
