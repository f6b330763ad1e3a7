import { describe, expect, it } from 'vitest';
import { preflight } from '../../../../../electron/sync/send/preflight.ts';
import { downloadPage, nextToDownload } from '../../../../../electron/sync/pull/download.ts';
import { BatchPreflight } from '../../../../../electron/sync/send/batch-preflight.ts';
import { ingest } from '../../../../../electron/sync/pull/ingest.ts';
import { isOlder } from '../../../../../shared/outbox/freshness.ts';
import type { Listed } from '../../../../../electron/salesbinder/gateway.ts';
import type { OutboxRecord } from '../../../../../shared/outbox/record.ts';
import { listed, mirrorRig } from '../../../../support/mirror-way.ts';
import type { MirrorRig } from '../../../../support/mirror-way.ts';
import { attempt, T0 } from '../../../../support/records.ts';

/** SalesBinder's own stamps: one account in three states, and the time at which all of it is asked. */
const FIRST = '2026-09-01T07:00:00+00:00';
const SENT = '2026-09-01T07:10:00+00:00';
const LATER = '2026-09-01T07:20:00+00:00';

type Rig = MirrorRig & { readonly localId: string };

/** One account, downloaded as it first was. */
async function ready(modified: string | null = FIRST): Promise<Rig> {
  const rig = mirrorRig();
  rig.lists.rows = [row('1', modified)];
  for (let type = nextToDownload(rig.mirror, new Set()); type !== null;) {
    await downloadPage(rig.context, type);
    type = nextToDownload(rig.mirror, new Set());
  }
  return Object.assign(rig, { localId: rig.accounts.identity.localIdOf('one') });
}

/** And then its phone was changed here, sent and accepted. */
async function sent(modified: string | null = SENT): Promise<Rig> {
  const rig = await ready();
  await types(rig, '1', '2');
  await rig.accounts.apply(rig.localId, (record) => [
    { is: 'started', at: T0, attempt: attempt(record, 'p1') },
    { is: 'accepted', at: T0, attemptId: 'p1', account: row('2', modified) },
  ]);
  rig.context.gatekeeper.order.wrote(rig.localId);
  expect(recordOf(rig)).toMatchObject({ state: { name: 'synced' }, fields: { phone: { base: '2' } } });
  return rig;
}

async function types(rig: Rig, from: string, to: string): Promise<void> {
  const changed = { phone: { from, to } };
  const openedAtRevision = rig.accounts.records.get(rig.localId)?.revision ?? 0;
  await rig.accounts.save({
    localId: rig.localId,
    openedAtRevision,
    type: 'customer',
    changed,
    note: null,
  });
}

const row = (phone: string, modified: string | null): Listed =>
  listed('one', { modified, values: { name: 'one', phone } });

const brought = (rig: Rig, account: Listed): Promise<boolean> =>
  ingest(rig.context, 'customer', [account], rig.context.gatekeeper.order.next());

function recordOf(rig: Rig): OutboxRecord {
  const record = rig.accounts.records.get(rig.localId);
  if (record === undefined) throw new Error('It was typed into');
  return record;
}

const mirrored = (rig: Rig): string | undefined => rig.mirror.accounts.get('one')?.account.values.phone;

describe('a row that is older than what is known', () => {
  it('changes nothing after an edit was sent: not what is shown, not what was sent, not the mirror', async () => {
    const rig = await sent();
    const before = recordOf(rig);
    await brought(rig, row('1', FIRST));
    expect(recordOf(rig)).toBe(before);
    await brought(rig, row('2', SENT));
    expect(mirrored(rig)).toBe('2');
    await brought(rig, row('1', FIRST));
    expect(mirrored(rig)).toBe('2');
  });

  it('changes nothing in an account that nobody edits here', async () => {
    const rig = await ready(SENT);
    await brought(rig, row('0', FIRST));
    expect(mirrored(rig)).toBe('1');
    await brought(rig, row('3', LATER));
    expect(mirrored(rig)).toBe('3');
  });

  it('does not make a customer a prospect again', async () => {
    const rig = await ready(SENT);
    await ingest(
      rig.context,
      'prospect',
      [{ ...row('1', FIRST), type: null }],
      rig.context.gatekeeper.order.next(),
    );
    expect(rig.mirror.accounts.get('one')?.account.type).toBe('customer');
  });

  it('is still known for old after the mirror was thrown away, as long as the record is here', async () => {
    const rig = await sent();
    await rig.mirror.throwAway(new Set());
    await brought(rig, row('1', FIRST));
    expect(recordOf(rig).fields.phone?.mine).toBe('2');
  });
});

