import { describe, expect, it } from 'vitest';
import { verifyCreates } from '../../../../electron/sync/verify/verify-creates.ts';
import type { SyncContext } from '../../../../electron/sync/context.ts';
import type { AccountType, Values } from '../../../../shared/account.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import { listed, mirrorRig } from '../../../support/mirror-way.ts';
import type { MirrorRig } from '../../../support/mirror-way.ts';
import { attempt, instant, LOST, T0 } from '../../../support/records.ts';

const MADE = new Date(T0 + 1_000).toISOString();

function recordOf({ accounts }: MirrorRig, localId: string): OutboxRecord {
  const record = accounts.records.get(localId);
  if (record === undefined) throw new Error(`There is no record ${localId}`);
  return record;
}

async function leaves(
  rig: MirrorRig,
  localId: string,
  values: Values,
  type: AccountType = 'customer',
): Promise<void> {
  const changed = Object.fromEntries(Object.entries(values).map(([key, to]) => [key, { from: '', to }]));
  await rig.accounts.save({ localId, openedAtRevision: 0, type, changed, note: null });
  await rig.accounts.apply(localId, (record) => [
    { is: 'started', at: T0, attempt: attempt(record, `of ${localId}`) },
  ]);
}

async function isLost(
  rig: MirrorRig,
  localId: string,
  values: Values,
  type: AccountType = 'customer',
): Promise<void> {
  await leaves(rig, localId, values, type);
  const lost = { is: 'outcome-unknown', at: T0, attemptId: `of ${localId}`, problem: LOST } as const;
  await rig.accounts.apply(localId, () => [{ ...lost, ended: instant(), dueAt: T0 }]);
}

/** The context of a list that is answered only after something else happened. */
function whileAsked({ context }: MirrorRig, happens: () => Promise<void>): SyncContext {
  const permit: SyncContext['gatekeeper']['permit'] = async () => {
    await happens();
    return context.gatekeeper.permit();
  };
  return { ...context, gatekeeper: { ...context.gatekeeper, permit } };
}

describe('a lost create', () => {
  it('does not take what another one made that left while the list was asked for', async () => {
    const rig = mirrorRig();
    await isLost(rig, 'local-less', { name: 'Acme' });
    const more = { name: 'Acme', phone: '604-555-0101' };
    const context = whileAsked(rig, async () => {
      await leaves(rig, 'local-more', more);
      rig.lists.rows = [listed('remote-1', { values: more, created: MADE, modified: MADE })];
    });
    await verifyCreates(context, 'customer', [recordOf(rig, 'local-less')]);
    expect(recordOf(rig, 'local-less')).toMatchObject({
      remoteId: null,
      state: { name: 'unknown', looks: 1 },
    });
  });

  it('does not take what another record here has made', async () => {
    const rig = mirrorRig();
    await leaves(rig, 'local-one', { name: 'Acme' });
    const account = listed('remote-1', { values: { name: 'Acme' }, created: MADE, modified: MADE });
    const accepted = { is: 'accepted', at: T0, attemptId: 'of local-one', account } as const;
    await rig.accounts.apply('local-one', () => [accepted]);
    await isLost(rig, 'local-two', { name: 'Acme' });
    rig.lists.rows = [account];
    await verifyCreates(rig.context, 'customer', [recordOf(rig, 'local-two')]);
    expect(recordOf(rig, 'local-two')).toMatchObject({
      remoteId: null,
      state: { name: 'unknown', looks: 1 },
    });
  });

  it('is looked up again later, and no sooner, where its list alone fails', async () => {
    const rig = mirrorRig();
    await isLost(rig, 'local-one', { name: 'Acme' });
    rig.lists.bend = ({ filter }) =>
      filter === undefined ? null : { problem: { what: 'trouble', status: 500 } };
    await verifyCreates(rig.context, 'customer', [recordOf(rig, 'local-one')]);
    const lookAt = T0 + rig.context.time.waits.backoff(3, 0.5);
    expect(recordOf(rig, 'local-one').state).toMatchObject({ name: 'unknown', looks: 0, lookAt });
  });
});

describe('a lost prospect', () => {
  it('is found as the customer that it has become since', async () => {
    const rig = mirrorRig();
    await isLost(rig, 'local-one', { name: 'Acme' }, 'prospect');
    rig.lists.rows = [listed('remote-1', { values: { name: 'Acme' }, created: MADE, modified: MADE })];
    await verifyCreates(rig.context, 'prospect', [recordOf(rig, 'local-one')]);
    expect(recordOf(rig, 'local-one')).toMatchObject({ remoteId: 'remote-1', type: 'customer' });
  });

  it('is not sent again for a list without customers, while this key may not see those', async () => {
    const rig = mirrorRig();
    await isLost(rig, 'local-one', { name: 'Acme' }, 'prospect');
    rig.lists.bend = ({ type }) =>
      type === 'customer' ? { problem: { what: 'forbidden', type: 'customer' } } : null;
    rig.now = T0 + 130_000;
    await verifyCreates(rig.context, 'prospect', [recordOf(rig, 'local-one')]);
    const lookAt = rig.now + rig.context.time.waits.backoff(8, 0.5);
    expect(recordOf(rig, 'local-one').state).toMatchObject({ name: 'unknown', lookAt });
  });
});
