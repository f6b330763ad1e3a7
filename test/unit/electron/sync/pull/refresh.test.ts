import { describe, expect, it } from 'vitest';
import { downloadPage, nextToDownload } from '../../../../../electron/sync/pull/download.ts';
import { recount, refresh } from '../../../../../electron/sync/pull/refresh.ts';
import { archiveSettled } from '../../../../../electron/sync/pull/archive-settled.ts';
import { ACCOUNT_TYPES } from '../../../../../shared/account.ts';
import { listed, mirrorRig } from '../../../../support/mirror-way.ts';
import type { MirrorRig } from '../../../../support/mirror-way.ts';
import { T0 } from '../../../../support/records.ts';
import type { Values } from '../../../../../shared/account.ts';
import type { Attempt } from '../../../../../shared/outbox/record.ts';

function typed(values: Values): Omit<Parameters<MirrorRig['accounts']['save']>[0], 'localId'> {
  const changed = Object.fromEntries(Object.entries(values).map(([key, to]) => [key, { from: '', to }]));
  return { openedAtRevision: 0, type: 'customer', changed, note: null };
}

const NONE = new Set<never>();
const LATER = '2026-09-01T09:00:00+00:00';

async function ready(...rows: ReturnType<typeof listed>[]): Promise<MirrorRig> {
  const rig = mirrorRig();
  rig.lists.rows = rows;
  for (let type = nextToDownload(rig.mirror, NONE); type !== null; type = nextToDownload(rig.mirror, NONE)) {
    await downloadPage(rig.context, type);
  }
  rig.lists.asked.length = 0;
  return rig;
}

async function all(rig: MirrorRig): Promise<boolean> {
  for (const type of ACCOUNT_TYPES) {
    if ((await end(refresh(rig.context, type))) !== 'on') return false;
  }
  return true;
}

async function end<T>(steps: AsyncGenerator<undefined, T>): Promise<T> {
  for (;;) {
    const step = await steps.next();
    if (step.done === true) return step.value;
  }
}

