import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AccountForm } from '../../renderer/account/account-form.svelte.ts';
import { OpenAccount } from '../../renderer/account/open-account.svelte.ts';
import { FakeApi } from '../support/fake-api.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a draft that is due is not written beside the save that ends it, nor after it', async () => {
  const api = new FakeApi();
  const form = new AccountForm(api, 'local-acme');
  form.setValue('name', 'Acme');
  const release = api.hold('saveAccount');
  const saving = form.save();
  await vi.advanceTimersByTimeAsync(2_000);
  release();
  expect((await saving).is).toBe('saved');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(api.inputsOf('keepDraft')).toEqual([]);
  expect(api.record('local-acme').draft).toBeNull();
});

test('what is typed while a draft is written is unkept until that is in a draft, too', async () => {
  const api = new FakeApi();
  const form = new AccountForm(api, 'local-acme');
  const release = api.hold('keepDraft');
  form.setValue('name', 'Acme');
  await vi.advanceTimersByTimeAsync(500);
  form.setValue('phone', '555');
  release();
  await vi.advanceTimersByTimeAsync(0);
  expect(form.unkept).toBe(true);
  await vi.advanceTimersByTimeAsync(500);
  expect(form.unkept).toBe(false);
  expect(api.inputsOf('keepDraft').at(-1)?.changed.phone?.to).toBe('555');
});

test('what could not be kept is unkept, until it is', async () => {
  const api = new FakeApi();
  const form = new AccountForm(api, 'local-acme');
  api.failNext('keepDraft', { what: 'storage', reason: 'full', detail: 'ENOSPC' });
  form.setValue('name', 'Acme');
  await vi.advanceTimersByTimeAsync(500);
  expect(form.unkept).toBe(true);
  form.setValue('name', 'Acme Ltd');
  await vi.advanceTimersByTimeAsync(500);
  expect(form.unkept).toBe(false);
});

test('what is typed after a save is called a draft only once it is one', async () => {
  const form = new AccountForm(new FakeApi(), 'local-acme');
  form.setValue('name', 'Acme');
  await vi.advanceTimersByTimeAsync(500);
  expect(form.draft).toBe('kept');
  await form.save();
  form.setValue('phone', '555');
  expect(form.draft).toBe('none');
  await vi.advanceTimersByTimeAsync(500);
  expect(form.draft).toBe('kept');
});

test('what is typed is saved on the revision that it was begun with, whatever comes meanwhile', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', revision: 1, values: { name: 'Acme', phone: '1' } });
  const form = new AccountForm(api, 'record-1');
  await form.read();
  form.setValue('phone', '2');
  api.change('record-1', { revision: 2, values: { name: 'Acme', phone: '3' } });
  await form.read();
  expect(form.value('phone')).toBe('2');
  await form.save();
  expect(api.inputsOf('saveAccount')).toMatchObject([
    { openedAtRevision: 1, changed: { phone: { from: '1', to: '2' } } },
  ]);
});

test('the note of a draft that comes from another id goes below the one that is being typed', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', revision: 1, values: { name: 'Acme' } });
  const form = new AccountForm(api, 'record-1');
  await form.read();
  form.setNote('typed here');
  const draft = { localId: 'record-1', openedAtRevision: 1, type: 'customer', changed: {} } as const;
  api.change('record-1', { draft: { ...draft, note: 'typed there', at: 0, moved: true } });
  await form.read();
  expect(form.note).toBe('typed here\ntyped there');
});

test('a draft that is taken up again has its note', async () => {
  const api = new FakeApi();
  const draft = { localId: 'record-1', openedAtRevision: 1, type: 'customer', changed: {} } as const;
  api.add({
    ...{ localId: 'record-1', revision: 1, values: { name: 'Acme' }, note: 'saved' },
    draft: { ...draft, note: 'saved, and typed since', at: 0 },
  });
  const form = new AccountForm(api, 'record-1');
  await form.read();
  expect(form.note).toBe('saved, and typed since');
});

test.each([
  ['a new account whose draft', 'keepDraft', 'local-new'],
  ['edits whose save', 'saveAccount', 'record-1'],
] as const)('%s fails are not added to another account', async (_, call, localId) => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', revision: 1, values: { name: 'Acme' } });
  api.add({ localId: 'record-2', revision: 1, values: { name: 'Acme Ltd' } });
  const form = new AccountForm(api, localId);
  if (localId === 'record-1') await form.read();
  form.setValue('name', 'Acme Co');
  api.failNext(call, { what: 'storage', reason: 'full', detail: 'ENOSPC' });
  expect(await form.mergeInto('record-2')).toBeNull();
  expect(api.inputsOf('mergeInto')).toEqual([]);
});

test('another account that opens does not wait for the pause to keep what is typed in this one', async () => {
  const api = new FakeApi();
  api.add({ localId: 'record-1', revision: 1, values: { name: 'Acme' } });
  const open = new OpenAccount(api, () => undefined);
  open.startNew('customer').setValue('name', 'Globex');
  await open.open('record-1');
  expect(api.inputsOf('keepDraft')).toMatchObject([{ changed: { name: { to: 'Globex' } } }]);
});
