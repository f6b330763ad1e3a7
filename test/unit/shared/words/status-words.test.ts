import { expect, test } from 'vitest';
import type { Problem } from '../../../../shared/problem.ts';
import type { NeedsYou, RecordStatus } from '../../../../shared/outbox/status.ts';
import { guidanceWords } from '../../../../shared/words/en/guidance.ts';
import { needsYouWords, statusWords } from '../../../../shared/words/en/status.ts';

const NOW = new Date(2026, 10, 22, 10, 42).getTime();
const PROBLEMS: readonly Problem[] = [
  { what: 'unreachable', detail: '' },
  { what: 'lost', detail: '' },
  { what: 'trouble', status: 503 },
  { what: 'portal', status: 200 },
  { what: 'redirected', status: 302, permanent: false },
  { what: 'redirected', status: 301, permanent: true },
  { what: 'wrong-address', status: 404 },
  { what: 'key', reason: 'missing' },
  { what: 'key', reason: 'refused' },
  { what: 'key', reason: 'v3' },
  { what: 'forbidden', type: 'supplier' },
  { what: 'over-limit' },
  { what: 'refused', status: 422, message: '', fields: {} },
  { what: 'not-found' },
  { what: 'keeps-vanishing', rounds: 3 },
];
const REASONS: readonly NeedsYou[] = [
  ...PROBLEMS.map((problem) => ({ because: 'refused', problem }) as const),
  { because: 'conflict', fields: 1 },
  { because: 'conflict', fields: 3 },
  { because: 'gone' },
  { because: 'near' },
  { because: 'several' },
  { because: 'rounds' },
  { because: 'incomplete-list' },
];

test.each<[RecordStatus, string]>([
  [{ is: 'draft' }, 'Draft'],
  [{ is: 'waiting', problem: null, since: NOW }, 'Waiting to send'],
  [{ is: 'waiting', problem: { what: 'lost', detail: '' }, since: NOW }, 'Waiting to send'],
  [{ is: 'sending' }, 'Sending'],
  [{ is: 'checking' }, 'Checking whether it arrived'],
  [{ is: 'sent', at: NOW, number: 641 }, 'Sent 10:42 · account 641'],
  [{ is: 'sent', at: NOW, number: null }, 'Sent 10:42'],
  [{ is: 'discarded', found: null }, 'Discarded'],
  [{ is: 'edit-discarded' }, 'Discarded changes'],
  [{ is: 'discarded', found: 641 }, 'Discarded · in SalesBinder as account 641'],
  [{ is: 'discarded', found: null, addedTo: 'Acme, Inc' }, 'Discarded: added to Acme, Inc'],
])('%j reads "%s"', (status, words) => {
  expect(statusWords(status, NOW)).toBe(words);
});

test('on another day the time carries the date, in another year the year too', () => {
  const yesterday = new Date(2026, 10, 21, 23, 59).getTime();
  const lastYear = new Date(2025, 10, 22, 10, 42).getTime();
  expect(statusWords({ is: 'sent', at: yesterday, number: 7 }, NOW)).toBe('Sent 21 Nov 23:59 · account 7');
  expect(statusWords({ is: 'sent', at: lastYear, number: 7 }, NOW)).toBe(
    'Sent 22 Nov 2025 10:42 · account 7',
  );
});

test('no status but "Sent …" has the word "sent" in it', () => {
  const standings: readonly RecordStatus[] = [
    { is: 'draft' },
    { is: 'sending' },
    { is: 'checking' },
    { is: 'discarded', found: 641 },
    { is: 'discarded', found: null, addedTo: 'Acme, Inc' },
    ...PROBLEMS.map((problem) => ({ is: 'waiting', problem, since: NOW }) as const),
    ...REASONS.map((why) => ({ is: 'needs-you', why }) as const),
  ];
  for (const status of standings) expect(statusWords(status, NOW)).not.toMatch(/\bsent\b/i);
});

const REFUSED = { what: 'refused', status: 422, message: '', fields: {} } as const;

test.each<[Problem, string, string, RegExp]>([
  [
    { ...REFUSED, fields: { email: 'must be valid' } },
    'e-mail not accepted',
    'SalesBinder didn’t accept the e-mail.',
    /^Correct it and save/,
  ],
  [
    { ...REFUSED, message: 'ignored', fields: { email: 'is invalid', billingCity: 'Unknown town' } },
    'e-mail and billing city not accepted',
    'SalesBinder didn’t accept the e-mail and billing city.',
    /^Correct the marked fields and save/,
  ],
  [
    { ...REFUSED, message: 'Plan limit reached.' },
    'not accepted: Plan limit reached',
    'SalesBinder didn’t accept this account: “Plan limit reached.”',
    /try again/,
  ],
  [
    { ...REFUSED, status: 400 },
    'not accepted',
    'SalesBinder didn’t accept this account and gave no reason (error 400).',
    /try again/,
  ],
  [
    { what: 'forbidden', type: 'supplier' },
    'not allowed to change suppliers',
    'Nothing is wrong with this account.',
    /^Your key isn’t allowed to change suppliers. Ask whoever manages SalesBinder, then try again/,
  ],
  [
    { what: 'blocked', status: 403 },
    'refused on the way to SalesBinder',
    'Something between here and SalesBinder refused it (error 403), a firewall perhaps.',
    /another network/,
  ],
])('a refusal is short in its row, whole where it is opened: %o', (problem, short, heading, advice) => {
  const why = { because: 'refused', problem } as const;
  expect(needsYouWords(why)).toBe(short);
  const [first, second] = guidanceWords(why);
  expect(first).toBe(heading);
  expect(second).toMatch(advice);
});