describe('a look at what changed', () => {
  it('moves its mark to the Date of the first page, and asks from two hours before it', async () => {
    const rig = await ready(listed('one'));
    expect(rig.mirror.progress('customer').mark).toBe(T0 / 1_000);
    rig.lists.now = T0 + 600_000;
    const froms: (number | undefined)[] = [];
    rig.lists.bend = ({ filter }) => {
      froms.push(filter?.by === 'modifiedSince' ? filter.epochSeconds : undefined);
      return null;
    };
    expect(await all(rig)).toBe(true);
    expect(froms[0]).toBe(T0 / 1_000 - 7_200);
    expect(rig.mirror.progress('customer').mark).toBe(T0 / 1_000 + 600);
  });

  it('keeps the fields that a row leaves out', async () => {
    const rig = await ready(listed('one'));
    rig.lists.rows = [listed('one', { modified: LATER, values: { name: 'two' } })];
    expect(await all(rig)).toBe(true);
    expect(rig.mirror.accounts.get('one')?.account.values).toEqual({ name: 'two', phone: '1' });
  });

  it('keeps its mark when the list did not come whole, and removes nothing', async () => {
    const rig = await ready(listed('one'), listed('two'));
    rig.lists.now = T0 + 600_000;
    rig.lists.bend = ({ filter }) => (filter === undefined ? null : { rows: [], count: 1 });
    expect(await all(rig)).toBe(false);
    expect(rig.mirror.progress('customer').mark).toBe(T0 / 1_000);
    expect(rig.mirror.accounts.size).toBe(2);
  });

  it('removes nothing for empty lists, only for lines of the deleted log', async () => {
    const rig = await ready(listed('one'), listed('two'));
    rig.lists.rows = [];
    expect(await all(rig)).toBe(true);
    expect(rig.mirror.accounts.size).toBe(2);
    rig.lists.buried = [{ id: 'two', type: 'customer' }];
    expect(await all(rig)).toBe(true);
    expect([...rig.mirror.accounts.keys()]).toEqual(['one']);
  });

  it('keeps a prospect that became a customer, though the log has a line of its old type', async () => {
    const rig = await ready(listed('one', { type: 'prospect' }));
    rig.lists.rows = [listed('one', { type: 'customer', modified: LATER })];
    rig.lists.buried = [{ id: 'one', type: 'prospect' }];
    expect(await all(rig)).toBe(true);
    expect(rig.mirror.accounts.get('one')?.account.type).toBe('customer');
  });

  it('asks for a prospect by itself before it believes that it is gone: its stamp may not have moved', async () => {
    const rig = await ready(listed('one', { type: 'prospect' }), listed('two', { type: 'prospect' }));
    rig.lists.rows = [listed('one', { type: 'customer' })];
    rig.lists.buried = [
      { id: 'one', type: 'prospect' },
      { id: 'two', type: 'prospect' },
    ];
    expect(await all(rig)).toBe(true);
    expect([...rig.mirror.accounts.keys()]).toEqual(['one']);
    expect(rig.mirror.accounts.get('one')?.account.type).toBe('customer');
  });

  it('does not turn a customer back into a prospect for an older list', async () => {
    const rig = await ready(listed('one', { type: 'prospect' }));
    rig.lists.rows = [listed('one', { type: 'customer', modified: LATER })];
    await all(rig);
    rig.lists.bend = ({ type, filter }) =>
      type === 'prospect' && filter !== undefined
        ? { rows: [listed('one', { type: null })], count: 1 }
        : null;
    await all(rig);
    expect(rig.mirror.accounts.get('one')?.account.type).toBe('customer');
  });

  it('begins a new download when SalesBinder counts more than are here', async () => {
    const rig = await ready(listed('one'));
    rig.lists.rows = [listed('one'), listed('old')];
    await all(rig);
    expect(rig.mirror.accounts.size).toBe(1);
    await end(recount(rig.context, NONE));
    expect(nextToDownload(rig.mirror, NONE)).toBe('customer');
    await downloadPage(rig.context, 'customer');
    expect(rig.mirror.accounts.size).toBe(2);
  });

  it('takes over what the account that comes with the count has by now (simulation seed 131273)', async () => {
    const rig = await ready(listed('one'));
    const localId = rig.accounts.identity.localIdOf('one');
    await rig.accounts.save({ localId, ...typed({ fax: '9' }) });
    rig.lists.rows = [listed('one', { modified: LATER, values: { name: 'one', phone: '2' } })];
    await end(recount(rig.context, NONE));
    expect(rig.accounts.records.get(localId)?.fields.phone?.mine).toBe('2');
    expect(rig.mirror.accounts.get('one')?.account.values.phone).toBe('2');
  });

  it('takes what was asked for before the last write to an account for what may be old', async () => {
    const rig = await ready(listed('one'));
    const localId = rig.accounts.identity.localIdOf('one');
    await rig.accounts.save({ localId, ...typed({ fax: '9' }) });
    rig.lists.rows = [listed('one', { modified: LATER, values: { name: 'one', phone: '2' } })];
    rig.lists.bend = () => {
      rig.context.gatekeeper.order.wrote(localId);
      return null;
    };
    await all(rig);
    expect(rig.accounts.records.get(localId)?.fields.phone?.mine).toBe('1');
    rig.lists.bend = () => null;
    await all(rig);
    expect(rig.accounts.records.get(localId)?.fields).toMatchObject({
      phone: { mine: '2' },
      fax: { mine: '9' },
    });
  });
});

