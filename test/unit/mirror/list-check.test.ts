import { describe, expect, it } from 'vitest';
import { downloadPage, nextToDownload } from '../../../electron/sync/download.ts';
import { ListCheck } from '../../../electron/sync/list-check.ts';
import { blame } from '../../../electron/sync/way.ts';
import { listed, mirrorRig } from '../../support/mirror-way.ts';
import type { MirrorRig } from '../../support/mirror-way.ts';

const LATER = '2026-09-01T09:00:00+00:00';

/** Three downloaded accounts, each with an edit that is due. */
async function edited(): Promise<MirrorRig & { check(remoteId: string): ReturnType<ListCheck['look']> }> {
  const rig = await mirrorRig();
  rig.lists.rows = ['one', 'two', 'three'].map((id) => listed(id));
  for (let type = nextToDownload(rig.mirror, new Set()); type !== null;) {
    await downloadPage(rig.way, rig.mirror, type);
    type = nextToDownload(rig.mirror, new Set());
  }
  for (const id of ['one', 'two', 'three']) {
    const localId = rig.accounts.identity.localIdOf(id);
    const changed = { fax: { from: '', to: '9' } };
    await rig.accounts.save({ localId, openedAtRevision: 0, type: 'customer', changed, note: null });
  }
  rig.lists.asked.length = 0;
  const lists = new ListCheck(rig.mirror);
  const check = (id: string) => lists.look(rig.way, rig.accounts.identity.localIdOf(id), id, 'customer');
  return Object.assign(rig, { check, way: { ...rig.way, lists } });
}

describe('one list page as the check of many', () => {
  it('shows what changed there, and has what did not change from the mirror, with one request', async () => {
    const rig = await edited();
    rig.lists.rows[1] = listed('two', { modified: LATER, values: { name: 'two', phone: '2' } });
    expect((await rig.check('one'))?.theirs.values.phone).toBe('1');
    expect((await rig.check('two'))?.theirs.values.phone).toBe('2');
    expect((await rig.check('three'))?.theirs.values.phone).toBe('1');
    expect(rig.lists.asked).toEqual(['customer 1 changed']);
  });

  it('serves nobody when the account that must be in it is not, or when it did not come whole', async () => {
    const rig = await edited();
    rig.lists.bend = () => ({ rows: [], count: 0 });
    expect(await rig.check('one')).toBeNull();
    rig.lists.bend = () => ({ rows: [listed('one'), listed('two'), listed('three')], count: 4 });
    expect(await rig.check('one')).toBeNull();
  });

  it('is good for 30 s', async () => {
    const rig = await edited();
    await rig.check('one');
    rig.now += 29_000;
    await rig.check('two');
    expect(rig.lists.asked).toHaveLength(1);
    rig.now += 2_000;
    await rig.check('two');
    expect(rig.lists.asked).toHaveLength(2);
  });

  it('does not serve an account that was written to since it was asked for', async () => {
    const rig = await edited();
    await rig.check('one');
    rig.way.order.wrote(rig.accounts.identity.localIdOf('one'));
    await rig.check('one');
    expect(rig.lists.asked).toHaveLength(2);
    await rig.check('two');
    expect(rig.lists.asked).toHaveLength(2);
  });

  it('is asked for anew when a neutral question has shown that something changed since', async () => {
    const rig = await edited();
    await rig.check('one');
    await blame(rig.way, 'customer');
    await rig.check('two');
    expect(rig.lists.asked).toEqual(['customer 1 changed', 'customer 1']);
    const two = listed('two', { modified: LATER, values: { name: 'two', phone: '2' } });
    rig.lists.rows = [two, listed('one'), listed('three')];
    await blame(rig.way, 'customer');
    expect((await rig.check('two'))?.theirs.values.phone).toBe('2');
  });

  it('is not asked for a single edit: that account is looked at by itself', async () => {
    const rig = await edited();
    for (const id of ['two', 'three']) {
      const localId = rig.accounts.identity.localIdOf(id);
      await rig.accounts.apply(localId, () => [{ is: 'discarded', at: rig.now }]);
    }
    expect(await rig.check('one')).toBeNull();
    expect(rig.lists.asked).toEqual([]);
  });
});
