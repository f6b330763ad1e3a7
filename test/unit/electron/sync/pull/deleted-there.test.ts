import { describe, expect, it } from 'vitest';
import { derivedId } from '../../../../../electron/mirror/derived-id.ts';
import { listed, pullRig } from '../../../../support/mirror-way.ts';
import { attempt, T0 } from '../../../../support/records.ts';

const LATER = '2026-09-01T09:00:00+00:00';
const DAY = 24 * 60 * 60_000;

function typedFax(localId: string) {
  const changed = { fax: { from: '', to: '9' } };
  return { localId, openedAtRevision: 0, type: 'customer', changed, note: null } as const;
}

describe('an account that is deleted there', () => {
  it('stays while somebody types into it, so that it can be saved, and goes when they have saved', async () => {
    const rig = pullRig(listed('one'));
    await rig.round();
    const localId = rig.accounts.identity.localIdOf('one');
    await rig.accounts.keepDraft(typedFax(localId));
    rig.lists.rows = [];
    rig.lists.buried = [{ id: 'one', type: 'customer' }];
    rig.lists.now = T0 + DAY;
    await rig.round();
    expect((await rig.accounts.save(typedFax(localId))).ok).toBe(true);
    await rig.round();
    expect(rig.mirror.accounts.size).toBe(0);
    expect(rig.accounts.records.get(localId)?.fields).toMatchObject({
      name: { mine: 'one' },
      fax: { mine: '9' },
    });
  });

  it('is still asked for long after, when what was typed into it is dropped', async () => {
    const rig = pullRig(listed('one'), listed('two'));
    await rig.round();
    const localId = rig.accounts.identity.localIdOf('one');
    await rig.accounts.keepDraft(typedFax(localId));
    rig.lists.rows = [listed('two', { modified: LATER, values: { name: 'two', phone: '2' } })];
    rig.lists.buried = [{ id: 'one', type: 'customer' }];
    rig.lists.now = T0 + DAY;
    await rig.round();
    expect(rig.mirror.progress('customer')).toMatchObject({ mark: T0 / 1_000, asOf: rig.now });
    expect(rig.mirror.accounts.get('two')?.account.values.phone).toBe('2');
    await rig.accounts.dropDraft(localId);
    await rig.round();
    expect([...rig.mirror.accounts.keys()]).toEqual(['two']);
    expect(rig.mirror.progress('customer').mark).toBe((T0 + DAY) / 1_000);
  });

  it('stays while it is on screen', async () => {
    const rig = pullRig(listed('one'));
    await rig.round();
    rig.onScreen = rig.accounts.identity.localIdOf('one');
    rig.lists.rows = [];
    rig.lists.buried = [{ id: 'one', type: 'customer' }];
    await rig.round();
    expect(rig.mirror.accounts.has('one')).toBe(true);
    rig.onScreen = null;
    await rig.round();
    expect(rig.mirror.accounts.has('one')).toBe(false);
  });

  it('stays while it is on screen under the id that it was downloaded with', async () => {
    const rig = pullRig(listed('one'));
    await rig.round();
    rig.onScreen = derivedId('one');
    await rig.accounts.save({ ...typedFax('local-one'), changed: { name: { from: '', to: 'one' } } });
    await rig.accounts.apply('local-one', (record) => [
      { is: 'started', at: T0, attempt: attempt(record, 'a1') },
      { is: 'accepted', at: T0, attemptId: 'a1', account: listed('one') },
    ]);
    expect(rig.accounts.identity.localIdOf('one')).toBe('local-one');
    rig.lists.rows = [];
    rig.lists.buried = [{ id: 'one', type: 'customer' }];
    await rig.round();
    expect(rig.mirror.accounts.has('one')).toBe(true);
    rig.onScreen = null;
    await rig.round();
    expect(rig.mirror.accounts.has('one')).toBe(false);
  });

  it('is what a new download leaves alone: an account on screen can be typed into and saved meanwhile', async () => {
    const rig = pullRig(listed('one'), listed('two'));
    await rig.round();
    const localId = rig.accounts.identity.localIdOf('one');
    rig.onScreen = localId;
    const thrown = rig.pull.again();
    await rig.pull.clear();
    expect((await thrown).ok).toBe(true);
    expect([...rig.mirror.accounts.keys()]).toEqual(['one']);
    expect((await rig.accounts.save(typedFax(localId))).ok).toBe(true);
  });

  it('is what a new download leaves alone, too, where it has a draft', async () => {
    const rig = pullRig(listed('one'), listed('two'));
    await rig.round();
    await rig.accounts.keepDraft(typedFax(rig.accounts.identity.localIdOf('one')));
    const thrown = rig.pull.again();
    await rig.pull.clear();
    expect((await thrown).ok).toBe(true);
    expect([...rig.mirror.accounts.keys()]).toEqual(['one']);
  });

  it('goes although everything had to be downloaded again before the log was read', async () => {
    const rig = pullRig(listed('one'), listed('two'));
    await rig.round();
    const progress = rig.mirror.progress('customer');
    await rig.mirror.keepProgress({ ...progress, scan: { page: 1, count: 0, mark: 0, rounds: 0 } });
    rig.lists.now = T0 + 3 * DAY;
    rig.lists.rows = [listed('two')];
    rig.lists.log = ({ since }) => (since <= T0 / 1_000 + 3_600 ? ['one'] : []);
    await rig.round();
    expect([...rig.mirror.accounts.keys()]).toEqual(['two']);
  });

  it('and came back is there, though the log still has its line', async () => {
    const rig = pullRig(listed('one'));
    await rig.round();
    rig.lists.rows = [listed('one', { modified: LATER, extra: { vat_number: 'DE1' } })];
    rig.lists.buried = [{ id: 'one', type: 'customer' }];
    await rig.round();
    expect(rig.mirror.accounts.get('one')).toMatchObject({
      account: { type: 'customer', modified: LATER },
      rest: { vat_number: 'DE1' },
    });
  });

  it('and is a prospect all the same stays one', async () => {
    const rig = pullRig(listed('one', { type: 'prospect' }));
    rig.lists.buried = [{ id: 'one', type: 'prospect' }];
    await rig.round();
    expect(rig.mirror.accounts.get('one')?.account.type).toBe('prospect');
  });
});

