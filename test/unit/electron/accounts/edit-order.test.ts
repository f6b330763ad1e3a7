import { expect, test } from 'vitest';
import { openAccounts } from '../../../../electron/accounts/accounts.ts';
import type { Accounts } from '../../../../electron/accounts/accounts.ts';
import type { OutboxRow } from '../../../../electron/store/schemas/outbox-store.ts';
import type { AccountEdit } from '../../../../shared/outbox/event.ts';
import { rowOf } from '../../../../shared/contract/projections.ts';
import { inMemory, memoryMirror } from '../../../support/memory-mirror.ts';
import { VirtualClock, VirtualTime } from '../../../support/virtual-clock.ts';

const HOUR = 3_600_000;
const BEGIN = Date.UTC(2026, 10, 30, 12);

function rig() {
  const outbox = inMemory<OutboxRow>();
  const mirror = memoryMirror();
  const clock = new VirtualClock(new VirtualTime(), 'run-1', BEGIN);
  const open = (): Accounts => openAccounts(outbox, clock, { mirror, archive: null });
  return { accounts: open(), open, mirror, clock };
}

function edit(localId: string, name: string, over: Partial<AccountEdit> = {}): AccountEdit {
  const changed = { name: { from: '', to: name } };
  return { localId, openedAtRevision: 0, type: 'customer', changed, note: null, ...over };
}

function orderOf(accounts: Accounts, ...localIds: readonly string[]): readonly string[] {
  const stamp = (localId: string): number => rowOf(accounts.accountAsItStands(localId))?.editedAt ?? 0;
  return [...localIds].sort((a, b) => stamp(b) - stamp(a));
}

test('a new account stands on top also after the clock was set back, and the next on top of that', async () => {
  const { accounts, clock } = rig();
  await accounts.save(edit('account-one', 'One'));
  clock.jump(-3 * HOUR);
  await accounts.save(edit('account-two', 'Two'));
  await accounts.save(edit('account-three', 'Three'));
  expect(orderOf(accounts, 'account-one', 'account-two', 'account-three')).toEqual([
    ...['account-three', 'account-two', 'account-one'],
  ]);
  // Only the order knows of it: it is due at once, and the history tells the clock's own time.
  const record = accounts.records.get('account-two');
  expect(record?.state).toMatchObject({ name: 'waiting', dueAt: clock.now() });
  expect(record?.history[0]?.at).toBe(clock.now());
});

test('so it does after a restart, and so do an edit, a draft and what is taken back', async () => {
  const { accounts, open, clock } = rig();
  await accounts.save(edit('account-one', 'One'));
  await accounts.save(edit('account-two', 'Two'));
  await accounts.keepDraft(edit('account-draft', 'Draft'));
  clock.jump(-3 * HOUR);
  const again = open();
  await again.save(edit('account-one', 'One Ltd', { openedAtRevision: 1 }));
  expect(orderOf(again, 'account-one', 'account-two', 'account-draft')[0]).toBe('account-one');
  await again.apply('account-two', () => [{ is: 'discarded', at: clock.now() }]);
  await again.apply('account-two', () => [{ is: 'undone', at: clock.now() }]);
  expect(orderOf(again, 'account-one', 'account-two', 'account-draft')[0]).toBe('account-two');
  await again.keepDraft(edit('account-draft', 'Draft 2'));
  expect(orderOf(again, 'account-one', 'account-two', 'account-draft')[0]).toBe('account-draft');
});

test('a new account stands above what SalesBinder changed by a clock that is ahead of this one', async () => {
  const { accounts, mirror, clock } = rig();
  const modified = new Date(clock.now() + 2 * HOUR).toISOString();
  const account = {
    id: 'r1',
    number: 1,
    type: 'customer' as const,
    values: { name: 'There' },
    created: null,
  };
  await mirror.put([{ account: { ...account, modified }, rest: {}, asked: 1 }]);
  await accounts.save(edit('account-one', 'One'));
  const there = accounts.identity.localIdOf('r1');
  expect(orderOf(accounts, there, 'account-one')).toEqual(['account-one', there]);
});

test('with a clock that runs on, each edit has the clock’s own time', async () => {
  const { accounts, clock } = rig();
  await accounts.save(edit('account-one', 'One'));
  clock.jump(HOUR);
  await accounts.save(edit('account-two', 'Two'));
  expect(accounts.records.get('account-two')?.editedAt).toBe(BEGIN + HOUR);
});
