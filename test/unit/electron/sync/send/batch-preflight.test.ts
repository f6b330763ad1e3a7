import { describe, expect, it } from 'vitest';
import { downloadPage, nextToDownload } from '../../../../../electron/sync/pull/download.ts';
import type { BatchPreflight } from '../../../../../electron/sync/send/batch-preflight.ts';
import type { AccountType } from '../../../../../shared/account.ts';
import { listed, mirrorRig } from '../../../../support/mirror-way.ts';
import type { MirrorRig } from '../../../../support/mirror-way.ts';

const LATER = '2026-09-01T09:00:00+00:00';

/** Three downloaded accounts, each with an edit that is due, and a customer that nobody edited. */
async function edited(
  type: AccountType = 'customer',
): Promise<MirrorRig & { check(remoteId: string): ReturnType<BatchPreflight['lookup']> }> {
  const rig = mirrorRig();
  rig.lists.rows = ['one', 'two', 'three'].map((id) => listed(id, { type }));
  if (type !== 'customer') rig.lists.rows.push(listed('unedited'));
  for (let next = nextToDownload(rig.mirror, new Set()); next !== null;) {
    await downloadPage(rig.context, next);
    next = nextToDownload(rig.mirror, new Set());
  }
  for (const id of ['one', 'two', 'three']) {
    const localId = rig.accounts.identity.localIdOf(id);
    const changed = { fax: { from: '', to: '9' } };
    await rig.accounts.save({ localId, openedAtRevision: 0, type, changed, note: null });
  }
  rig.lists.asked.length = 0;
  const check = (id: string) =>
    rig.batchPreflight.lookup(rig.context, rig.accounts.identity.localIdOf(id), id, type);
  return Object.assign(rig, { check });
}

/** A look at what changed has moved the mark. */
async function movesOn({ mirror }: MirrorRig): Promise<void> {
  const progress = mirror.progress('customer');
  await mirror.keepProgress({ ...progress, mark: (progress.mark ?? 0) + 300 });
}

/** Each list comes with a look into the deleted log, which may name what no list shows any more. */
function listsAsked({ lists }: MirrorRig): readonly string[] {
  return lists.asked.filter((one) => !one.startsWith('deleted'));
}

function markOf({ mirror }: MirrorRig): number {
  return mirror.progress('customer').mark ?? 0;
}

/** An account as it is there after an update that went out from here. */
async function writtenHere({ lists, accounts, now }: MirrorRig): Promise<ReturnType<typeof listed>> {
  const modified = new Date(lists.now + 1_000).toISOString();
  const written = listed('one', { modified, values: { name: 'one', phone: '1', url: 'one.example' } });
  await accounts.apply(accounts.identity.localIdOf('one'), () => [
    { is: 'pulled', at: now, theirs: written },
  ]);
  return written;
}

/** From when on lists are asked for, epoch seconds. @param fits whether what changed since then fits on one page */
function fromsOf({ lists }: MirrorRig, fits: (from: number) => boolean = () => true): readonly number[] {
  const froms: number[] = [];
  lists.bend = ({ filter }) => {
    const from = filter?.by === 'modifiedSince' ? filter.epochSeconds : 0;
    froms.push(from);
    return fits(from) ? null : { count: 201 };
  };
  return froms;
}