describe('a row that is not surely older', () => {
  it('counts within the same second, where what was asked last is the latest', async () => {
    const rig = await sent();
    await brought(rig, row('3', SENT));
    expect(recordOf(rig).fields.phone?.mine).toBe('3');
    expect(mirrored(rig)).toBe('3');
  });

  it.each([null, '', 'yesterday'])('counts without a stamp that can be read: %j', async (modified) => {
    const rig = await sent();
    await brought(rig, row('3', modified));
    expect(recordOf(rig).fields.phone?.mine).toBe('3');
  });

  it('counts where no stamp was known', async () => {
    const rig = await ready(null);
    await brought(rig, row('3', FIRST));
    expect(mirrored(rig)).toBe('3');
  });

  it('keeps the last known stamp where an answer to a write of ours had none', async () => {
    const rig = await sent(null);
    expect(recordOf(rig).modified).toBe(FIRST);
    await brought(rig, row('3', SENT));
    expect(recordOf(rig)).toMatchObject({ modified: SENT, fields: { phone: { mine: '3' } } });
  });

  it('counts while the known stamp lies in the server’s future: its clock was set back', async () => {
    const rig = await sent('2026-09-01T09:00:00+00:00');
    await brought(rig, row('3', LATER));
    expect(recordOf(rig).fields.phone?.mine).toBe('3');
  });

  it('is compared by the moment that a stamp means, however it is written', () => {
    expect(isOlder({ modified: '2026-09-01T09:09:59+02:00' }, SENT)).toBe(true);
    expect(isOlder({ modified: '2026-09-01T09:10:00+02:00' }, SENT)).toBe(false);
  });
});

describe('a preflight that shows an older state', () => {
  it('never lets an edit back to the old value pass for sent', async () => {
    const rig = await sent();
    await types(rig, '2', '1');
    rig.lists.rows = [row('1', FIRST)];
    expect(await preflight(rig.context, rig.batchPreflight, rig.localId, 'one', 'customer')).toBeNull();
    expect(recordOf(rig).state).toMatchObject({
      name: 'waiting',
      tries: 1,
      problem: { what: 'stale-answer' },
    });
    rig.lists.rows = [row('2', SENT)];
    expect(await preflight(rig.context, rig.batchPreflight, rig.localId, 'one', 'customer')).not.toBeNull();
    expect(recordOf(rig).fields.phone).toMatchObject({ base: '2', mine: '1' });
  });

  it('is believed in the end, so that no edit waits for ever', async () => {
    const rig = await sent();
    await types(rig, '2', '5');
    rig.lists.rows = [row('1', FIRST)];
    let tries = 0;
    while (
      tries < 20 &&
      (await preflight(rig.context, rig.batchPreflight, rig.localId, 'one', 'customer')) === null
    ) {
      tries += 1;
      if (recordOf(rig).state.name !== 'waiting') break;
    }
    expect(tries).toBe(9);
    expect(recordOf(rig).state).toEqual({ name: 'conflict', fields: ['phone'] });
  });
});

describe('a list that was asked for before a write to an account was answered', () => {
  it('changes nothing of it in the mirror; one that was asked for since does', async () => {
    const { context, mirror, accounts } = mirrorRig();
    const { order } = context.gatekeeper;
    const takes = async (name: string, asked: number): Promise<string | undefined> => {
      await ingest(context, 'customer', [listed('one', { values: { name } })], asked);
      return mirror.accounts.get('one')?.account.values.name;
    };
    expect(await takes('first', order.next())).toBe('first');
    const before = order.next();
    order.wrote(accounts.identity.localIdOf('one'));
    expect(await takes('second', before)).toBe('first');
    expect(await takes('third', order.next())).toBe('third');
  });
});

describe('a batch preflight that shows an older state of one', () => {
  it('serves none of them', async () => {
    const rig = await sent();
    rig.lists.rows = [
      row('2', SENT),
      listed('two', { modified: FIRST }),
      listed('three', { modified: FIRST }),
    ];
    await ingest(rig.context, 'customer', rig.lists.rows, rig.context.gatekeeper.order.next());
    for (const id of ['two', 'three']) {
      const localId = rig.accounts.identity.localIdOf(id);
      const changed = { fax: { from: '', to: '9' } };
      await rig.accounts.save({ localId, openedAtRevision: 0, type: 'customer', changed, note: null });
    }
    const lookup = (): ReturnType<BatchPreflight['lookup']> =>
      new BatchPreflight(() => undefined).lookup(
        rig.context,
        rig.accounts.identity.localIdOf('two'),
        'two',
        'customer',
      );
    expect(await lookup()).not.toBeNull();
    rig.lists.bend = () => ({ rows: [row('2', SENT), listed('two'), row('1', FIRST)], count: 2 });
    expect(await lookup()).toBeNull();
  });

  it('nor does one that misses what was sent since', async () => {
    const rig = await sent(LATER);
    rig.lists.rows = [listed('two', { modified: FIRST }), listed('three', { modified: FIRST })];
    await ingest(rig.context, 'customer', rig.lists.rows, rig.context.gatekeeper.order.next());
    for (const id of ['two', 'three']) {
      const localId = rig.accounts.identity.localIdOf(id);
      const changed = { fax: { from: '', to: '9' } };
      await rig.accounts.save({ localId, openedAtRevision: 0, type: 'customer', changed, note: null });
    }
    const lookup = (): ReturnType<BatchPreflight['lookup']> =>
      new BatchPreflight(() => undefined).lookup(
        rig.context,
        rig.accounts.identity.localIdOf('two'),
        'two',
        'customer',
      );
    expect(await lookup()).toBeNull();
    rig.lists.rows.push(row('2', LATER));
    expect(await lookup()).not.toBeNull();
  });
});
