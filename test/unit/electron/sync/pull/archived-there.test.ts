import { describe, expect, it } from 'vitest';
import { comparedAccounts } from '../../../../../electron/duplicates/candidates.ts';
import { openDuplicates } from '../../../../../electron/duplicates/finder.ts';
import { rowOf } from '../../../../../shared/contract/projections.ts';
import { listed, pullRig } from '../../../../support/mirror-way.ts';
import type { PullRig } from '../../../../support/mirror-way.ts';

/** The deleted log may name accounts that were archived: lists leave them out, and a view shows them. */

const LATER = '2026-09-01T09:00:00+00:00';
const HOUR = 60 * 60_000;

/** Downloaded, then archived: no list shows it any more, and the log names it. */
async function archived(
  extra: Readonly<Record<string, unknown>> | undefined,
  type: 'customer' | 'prospect' = 'customer',
): Promise<PullRig> {
  const rig = pullRig(listed('one', { type }), listed('two', { type }));
  await rig.round();
  rig.lists.rows = [listed('two', { type })];
  // The official sample of a view names no type.
  rig.lists.archive = [
    listed('one', { type: null, modified: LATER, ...(extra === undefined ? {} : { extra }) }),
  ];
  rig.lists.buried = [{ id: 'one', type }];
  await rig.round();
  return rig;
}

function statusOf({ accounts }: PullRig, remoteId: string): unknown {
  const localId = accounts.identity.localIdOf(remoteId);
  return rowOf(accounts.accountAsItStands(localId))?.status;
}

describe('an archived account', () => {
  it.each([
    ['says so', { archived: true }],
    ['says so as PHP may', { archived: '1' }],
    ['says nothing of it', undefined],
    ['says nothing of it beside other things', { vat_number: 'DE1' }],
  ])('stays here and is called archived where its view %s', async (_, extra) => {
    const rig = await archived(extra);
    expect(statusOf(rig, 'one')).toEqual({ is: 'archived' });
    expect(statusOf(rig, 'two')).toEqual({ is: 'in-salesbinder' });
    expect(rig.mirror.accounts.get('one')).toMatchObject({ account: { type: 'customer', modified: LATER } });
  });

  it('is not archived where its view says that it is not', async () => {
    expect(statusOf(await archived({ archived: false }), 'one')).toEqual({ is: 'in-salesbinder' });
  });

  it('stays the prospect that it was, though its view names no type', async () => {
    const rig = await archived({ archived: true }, 'prospect');
    expect(rig.mirror.accounts.get('one')?.account.type).toBe('prospect');
    expect(statusOf(rig, 'one')).toEqual({ is: 'archived' });
  });

  it('and a prospect that became a customer are told apart', async () => {
    const rig = await archived(undefined, 'prospect');
    expect(rig.mirror.accounts.get('one')?.account.type).toBe('customer');
    expect(statusOf(rig, 'one')).toEqual({ is: 'in-salesbinder' });
  });

  it('still warns of a duplicate, and says that it is archived', async () => {
    const rig = await archived({ archived: true });
    const found = openDuplicates(comparedAccounts(rig.accounts, rig.mirror), () => Promise.resolve());
    const values = { name: 'One', phone: '1', email: '' };
    expect((await found.likely({ localId: 'typed', values })).map(({ status }) => status)).toEqual([
      { is: 'archived' },
    ]);
    found.close();
  });

  it('keeps what was typed into it: it is sent, and checked by itself first', async () => {
    const rig = await archived({ archived: true });
    const localId = rig.accounts.identity.localIdOf('one');
    const changed = { fax: { from: '', to: '9' } };
    const edit = { localId, openedAtRevision: 0, type: 'customer', changed, note: null } as const;
    expect((await rig.accounts.save(edit)).ok).toBe(true);
    expect(statusOf(rig, 'one')).toMatchObject({ is: 'waiting' });
    expect(await rig.batchPreflight.lookup(rig.context, localId, 'one', 'customer')).toBeNull();
  });

  it('is asked about once, and again before the log forgets it: then it may be deleted', async () => {
    const rig = await archived({ archived: true });
    const viewed = (): number => rig.lists.asked.filter((one) => one === 'view one').length;
    await rig.round();
    await rig.round();
    expect(viewed()).toBe(1);
    rig.lists.archive = [];
    rig.now += HOUR;
    await rig.round();
    expect(viewed()).toBe(2);
    expect(rig.mirror.accounts.has('one')).toBe(false);
  });

  it('is archived no more when a list shows it again', async () => {
    const rig = await archived({ archived: true });
    rig.lists.buried = [];
    rig.lists.rows = [listed('one', { modified: '2026-09-01T10:00:00+00:00' }), listed('two')];
    await rig.round();
    expect(statusOf(rig, 'one')).toEqual({ is: 'in-salesbinder' });
  });

  it('is one also where a list says so', async () => {
    const rig = pullRig(listed('one', { extra: { archived: true } }), listed('two'));
    await rig.round();
    expect(statusOf(rig, 'one')).toEqual({ is: 'archived' });
  });

  it('is not missed in the count, and stays when everything is downloaded again', async () => {
    const rig = await archived({ archived: true });
    for (let rounds = 0; rounds < 30; rounds += 1) await rig.round();
    expect(rig.mirror.progress('customer').scan).toBeNull();
    const thrown = rig.pull.again();
    await rig.pull.clear();
    expect((await thrown).ok).toBe(true);
    expect([...rig.mirror.accounts.keys()]).toEqual(['one']);
  });
});
