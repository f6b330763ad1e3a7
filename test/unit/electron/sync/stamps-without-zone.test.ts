import { expect, it } from 'vitest';
import { FINE, LOST_AFTER } from '../../../support/site-in-time.ts';
import { syncRig } from '../../../support/sync-rig.ts';

/** A SalesBinder whose stamps name no zone: the gateway hands none on. */

it.each([
  ['as it was sent', (name: string) => name],
  ['cut short', (name: string) => name.slice(0, 5)],
])('a lost create that SalesBinder keeps %s is found, and a person is asked', async (_, kept) => {
  const rig = await syncRig();
  rig.site.stamped = false;
  rig.site.add('customer', { name: 'Older Ltd' });
  await rig.until('it is downloaded', () => rig.mirror.accounts.size === 1);
  rig.site.keeps = (values) => ({ ...values, name: kept(values.name ?? '') });
  rig.site.fate = ({ verb }) => (verb === 'create' ? LOST_AFTER : FINE);
  await rig.types('local-one-1', { name: 'Acme & Söhne' });
  await rig.until('it is lost', () => rig.record('local-one-1').state.name === 'unknown');
  rig.site.fate = () => FINE;
  await rig.pass(60 * 60_000);
  expect(rig.record('local-one-1').state).toMatchObject({ name: 'unknown', ask: { why: 'near' } });
  expect(rig.site.rows.size).toBe(2);
  expect(rig.site.count('create')).toBe(1);
});

it('a lost create is found whatever zone the list takes the time of a lookup to be in', async () => {
  const rig = await syncRig();
  rig.site.stamped = false;
  rig.site.add('customer', { name: 'Older Ltd' });
  await rig.until('it is downloaded', () => rig.mirror.accounts.size === 1);
  const hours = 10;
  rig.site.lists = ({ filter }, rows) => {
    if (filter?.by !== 'modifiedSince' || filter.epochSeconds === 0) return null;
    const from = (filter.epochSeconds + hours * 3_600) * 1_000;
    return rows.filter(({ modified }) => Date.parse(modified ?? '') >= from);
  };
  rig.site.fate = ({ verb }) => (verb === 'create' ? LOST_AFTER : FINE);
  await rig.types('local-one-1', { name: 'Acme' });
  await rig.until('it is lost', () => rig.record('local-one-1').state.name === 'unknown');
  rig.site.fate = () => FINE;
  await rig.pass(60 * 60_000);
  expect(rig.record('local-one-1').state).toMatchObject({ name: 'unknown', ask: { why: 'near' } });
  expect(rig.site.count('create')).toBe(1);
});
