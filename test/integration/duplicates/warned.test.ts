import { expect, test } from 'vitest';
import type { Values } from '../../../shared/account.ts';
import type { LikelyDuplicate } from '../../../shared/contract/likely-duplicate.ts';
import { historyWords } from '../../../shared/words/en/history.ts';
import { rig } from '../../support/rig.ts';
import { connected, must } from '../../support/running-app.ts';
import type { RunningApp } from '../../support/running-app.ts';

const { server, running } = rig();

const THERE = { name: 'Acme, Inc', email: 'info@acme.example' };
const TYPED: Values = { name: 'ACME Inc.', email: 'info@acme.example' };

/** The first account here, and the one being typed. */
const FIRST = 'the-first-account';
const TYPING = 'the-one-being-typed';

async function likely(run: RunningApp, values: Values = TYPED): Promise<readonly LikelyDuplicate[]> {
  const asked = { localId: TYPING, type: 'customer', values } as const;
  return must(await run.app.handlers.duplicates(asked)).likely;
}

async function offline(run: RunningApp): Promise<void> {
  must(await run.app.handlers.setStayOffline({ on: true }));
}

test('a new account like one in the outbox is warned of at once, without a connection', async () => {
  const run = await running();
  await offline(run);
  await connected(run);
  expect(await likely(run)).toEqual([]);
  await run.save(FIRST, 'customer', THERE);
  expect(await likely(run)).toMatchObject([
    { localId: FIRST, name: 'Acme, Inc', number: null, reasons: ['email', 'name'] },
  ]);
});

test('a new account like a downloaded one is warned of at once, without a connection', async () => {
  const site = await server();
  const colleague = await running({ origin: site.origin });
  await connected(colleague);
  await colleague.save(FIRST, 'customer', THERE);
  await colleague.reads(FIRST, 'Sent');
  const run = await running({ origin: site.origin });
  await connected(run);
  await run.until('the account is downloaded', async () => (await run.rows()).length === 1);
  await offline(run);
  expect(await likely(run)).toMatchObject([
    { name: 'Acme, Inc', status: { is: 'in-salesbinder' }, reasons: ['email', 'name'] },
  ]);
});

test('an unsent account that was discarded is no longer warned of, until that is undone', async () => {
  const run = await running();
  await offline(run);
  await connected(run);
  await run.save(FIRST, 'customer', THERE);
  must(await run.app.handlers.discard({ localId: FIRST }));
  expect(await likely(run)).toEqual([]);
  must(await run.app.handlers.undoDiscard({ localId: FIRST }));
  expect(await likely(run)).toHaveLength(1);
});

test('what is saved in spite of a warning is sent, and its history says what it looked like', async () => {
  const site = await server();
  const run = await running({ origin: site.origin });
  await connected(run);
  await run.save(FIRST, 'customer', THERE);
  await run.reads(FIRST, 'Sent');
  await run.save(TYPING, 'customer', TYPED);
  const { history } = await run.reads(TYPING, 'Sent');
  const { number } = await run.view(FIRST);
  const said = `Looks like Acme, Inc (account ${String(number)}): same e-mail and similar name. You kept both.`;
  expect(history.map(historyWords)).toContain(said);
  const first = await run.view(FIRST);
  expect(first.history.some(({ event }) => event.what === 'looked-alike')).toBe(false);
});
