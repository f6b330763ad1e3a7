import { expect, it } from 'vitest';
import { FINE, LOST_AFTER, LOST_BEFORE } from '../../../support/site-in-time.ts';
import { syncRig } from '../../../support/sync-rig.ts';
import type { SyncRig } from '../../../support/sync-rig.ts';

/** A SalesBinder whose lists always count one account more than they show. */

const MINUTE = 60_000;

async function lost(arrived: boolean): Promise<SyncRig> {
  const rig = await syncRig();
  rig.site.countsTooMany = 1;
  rig.site.fate = ({ verb }) => (verb === 'create' ? (arrived ? LOST_AFTER : LOST_BEFORE) : FINE);
  await rig.types('local-one-1', { name: 'Acme', email: 'a@acme.example' });
  await rig.until('it is lost', () => rig.record('local-one-1').state.name === 'unknown');
  rig.site.fate = () => FINE;
  return rig;
}

it('a lost create is found among the rows that there are', async () => {
  const rig = await lost(true);
  await rig.pass(5 * MINUTE);
  expect(rig.record('local-one-1').state.name).toBe('synced');
  expect(rig.site.rows.size).toBe(1);
});

it('a lost create that is not among them is sent again by a person only', async () => {
  const rig = await lost(false);
  await rig.pass(60 * MINUTE);
  expect(rig.record('local-one-1').state).toMatchObject({ name: 'unknown', ask: { why: 'incomplete-list' } });
  expect(rig.site.count('create')).toBe(1);
  const told = rig.record('local-one-1').history.filter(({ event }) => event.what === 'looked');
  expect(told.map(({ event }) => event)).toEqual([{ what: 'looked', found: 'incomplete-list' }]);

  await rig.person('local-one-1', 'retried');
  await rig.until('it is sent', () => rig.record('local-one-1').state.name === 'synced');
  expect(rig.site.rows.size).toBe(1);
});

it('a lost create goes on by itself when the list comes whole after all', async () => {
  const rig = await lost(false);
  await rig.pass(60 * MINUTE);
  rig.site.countsTooMany = 0;
  await rig.until('it is sent', () => rig.record('local-one-1').state.name === 'synced');
  expect(rig.site.rows.size).toBe(1);
});

it('a colleague’s changes are taken in all the same, and asked for since the last time only', async () => {
  const rig = await syncRig();
  rig.site.countsTooMany = 1;
  const { id } = rig.site.add('customer', { name: 'Acme', phone: '1' });
  await rig.pass(30 * MINUTE);
  const before = rig.mirror.progress('customer');
  expect(before.scan).toBeNull();
  rig.site.edit(id, { phone: '2' });
  await rig.pass(60 * MINUTE);
  expect(rig.mirror.accounts.get(id)?.account.values.phone).toBe('2');
  expect(rig.mirror.progress('customer').mark).toBeGreaterThan(before.mark ?? 0);
});
