import { describe, expect, it } from 'vitest';
import { syncRig } from '../../../../support/sync-rig.ts';
import type { SyncRig } from '../../../../support/sync-rig.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** With the waits that a person has, everything downloaded, and nothing to do. */
async function quiet(): Promise<SyncRig> {
  const rig = await syncRig();
  await rig.until('the download is done', () => rig.mirror.progress('supplier').mark !== null);
  await rig.pass(MINUTE);
  return rig;
}

const sent = (rig: SyncRig, ...locals: readonly string[]): boolean =>
  locals.every((localId) => rig.record(localId).state.name === 'synced');

describe('an update that is always answered with 500, while all else is served', () => {
  it('ends in a question after a few tries, and delays nobody', async () => {
    const rig = await quiet();
    await rig.types('local-bad', { name: 'Bad' });
    await rig.until('it is made', () => sent(rig, 'local-bad'));
    const id = rig.record('local-bad').remoteId;
    rig.site.refuses = ({ verb, sent: values }) =>
      verb === 'update' && values?.name === 'Worse' ? { what: 'trouble', status: 500 } : null;
    await rig.types('local-bad', { name: 'Worse' });

    for (let at = 1; at <= 10; at += 1) {
      const localId = `local-good-${String(at)}`;
      await rig.types(localId, { name: `Good ${String(at)}`, email: `g${String(at)}@example.org` });
      await rig.pass(15_000);
      expect(sent(rig, localId), localId).toBe(true);
    }
    await rig.pass(20 * MINUTE);
    expect(rig.record('local-bad').state.name).toBe('refused');

    const tries = rig.site.count('update');
    expect(tries).toBeGreaterThan(1);
    expect(tries).toBeLessThanOrEqual(6);
    await rig.pass(6 * HOUR);
    expect(rig.site.count('update')).toBe(tries);
    expect(rig.site.rows.get(id ?? '')?.values.name).toBe('Bad');
    expect(rig.record('local-bad').fields.name?.mine).toBe('Worse');
  });
});

describe('a type that the key may not touch', () => {
  it('waits by itself, longer and longer, and costs few requests', async () => {
    const rig = await quiet();
    let forbidden = true;
    rig.site.refuses = ({ verb, type, query }) =>
      forbidden && (verb === 'create' ? type : query?.type) === 'supplier'
        ? { what: 'forbidden', type: 'supplier' }
        : null;
    await rig.types('local-supplier', { name: 'Supplier' }, 'supplier');
    await rig.types('local-customer', { name: 'Customer' });
    await rig.pass(20_000);
    expect(sent(rig, 'local-customer')).toBe(true);
    expect(rig.sync.held.types).toEqual(new Set(['supplier']));

    const creates = (): number =>
      rig.site.asked.filter(({ verb, type }) => verb === 'create' && type === 'supplier').length;
    const early = creates();
    await rig.pass(HOUR);
    const inAnHour = creates() - early;
    expect(inAnHour).toBeGreaterThan(0);
    expect(inAnHour).toBeLessThan(40);
    expect(rig.record('local-supplier').state).toMatchObject({
      name: 'waiting',
      problem: { what: 'forbidden', type: 'supplier' },
    });

    forbidden = false;
    await rig.pass(6 * MINUTE);
    expect(sent(rig, 'local-supplier')).toBe(true);
  });
});
