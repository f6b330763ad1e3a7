import { describe, expect, it } from 'vitest';
import type { Listed } from '../../../../electron/salesbinder/gateway.ts';
import { derivedId } from '../../../../electron/mirror/derived-id.ts';
import { FINE, LOST_AFTER, LOST_BEFORE } from '../../../support/site-in-time.ts';
import { syncRig } from '../../../support/sync-rig.ts';
import type { SyncRig } from '../../../support/sync-rig.ts';

const MINUTE = 60_000;

/** An account of a colleague's, changed twice; lists show it as it was after the first time, and nothing that came later. */
async function lagging(): Promise<SyncRig & { lags: boolean }> {
  const rig = Object.assign(await syncRig(), { lags: false });
  const { site, sync, mirror } = rig;
  const made = site.add('customer', { name: 'Other', phone: '1' });
  await rig.until('the download is done', () => mirror.progress('supplier').mark !== null);
  await rig.pass(MINUTE);
  const before: readonly Listed[] = [site.edit(made.id, { phone: '2' })];
  await rig.pass(20_000);
  site.edit(made.id, { phone: '3' });
  sync.refresh();
  await rig.until('it is known', () => mirror.accounts.get(made.id)?.account.values.phone === '3');
  site.lists = ({ type, pageLimit }) => (rig.lags && pageLimit > 1 && type === 'customer' ? before : null);
  return rig;
}

describe('a list that shows an older state than the one known here', () => {
  it('proves no absence: a lost create is not sent again for it', async () => {
    const rig = await lagging();
    rig.site.fate = ({ verb }) => (verb === 'create' ? LOST_AFTER : FINE);
    rig.lags = true;
    await rig.types('local-acme', { name: 'Acme' });
    await rig.pass(10 * MINUTE);
    expect(rig.record('local-acme').state).toMatchObject({ name: 'unknown', ask: null });
    expect(rig.site.count('create')).toBe(1);
    rig.lags = false;
    await rig.until('it is found', () => rig.record('local-acme').state.name === 'synced');
    expect(rig.record('local-acme').remoteId).toBe('remote-2');
    expect(rig.site.count('create')).toBe(1);
  });

  it('is what there is after half an hour of it: nothing is looked for for ever', async () => {
    const rig = await lagging();
    rig.site.fate = ({ verb }) => (verb === 'create' ? LOST_BEFORE : FINE);
    rig.lags = true;
    await rig.types('local-acme', { name: 'Acme' });
    await rig.pass(29 * MINUTE);
    expect(rig.site.count('create')).toBe(1);
    rig.site.fate = () => FINE;
    await rig.until('it is sent again', () => rig.record('local-acme').state.name === 'synced');
    expect(rig.site.count('create')).toBe(2);
  });

  it('takes nothing back that was sent, and "Sent" stays true', async () => {
    const rig = await lagging();
    const other = derivedId('remote-1');
    await rig.types(other, { phone: '4' });
    await rig.until('it is sent', () => rig.record(other).state.name === 'synced');
    rig.lags = true;
    rig.sync.refresh();
    await rig.pass(12 * MINUTE);
    expect(rig.record(other)).toMatchObject({ state: { name: 'synced' }, fields: { phone: { mine: '4' } } });
    expect(rig.mirror.accounts.get('remote-1')?.account.values.phone).not.toBe('2');
    rig.lags = false;
    await rig.pass(6 * MINUTE);
    expect(rig.mirror.accounts.get('remote-1')?.account.values.phone).toBe('4');
  });
});