describe('a settled record', () => {
  const DAYS = 24 * 60 * 60_000;

  it('leaves the outbox after 90 days, and its account stays under the same local id', async () => {
    const rig = await ready(listed('one'));
    await rig.accounts.save({ localId: 'local-one-1', ...typed({ name: 'one' }) });
    const attempt: Attempt = {
      id: 'a1',
      kind: 'create',
      revision: 1,
      type: 'customer',
      sent: { name: 'one' },
      startedAt: { wall: T0, mono: 0, run: 'run-1', skew: 0 },
      endedAt: null,
    };
    await rig.accounts.apply('local-one-1', () => [
      { is: 'started', at: T0, attempt },
      { is: 'accepted', at: T0, attemptId: 'a1', account: listed('one') },
    ]);
    rig.now = T0 + 89 * DAYS;
    await archiveSettled(rig.context);
    expect(rig.accounts.records.has('local-one-1')).toBe(true);
    rig.now = T0 + 91 * DAYS;
    await archiveSettled(rig.context);
    expect(rig.accounts.records.has('local-one-1')).toBe(false);
    expect(rig.accounts.identity.localIdOf('one')).toBe('local-one-1');
    expect(rig.accounts.identity.mirrored('local-one-1')?.account.id).toBe('one');
    expect(rig.archive.get('local-one-1')?.history.at(-1)?.event.what).toBe('accepted');
  });

  it('stays where the mirror does not have its account: nothing would show it any more', async () => {
    const rig = await ready(listed('one'));
    const localId = rig.accounts.identity.localIdOf('one');
    await rig.accounts.save({ localId, ...typed({}), note: 'Met at the fair' });
    await rig.mirror.remove(['one']);
    rig.now = T0 + 91 * DAYS;
    await archiveSettled(rig.context);
    expect(rig.accounts.records.has(localId)).toBe(true);
  });

  it('stays for 90 days after its note was last edited, whenever it was sent', async () => {
    const rig = await ready(listed('one'));
    const localId = rig.accounts.identity.localIdOf('one');
    await rig.accounts.save({ localId, ...typed({}), note: 'Met at the fair' });
    rig.now = T0 + 60 * DAYS;
    await rig.accounts.save({ localId, ...typed({}), note: 'Met at the fair; call in May' });
    rig.now = T0 + 149 * DAYS;
    await archiveSettled(rig.context);
    expect(rig.accounts.records.has(localId)).toBe(true);
    rig.now = T0 + 151 * DAYS;
    await archiveSettled(rig.context);
    expect(rig.accounts.records.has(localId)).toBe(false);
  });

  it('leaves after its days also where it was edited under a clock that was years ahead', async () => {
    const rig = await ready(listed('one'));
    const localId = rig.accounts.identity.localIdOf('one');
    await rig.accounts.save({ localId, ...typed({}), note: 'Met at the fair' });
    rig.now = T0 + 3_000 * DAYS;
    await rig.accounts.save({ localId, ...typed({}), note: 'Met at the fair; call in May' });
    expect(rig.accounts.records.get(localId)?.editedAt).toBe(T0 + 3_000 * DAYS);
    rig.now = T0 + 80 * DAYS;
    await archiveSettled(rig.context);
    expect(rig.accounts.records.has(localId)).toBe(true);
    rig.now = T0 + 91 * DAYS;
    await archiveSettled(rig.context);
    expect(rig.accounts.records.has(localId)).toBe(false);
  });

  it('shows its note and its history again after that, and goes on with the note when it is edited', async () => {
    const rig = await ready(listed('one'));
    const localId = rig.accounts.identity.localIdOf('one');
    await rig.accounts.save({ localId, ...typed({}), note: 'Met at the fair' });
    rig.now = T0 + 91 * DAYS;
    await archiveSettled(rig.context);
    expect(rig.accounts.records.has(localId)).toBe(false);
    const shown = rig.accounts.account(localId);
    expect(shown?.note).toBe('Met at the fair');
    expect(shown?.history.map(({ event }) => event.what)).toEqual(['edited']);

    await rig.accounts.save({ localId, ...typed({}), note: 'Met at the fair; call in May' });
    rig.now = T0 + 190 * DAYS;
    await archiveSettled(rig.context);
    expect(rig.archive.get(localId)?.note).toBe('Met at the fair; call in May');
  });

  it('stays as long as something is to be sent, or the mirror does not have it', async () => {
    const rig = await ready(listed('one'));
    const localId = rig.accounts.identity.localIdOf('one');
    await rig.accounts.save({ localId, ...typed({ fax: '9' }) });
    rig.now = T0 + 100 * DAYS;
    await archiveSettled(rig.context);
    expect(rig.accounts.records.has(localId)).toBe(true);
  });
});
