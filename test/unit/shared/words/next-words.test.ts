import { expect, test } from 'vitest';
import type { Problem } from '../../../../shared/problem.ts';
import type { Connection } from '../../../../shared/contract/status.ts';
import type { Discarded } from '../../../../shared/outbox/status.ts';
import { nextWords } from '../../../../shared/words/en/next.ts';

const TROUBLE: Problem = { what: 'trouble', status: 503 };
const KEY: Problem = { what: 'key', reason: 'missing' };
const ONLINE: Connection = { is: 'online' };

function held(problem: Problem): Connection {
  return { is: 'held', problem, until: null, trying: false };
}

test.each<[string, Problem | null, Connection, string]>([
  ['before the first try', null, { is: 'not-tried' }, 'Sent automatically as soon as there is a connection.'],
  ['with a connection', null, ONLINE, 'Next in line.'],
  [
    'after trouble of its own',
    TROUBLE,
    ONLINE,
    'SalesBinder is having trouble (error 503). It will be sent automatically.',
  ],
  [
    'without the key',
    null,
    held(KEY),
    'Enter your API key to send accounts. It will be sent once SalesBinder accepts the key.',
  ],
  ['once the key is accepted again', KEY, ONLINE, 'Next in line.'],
  [
    'held by something else than what held it before',
    KEY,
    held({ what: 'over-limit' }),
    'SalesBinder asked us to slow down. It will be sent automatically.',
  ],
  [
    'while one stays offline',
    TROUBLE,
    { is: 'stay-offline' },
    '“Stay offline” is on. It is sent when you switch it off.',
  ],
])('what waits says why, %s', (_when, problem, connection, words) => {
  expect(nextWords({ is: 'waiting', problem, since: 0 }, connection)).toBe(words);
});

test.each<[string, Omit<Discarded, 'is' | 'found'>, string]>([
  ['an account', {}, 'This account won’t be sent. Undo brings it back.'],
  [
    'what became part of another',
    { addedTo: 'Acme, Inc' },
    'It is part of “Acme, Inc” now. Undo makes it an account of its own again.',
  ],
])('what was discarded says what comes of it: %s', (_what, discarded, words) => {
  expect(nextWords({ is: 'discarded', found: null, ...discarded }, ONLINE)).toBe(words);
});
