import { expect, test } from 'vitest';
import type { Connection } from '../../../../shared/contract/status.ts';
import type { Problem } from '../../../../shared/problem.ts';
import {
  connectionName,
  connectionWords,
  countsWords,
  throughWords,
} from '../../../../shared/words/en/status.ts';

const NOW = new Date(2026, 10, 22, 10, 42).getTime();
const REAL = { id: 'acme', kind: 'salesbinder' } as const;
const PRACTICE = { id: 'practice', kind: 'practice' } as const;

function held(problem: Problem, until: number | null = null): Connection {
  return { is: 'held', problem, until, trying: false };
}

test.each<[Connection, string]>([
  [{ is: 'not-tried' }, 'Not connected to SalesBinder yet'],
  [{ is: 'online' }, 'Connected to SalesBinder'],
  [{ is: 'stay-offline' }, 'Staying offline'],
  [held({ what: 'unreachable', detail: '' }), 'No connection to SalesBinder'],
  [held({ what: 'portal', status: 200 }), 'This Wi-Fi wants you to sign in'],
  [held({ what: 'key', reason: 'refused' }), 'The API key is not accepted'],
  [held({ what: 'key', reason: 'missing' }), 'No API key yet'],
  [held({ what: 'over-limit' }), 'SalesBinder asked us to slow down'],
  [held({ what: 'trouble', status: 500 }), 'SalesBinder is having trouble (error 500)'],
])('%j reads "%s"', (connection, words) => {
  expect(connectionWords(connection, REAL, NOW)).toBe(words);
});

test('in practice it is the practice SalesBinder that is connected', () => {
  expect(connectionWords({ is: 'online' }, PRACTICE, NOW)).toBe('Connected to the practice SalesBinder');
});

test('the next try is told with its time, but not in what is announced', () => {
  const connection = held({ what: 'unreachable', detail: '' }, NOW + 60_000);
  expect(connectionWords(connection, REAL, NOW)).toBe('No connection to SalesBinder. Trying again at 10:43');
  expect(connectionName(connection, REAL)).toBe('No connection to SalesBinder');
});

test.each([
  [-5_000, 1],
  [0, 1],
  [24_001, 25],
  [59_000, 59],
])('the last minute before the next try is counted down: %i ms', (left, seconds) => {
  const words = connectionWords(held({ what: 'unreachable', detail: '' }, NOW + left), REAL, NOW);
  expect(words).toBe(`No connection to SalesBinder. Trying again in ${seconds} s`);
});

test('a pause that SalesBinder asked for ends when sending resumes', () => {
  const words = connectionWords(held({ what: 'over-limit' }, NOW + 60_000), REAL, NOW);
  expect(words).toBe('SalesBinder asked us to slow down. Sending resumes at 10:43');
});

test('while it is being tried, that is what it says', () => {
  const connection = {
    is: 'held',
    problem: { what: 'lost', detail: '' },
    until: null,
    trying: true,
  } as const;
  expect(connectionWords(connection, REAL, NOW)).toBe('Trying to connect …');
});

test('the counts name only what there is', () => {
  expect(countsWords({ waiting: 0, sending: 0, checking: 0, needsYou: 0 })).toBe('Nothing waiting');
  expect(countsWords({ waiting: 3, sending: 1, checking: 2, needsYou: 1 })).toBe(
    '3 waiting, sending 1, 2 being checked, 1 needs you',
  );
  expect(countsWords({ waiting: 0, sending: 0, checking: 0, needsYou: 2 })).toBe('2 need you');
});

test('when they are through is said of those on the way, not of those that need a person', () => {
  const counts = { waiting: 3, sending: 1, checking: 0, needsYou: 1 };
  expect(countsWords(counts, 'done in under a minute')).toBe(
    '3 waiting, sending 1, done in under a minute · 1 needs you',
  );
});

test('when the last one is through is "at the earliest", and nothing where it can’t be told', () => {
  expect(throughWords(null, NOW)).toBeNull();
  expect(throughWords(NOW + 180_000, NOW)).toBe('done at 10:45 at the earliest');
  expect(throughWords(NOW + 59_000, NOW)).toBe('done in under a minute');
});
