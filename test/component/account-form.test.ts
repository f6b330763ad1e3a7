import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AccountForm } from '../../renderer/account/account-form.svelte.ts';
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
