import { describe, expect, it } from 'vitest';
import { openAccounts } from '../../../../electron/accounts/accounts.ts';
import type { Accounts } from '../../../../electron/accounts/accounts.ts';
import type { Change, Collection } from '../../../../electron/store/collection.ts';
import type { OutboxRow } from '../../../../electron/store/schemas/outbox-store.ts';
import type { AccountEdit } from '../../../../shared/outbox/event.ts';
import { failed } from '../../../../shared/problem.ts';
import { inMemory, memoryMirror } from '../../../support/memory-mirror.ts';
import { VirtualClock, VirtualTime } from '../../../support/virtual-clock.ts';

interface Rig {
  readonly accounts: Accounts;
  /** How many changes each durable step held. */
  readonly steps: readonly number[];
  full: boolean;
}

function rig(): Rig {
  const memory = inMemory<OutboxRow>();
  const steps: number[] = [];
  const made = { steps, full: false };
  const outbox: Collection<OutboxRow> = {
    rows: memory.rows,
    close: () => memory.close(),
    async commit(changes: readonly Change<OutboxRow>[]) {
      if (made.full) return failed({ what: 'storage', reason: 'full', detail: 'outbox' });
      steps.push(changes.length);
      return memory.commit(changes);
    },
  };
  const clock = new VirtualClock(new VirtualTime(), 'run-1', 0);
  const accounts = openAccounts(outbox, clock, { mirror: memoryMirror(), archive: null });
  return Object.assign(made, { accounts });
}

function named(localId: string, name: string, over: Partial<AccountEdit> = {}): AccountEdit {
  const changed = { name: { from: '', to: name } };
  return { localId, openedAtRevision: 0, type: 'customer', changed, note: null, ...over };
}

const ONE = named('local-account-1', 'One');
const TWO = named('local-account-2', 'Two');

describe('many edits are saved', () => {
  it('in one durable step, each answered by its own revision', async () => {
    const { accounts, steps } = rig();
    const saved = await accounts.saveMany([ONE, TWO]);
    expect(saved).toMatchObject({
      ok: true,
      value: [
        { localId: 'local-account-1', revision: 1 },
        { localId: 'local-account-2', revision: 1 },
      ],
    });
    expect(steps).toEqual([2]);
    expect(accounts.records.size).toBe(2);
  });

  it('each on what the one before it left, also in the same account', async () => {
    const { accounts, steps } = rig();
    const again = { ...named(ONE.localId, 'One & Sons'), openedAtRevision: 1 };
    const saved = await accounts.saveMany([ONE, again]);
    expect(saved).toMatchObject({ ok: true, value: [{ revision: 1 }, { revision: 2 }] });
    expect(steps).toEqual([1]);
    expect(accounts.records.get(ONE.localId)?.fields.name?.mine).toBe('One & Sons');
  });

  it('all or none: one that may not be saved stands against all', async () => {
    const { accounts, steps } = rig();
    const saved = await accounts.saveMany([ONE, named('local-account-3', ' ')]);
    expect(saved).toEqual({ ok: false, problem: { what: 'invalid', fields: { name: 'required' } } });
    expect(steps).toEqual([]);
    expect(accounts.records.size).toBe(0);
  });

  it('all or none: a disk that is full leaves everything as it was', async () => {
    const made = rig();
    made.full = true;
    expect((await made.accounts.saveMany([ONE, TWO])).ok).toBe(false);
    expect(made.accounts.records.size).toBe(0);
  });

  it('and their drafts end with that step', async () => {
    const { accounts, steps } = rig();
    await accounts.keepDraft(ONE);
    await accounts.saveMany([ONE, TWO]);
    expect(steps).toEqual([1, 3]);
    expect(accounts.drafts.size).toBe(0);
  });
});

describe('something happens to many records', () => {
  it('in one durable step, and a record that is not there is passed over', async () => {
    const { accounts, steps } = rig();
    await accounts.saveMany([ONE, TWO]);
    const localIds = [ONE.localId, 'local-nobody', TWO.localId];
    expect((await accounts.applyMany(localIds, () => [{ is: 'discarded', at: 5 }])).ok).toBe(true);
    expect(steps).toEqual([2, 2]);
    expect([...accounts.records.values()].map(({ discarded }) => discarded)).toEqual([true, true]);
  });

  it('costs nothing where nothing changes', async () => {
    const { accounts, steps } = rig();
    await accounts.saveMany([ONE]);
    await accounts.applyMany([ONE.localId], () => []);
    expect(steps).toEqual([1]);
  });
});
