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
  ['before the first try', null, { is: 'not-tried' }, 'Goes out by itself as soon as there is a connection.'],
  ['with a connection', null, ONLINE, 'It is in line and goes out by itself.'],
  [
    'after trouble of its own',
    TROUBLE,
    ONLINE,
    'SalesBinder is having trouble (error 503). It goes out by itself later.',
  ],
  [
    'without the key',
    null,
    held(KEY),
    'The API key is needed to go on. It goes out once SalesBinder accepts the key.',
  ],
  ['once the key is accepted again', KEY, ONLINE, 'It is in line and goes out by itself.'],
  [
    'held by something else than what held it before',
    KEY,
    held({ what: 'over-limit' }),
    'SalesBinder asked for a pause, because too many requests came at once. It goes out by itself later.',
  ],
  [
    'while one stays offline',
    TROUBLE,
    { is: 'stay-offline' },
    'You are staying offline. It goes out once you switch that off.',
  ],
])('what waits says why, %s', (_when, problem, connection, words) => {
  expect(nextWords({ is: 'waiting', problem, since: 0 }, connection)).toBe(words);
});

test.each<[string, Omit<Discarded, 'is' | 'found'>, string]>([
  ['an account', {}, 'Nothing will go out.'],
  [
    'what became part of another',
    { addedTo: 'Acme, Inc' },
    'It is part of “Acme, Inc” now. Undo makes it an account of its own again.',
  ],
])('what was discarded says what comes of it: %s', (_what, discarded, words) => {
  expect(nextWords({ is: 'discarded', found: null, ...discarded }, ONLINE)).toBe(words);
});
