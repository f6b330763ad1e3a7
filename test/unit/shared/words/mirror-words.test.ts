import { expect, test } from 'vitest';
import type { LikelyDuplicate } from '../../../../shared/contract/likely-duplicate.ts';
import {
  clashingWords,
  downloadWords,
  likenessWords,
  updatedWords,
} from '../../../../shared/words/en/mirror.ts';

const ONLINE = { is: 'online' } as const;
const now = new Date(2026, 10, 22, 9, 42).getTime();

function like(change: Partial<LikelyDuplicate>): LikelyDuplicate {
  const status = { is: 'in-salesbinder' } as const;
  const whole = { localId: 'record-1', name: 'Acme Ltd', city: '', type: 'customer', number: 641 } as const;
  return { ...whole, status, reasons: ['email'], ...change };
}

test('an account that SalesBinder archived is called so where it may be the one being typed', () => {
  const archived = { status: { is: 'archived' } } as const;
  expect(likenessWords(like(archived))).toBe(
    'Looks like Acme Ltd (customer 641, archived in SalesBinder): same e-mail',
  );
  expect(likenessWords(like({ ...archived, number: null }))).toBe(
    'Looks like Acme Ltd (customer, archived in SalesBinder): same e-mail',
  );
});

test('a download that has not begun says nothing', () => {
  expect(downloadWords({ is: 'none' }, ONLINE, now)).toBeNull();
});

test('one account is one account', () => {
  expect(downloadWords({ is: 'ready', accounts: 1, asOf: now }, ONLINE, now)).toBe(
    'Ready for offline: 1 account, as of 09:42',
  );
});

test('a download whose end can’t be told says how many only', () => {
  const running = { is: 'running', done: 200, of: null, throughAt: null } as const;
  expect(downloadWords(running, ONLINE, now)).toBe('Downloading accounts: 200');
  expect(downloadWords({ ...running, of: 4_000 }, ONLINE, now)).toBe('Downloading accounts: 200 of 4,000');
});

test('a download that stands still for want of a connection says what is here', () => {
  const running = { is: 'running', done: 2_600, of: 5_000, throughAt: null } as const;
  expect(downloadWords(running, { is: 'stay-offline' }, now)).toBe(
    'Downloaded so far: 2,600 of 5,000 accounts',
  );
  expect(downloadWords({ ...running, of: null }, { is: 'not-tried' }, now)).toBe(
    'Downloaded so far: 2,600 accounts',
  );
});

test('a likely duplicate is named with its number, or with where it is', () => {
  expect(likenessWords(like({}))).toBe('Looks like Acme Ltd (customer 641): same e-mail');
  expect(likenessWords(like({ number: null }))).toBe('Looks like Acme Ltd (customer): same e-mail');
  expect(likenessWords(like({ number: null, status: { is: 'draft' }, name: ' ' }))).toBe(
    'Looks like an account without a name (customer, not sent yet): same e-mail',
  );
});

test('reasons are listed in words', () => {
  expect(likenessWords(like({ reasons: ['phone', 'site', 'name'] }))).toContain(
    ': same phone, same website or e-mail domain and similar name',
  );
});

test('what SalesBinder changed is told by the fields’ names', () => {
  expect(updatedWords(['phone', 'billingCity'])).toBe(
    'Just updated from SalesBinder: Phone and Billing city.',
  );
  expect(clashingWords(['email'])).toContain(
    'Someone changed E-mail in SalesBinder. Your text stays; you choose after saving.',
  );
});
