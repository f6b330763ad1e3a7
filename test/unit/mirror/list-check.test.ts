import { describe, expect, it } from 'vitest';
import { downloadPage, nextToDownload } from '../../../electron/sync/download.ts';
import { ListCheck } from '../../../electron/sync/list-check.ts';
import { blame } from '../../../electron/sync/way.ts';
import type { AccountType } from '../../../shared/account.ts';
import { listed, mirrorRig } from '../../support/mirror-way.ts';
import type { MirrorRig } from '../../support/mirror-way.ts';

const LATER = '2026-09-01T09:00:00+00:00';

/** Three downloaded accounts, each with an edit that is due, and a customer that nobody edited. */
async function edited(
  type: AccountType = 'customer',
): Promise<MirrorRig & { check(remoteId: string): ReturnType<ListCheck['look']> }> {
  const rig = await mirrorRig();
  rig.lists.rows = ['one', 'two', 'three'].map((id) => listed(id, { type }));
  if (type !== 'customer') rig.lists.rows.push(listed('unedited'));
  for (let next = nextToDownload(rig.mirror, new Set()); next !== null;) {
    await downloadPage(rig.way, rig.mirror, next);
    next = nextToDownload(rig.mirror, new Set());
  }
  for (const id of ['one', 'two', 'three']) {
    const localId = rig.accounts.identity.localIdOf(id);
    const changed = { fax: { from: '', to: '9' } };
    await rig.accounts.save({ localId, openedAtRevision: 0, type, changed, note: null });
  }
  rig.lists.asked.length = 0;
  const lists = new ListCheck(rig.mirror);
  const check = (id: string) => lists.look(rig.way, rig.accounts.identity.localIdOf(id), id, type);
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

  it('looks for prospects among the customers, too: each may have become one', async () => {
    const rig = await edited('prospect');
    const [one, two, three, unedited] = rig.lists.rows;
    if (one === undefined || two === undefined || three === undefined || unedited === undefined) return;
    const became = listed('two', { modified: LATER, values: { name: 'two', phone: '2' } });
    rig.lists.rows = [one, three, unedited, became];
    expect((await rig.check('two'))?.theirs).toMatchObject({ type: 'customer', values: { phone: '2' } });
    expect((await rig.check('three'))?.theirs).toMatchObject({ type: 'prospect', values: { phone: '1' } });
    expect(rig.lists.asked).toEqual(['prospect 1 changed', 'customer 1 changed']);
  });

  it('is not asked for again and again where this key may not see the customers', async () => {
    const rig = await edited('prospect');
    rig.lists.bend = ({ type }) =>
      type === 'customer' ? { problem: { what: 'forbidden', type: 'customer' } } : null;
    for (const id of ['one', 'two', 'three']) expect(await rig.check(id)).toBeNull();
    expect(rig.lists.asked).toEqual(['prospect 1 changed', 'customer 1 changed']);
  });

  it('asks from when the mirror was complete once something was written since, which must be in it then', async () => {
    const rig = await edited();
    const modified = new Date(rig.lists.now + 1_000).toISOString();
    const written = listed('one', { modified, values: { name: 'one', phone: '1', url: 'one.example' } });
    await rig.accounts.apply(rig.accounts.identity.localIdOf('one'), () => [
      { is: 'pulled', at: rig.now, theirs: written },
    ]);
    const froms: (number | undefined)[] = [];
    rig.lists.bend = ({ filter }) => {
      froms.push(filter?.by === 'modifiedSince' ? filter.epochSeconds : undefined);
      return { rows: froms.length === 1 ? [] : [written] };
    };
    expect(await rig.check('two')).toBeNull();
    rig.lists.rows[0] = written;
    expect((await rig.check('two'))?.theirs.values.phone).toBe('1');
    const mark = rig.mirror.progress('customer').mark ?? 0;
    expect(froms).toEqual([mark - 121, mark - 121]);
  });

  it('has to be one page: where more changed, that is downloaded first, and it is not asked for again before', async () => {
    const rig = await edited();
    rig.lists.rows.push(
      ...Array.from({ length: 201 }, (_, at) => listed(`new-${String(at)}`, { modified: LATER })),
    );
    expect(await rig.check('one')).toBeNull();
    expect(await rig.check('two')).toBeNull();
    expect(rig.lists.asked).toEqual(['customer 1 changed']);
    expect(rig.cameFirst).toBe(1);
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
