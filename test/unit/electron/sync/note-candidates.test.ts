import { expect, it } from 'vitest';
import { noteCandidates } from '../../../../electron/sync/verify/note-candidates.ts';
import type { AccountType } from '../../../../shared/account.ts';
import { listed, mirrorRig } from '../../../support/mirror-way.ts';
import { T0 } from '../../../support/records.ts';

/** The accounts that a lost create of one type notes when one of another type, just like it, is downloaded. */
async function noted(sent: AccountType, there: AccountType): Promise<readonly string[]> {
  const rig = mirrorRig();
  const localId = 'local-acme-1';
  const made = new Date(T0 + 1_000).toISOString();
  const account = listed('remote-1', { type: there, created: made, modified: made });
  const { name = '' } = account.values;
  await rig.accounts.save({
    ...{ localId, openedAtRevision: 0, type: sent, note: null },
    changed: { name: { from: '', to: name } },
  });
  const startedAt = { wall: T0, mono: 0, run: 'run-1', skew: 0 };
  const attempt = {
    ...{ id: 'a1', kind: 'create' as const, revision: 1, type: sent, sent: { name } },
    ...{ startedAt, endedAt: null },
  };
  await rig.accounts.apply(localId, () => [
    { is: 'started', at: T0, attempt },
    {
      ...{ is: 'outcome-unknown', at: T0, attemptId: 'a1', ended: startedAt, dueAt: T0 },
      problem: { what: 'lost', detail: 'reset' },
    },
  ]);
  expect(await noteCandidates(rig.context, [account])).toBe(true);
  return (rig.accounts.records.get(localId)?.suspects ?? []).map(({ id }) => id);
}

it('a lost create notes what it may have made, a prospect also as the customer that it may be by now', async () => {
  expect(await noted('customer', 'customer')).toEqual(['remote-1']);
  expect(await noted('prospect', 'customer')).toEqual(['remote-1']);
  expect(await noted('customer', 'prospect')).toEqual([]);
  expect(await noted('supplier', 'customer')).toEqual([]);
});