describe('a type whose questions fail by themselves', () => {
  it('keeps the others from nothing: they are downloaded', async () => {
    const rig = pullRig(listed('one'), listed('two', { type: 'supplier' }));
    rig.lists.bend = ({ type, pageLimit }) =>
      type === 'customer' && pageLimit > 1 ? { problem: { what: 'trouble', status: 500 } } : null;
    await rig.round();
    expect([...rig.mirror.accounts.keys()]).toEqual(['two']);
    rig.lists.bend = () => null;
    await rig.round();
    expect(rig.mirror.accounts.size).toBe(2);
  });

  it('keeps the others from nothing: what changed there is taken over, also without a right to the deleted log', async () => {
    const rig = pullRig(listed('one'), listed('two', { type: 'supplier' }));
    rig.lists.logFails = { what: 'forbidden', type: 'customer' };
    await rig.round();
    rig.lists.rows = ['one', 'two'].map((id) =>
      listed(id, {
        type: id === 'one' ? 'customer' : 'supplier',
        modified: LATER,
        values: { name: id, phone: '2' },
      }),
    );
    await rig.round();
    const phones = [...rig.mirror.accounts.values()].map(({ account }) => account.values.phone);
    expect(phones).toEqual(['2', '2']);
  });

  it('stops all while nothing can be asked', async () => {
    const rig = pullRig(listed('one'), listed('two', { type: 'supplier' }));
    rig.lists.bend = () => ({ problem: { what: 'unreachable', detail: 'ENOTFOUND' } });
    await rig.round();
    expect(rig.lists.asked).toEqual(['customer 1']);
  });
});

describe('a site that counts more accounts than it lists', () => {
  it('is not downloaded again and again for it', async () => {
    const rig = pullRig(listed('one'));
    rig.lists.bend = ({ type, filter }) =>
      type === 'customer' && filter === undefined ? { rows: rig.lists.rows, count: 2 } : null;
    const scans: boolean[] = [];
    // A day of looks, so that it is counted several times.
    for (let rounds = 0; rounds < 60; rounds += 1) {
      await rig.round();
      scans.push(rig.mirror.progress('customer').scan !== null);
    }
    expect(scans.filter((scan) => scan)).toHaveLength(1);
  });
});

describe('the clock of SalesBinder', () => {
  it('was set back by days: everything is downloaded again, because what changed meanwhile can’t be asked for', async () => {
    const rig = pullRig(listed('one'));
    rig.lists.now = T0 + 365 * DAY;
    await rig.round();
    rig.lists.now = T0 + 10 * DAY;
    const modified = new Date(T0 + 5 * DAY).toISOString();
    rig.lists.rows = [listed('one', { modified, values: { name: 'one', phone: '2' } })];
    await rig.round();
    await rig.round();
    expect(rig.mirror.accounts.get('one')?.account.values.phone).toBe('2');
    const mark = (T0 + 10 * DAY) / 1_000;
    expect(rig.mirror.progress('customer')).toMatchObject({ scan: null, mark });
  });

  it('is not told by an answer: the mark stays where it was', async () => {
    const rig = pullRig(listed('one'));
    await rig.round();
    rig.lists.dated = false;
    await rig.round();
    expect(rig.mirror.progress('customer').mark).toBe(T0 / 1_000);
  });
});