describe('one list page as the preflight of many', () => {
  it('shows what changed there, and has what did not change from the mirror, with one request', async () => {
    const rig = await edited();
    rig.lists.rows[1] = listed('two', { modified: LATER, values: { name: 'two', phone: '2' } });
    expect((await rig.check('one'))?.theirs.values.phone).toBe('1');
    expect((await rig.check('two'))?.theirs.values.phone).toBe('2');
    expect((await rig.check('three'))?.theirs.values.phone).toBe('1');
    expect(listsAsked(rig)).toEqual(['customer 1 changed']);
  });

  it.each([
    ['the account that must be in it is not', () => ({ rows: [], count: 0 })],
    ['it did not come whole', () => ({ rows: ['one', 'two', 'three'].map((id) => listed(id)), count: 4 })],
  ])('serves nobody when %s, nor does another until the mirror has moved on', async (_, bend) => {
    const rig = await edited();
    rig.lists.bend = bend;
    expect(await rig.check('one')).toBeNull();
    rig.lists.bend = () => null;
    expect(await rig.check('one')).toBeNull();
    expect(listsAsked(rig)).toHaveLength(1);
    await movesOn(rig);
    expect(await rig.check('one')).not.toBeNull();
  });

  it('looks for prospects among the customers, too: each may have become one', async () => {
    const rig = await edited('prospect');
    const [one, two, three, unedited] = rig.lists.rows;
    if (one === undefined || two === undefined || three === undefined || unedited === undefined) return;
    const became = listed('two', { modified: LATER, values: { name: 'two', phone: '2' } });
    rig.lists.rows = [one, three, unedited, became];
    expect((await rig.check('two'))?.theirs).toMatchObject({ type: 'customer', values: { phone: '2' } });
    expect((await rig.check('three'))?.theirs).toMatchObject({ type: 'prospect', values: { phone: '1' } });
    expect(listsAsked(rig)).toEqual(['prospect 1 changed', 'customer 1 changed']);
  });

  it('is not asked for again and again where this key may not see the customers', async () => {
    const rig = await edited('prospect');
    rig.lists.bend = ({ type }) =>
      type === 'customer' ? { problem: { what: 'forbidden', type: 'customer' } } : null;
    for (const id of ['one', 'two', 'three']) expect(await rig.check(id)).toBeNull();
    expect(listsAsked(rig)).toEqual(['prospect 1 changed', 'customer 1 changed']);
  });

  it('reaches back as far as the looks at what changed overlap, and shows what one of them was not told', async () => {
    const rig = await edited();
    const written = await writtenHere(rig);
    const untold = listed('two', { modified: LATER, values: { name: 'two', phone: '2' } });
    rig.lists.rows = [written, untold, listed('three')];
    const froms = fromsOf(rig);
    expect((await rig.check('two'))?.theirs.values.phone).toBe('2');
    expect(froms).toEqual([markOf(rig) - 7_201]);
  });

  it('reaches back a moment only where too much changed since, and what was written here must be in it', async () => {
    const rig = await edited();
    const written = await writtenHere(rig);
    rig.lists.rows = [written, listed('two'), listed('three')];
    const froms = fromsOf(rig, (from) => from !== markOf(rig) - 7_201);
    expect(await rig.check('two')).toBeNull();
    expect((await rig.check('two'))?.theirs.values.phone).toBe('1');
    expect(froms).toEqual([markOf(rig) - 7_201, markOf(rig) - 121]);
    expect(rig.cameFirst).toBe(0);
    rig.now += 31_000;
    rig.lists.bend = () => ({ rows: [], count: 0 });
    expect(await rig.check('three')).toBeNull();
  });

  it('has to be one page: where more changed, that is downloaded first, and it is not asked for again before', async () => {
    const rig = await edited();
    rig.lists.rows.push(
      ...Array.from({ length: 201 }, (_, at) => listed(`new-${String(at)}`, { modified: LATER })),
    );
    expect(await rig.check('one')).toBeNull();
    expect(await rig.check('two')).toBeNull();
    expect(listsAsked(rig)).toEqual(['customer 1 changed']);
    expect(rig.cameFirst).toBe(1);
  });

  it('is good for 30 s', async () => {
    const rig = await edited();
    await rig.check('one');
    rig.now += 29_000;
    await rig.check('two');
    expect(listsAsked(rig)).toHaveLength(1);
    rig.now += 2_000;
    await rig.check('two');
    expect(listsAsked(rig)).toHaveLength(2);
  });

  it('does not serve an account that was written to since it was asked for', async () => {
    const rig = await edited();
    await rig.check('one');
    rig.context.gatekeeper.order.wrote(rig.accounts.identity.localIdOf('one'));
    await rig.check('one');
    expect(listsAsked(rig)).toHaveLength(2);
    await rig.check('two');
    expect(listsAsked(rig)).toHaveLength(2);
  });

  it('does not serve an account of which a later version is known by now', async () => {
    const rig = await edited();
    expect(await rig.check('two')).not.toBeNull();
    await writtenHere(rig);
    expect(await rig.check('one')).toBeNull();
    expect(await rig.check('three')).not.toBeNull();
  });

  it('is asked for anew when a probe has shown that something changed since', async () => {
    const rig = await edited();
    await rig.check('one');
    await rig.context.gatekeeper.probe('customer');
    await rig.check('two');
    expect(listsAsked(rig)).toEqual(['customer 1 changed', 'customer 1']);
    const two = listed('two', { modified: LATER, values: { name: 'two', phone: '2' } });
    rig.lists.rows = [two, listed('one'), listed('three')];
    await rig.context.gatekeeper.probe('customer');
    expect((await rig.check('two'))?.theirs.values.phone).toBe('2');
  });

  it('is not asked for a single edit: that account is looked at by itself', async () => {
    const rig = await edited();
    for (const id of ['two', 'three']) {
      const localId = rig.accounts.identity.localIdOf(id);
      await rig.accounts.apply(localId, () => [{ is: 'discarded', at: rig.now }]);
    }
    expect(await rig.check('one')).toBeNull();
    expect(listsAsked(rig)).toEqual([]);
  });

  it('does not serve an account that the deleted log names: it may have been changed, then archived', async () => {
    const rig = await edited();
    rig.lists.buried = [{ id: 'two', type: 'customer' }];
    expect(await rig.check('two')).toBeNull();
    expect(await rig.check('one')).not.toBeNull();
  });

  it('serves all the same where this key may not see the deleted log', async () => {
    const rig = await edited();
    rig.lists.logFails = { what: 'forbidden', type: 'customer' };
    expect(await rig.check('two')).not.toBeNull();
  });

  it('serves nobody when the deleted log gets no answer', async () => {
    const rig = await edited();
    rig.lists.logFails = { what: 'trouble', status: 500 };
    expect(await rig.check('two')).toBeNull();
  });
});
