import { expect, test } from 'vitest';
import type { StorageReason } from '../../../../shared/problem.ts';
import { fieldName } from '../../../../shared/words/en/field.ts';
import { problemWords } from '../../../../shared/words/en/problem.ts';
import type { Notice } from '../../../../shared/contract/session.ts';
import { noticeWords } from '../../../../shared/words/en/notice.ts';

test.each<[StorageReason, RegExp]>([
  ['full', /disk is full/],
  ['read-only', /isn’t allowed to write/],
  ['vanished', /folder is gone/],
  ['io', /disk reported an error/],
  ['newer', /newer Fieldbinder/],
])('a disk that says "%s" is told apart', (reason, words) => {
  expect(problemWords({ what: 'storage', reason, detail: '' })).toMatch(words);
});

test('a failed save says that nothing typed is lost', () => {
  for (const reason of ['full', 'read-only', 'vanished', 'io'] as const) {
    expect(problemWords({ what: 'storage', reason, detail: '' })).toMatch(/^Not saved.*still here/);
  }
});

test('details that only a machine understands are not shown', () => {
  const words = problemWords({ what: 'unreachable', detail: 'ECONNREFUSED 127.0.0.1:443' });
  expect(words).not.toContain('ECONNREFUSED');
});

test('what a firewall refused is blamed on nobody’s key, rights or Wi-Fi', () => {
  const words = problemWords({ what: 'blocked', status: 403 });
  expect(words).toMatch(/^Something between here and SalesBinder refused it \(error 403\)/);
  expect(words).not.toMatch(/key|permission|sign in/i);
});

test('an answer that says nothing of a save is no broken connection and no sign-in page', () => {
  expect(problemWords({ what: 'unclear', status: 204 })).toBe(
    'SalesBinder answered, but did not say whether it kept this.',
  );
});

test('older data is no broken connection', () => {
  expect(problemWords({ what: 'not-kept' })).toBe(
    'SalesBinder said “Saved”, but the account there is as it was.',
  );
  expect(problemWords({ what: 'stale-answer' })).toBe(
    'SalesBinder answered with older data. Checking again.',
  );
});

test('a temporary redirect is the network’s doing, a permanent one the address’s', () => {
  expect(problemWords({ what: 'redirected', status: 302, permanent: false })).toContain('sign in');
  expect(problemWords({ what: 'redirected', status: 301, permanent: true })).toContain(
    'address may be wrong',
  );
});

test('values that may not be saved are named in the order of the form', () => {
  const fields = { shippingCity: 'too-long', name: 'required' } as const;
  expect(problemWords({ what: 'invalid', fields })).toBe(
    'Not saved: please look at Business name and Shipping city.',
  );
});

test('an address field carries the name of its group', () => {
  expect(fieldName('email')).toBe('E-mail');
  expect(fieldName('shippingRegion')).toBe('Shipping state or province');
});

function damaged(told: Partial<Notice>): Notice {
  const some: Notice = {
    ...{ id: 'n', store: 'outbox', setAside: 'outbox.damaged' },
    ...{ recovered: 2, lost: 0, orMore: false },
  };
  return { ...some, ...told };
}

test.each([
  [0, 'the last change may be missing'],
  [1, '1 recent change lost, and the last one may be missing too'],
  [3, '3 recent changes lost, and the last one may be missing too'],
])('a damaged file that ends in a cut line tells what is sure, and what may be: %s', (lost, words) => {
  expect(noticeWords(damaged({ lost, orMore: true }))).toContain(`, ${words}. `);
});

test.each([
  [0, 'nothing is missing'],
  [1, '1 recent change lost'],
  [3, '3 recent changes lost'],
  [null, 'can’t be told'],
] as const)('a damaged file tells what is lost: %s', (lost, words) => {
  const notice = damaged({ lost });
  expect(noticeWords(notice)).toContain(words);
  expect(noticeWords(notice)).toContain('2 accounts recovered');
  expect(noticeWords(notice)).toContain('outbox.damaged');
});

test('downloaded accounts that can’t be read are no loss: they are downloaded again', () => {
  const notice = damaged({ store: 'mirror', setAside: 'mirror.damaged', recovered: 0, lost: null });
  expect(noticeWords(notice)).toBe(
    'The file with your downloaded accounts was damaged. They are being downloaded again. The damaged file is kept as mirror.damaged.',
  );
});
