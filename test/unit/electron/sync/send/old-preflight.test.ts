import { expect, it } from 'vitest';
import { syncRig } from '../../../../support/sync-rig.ts';

it('an update is not sent on a preflight that has grown old on its way', async () => {
  const rig = await syncRig();
  await rig.until('the download is done', () => rig.mirror.progress('supplier').mark !== null);
  await rig.pass(60_000);
  await rig.types('local-acme', { name: 'Acme', phone: '1' });
  await rig.pass(60_000);
  const id = rig.record('local-acme').remoteId ?? '';
  expect(rig.site.rows.get(id)?.values.phone).toBe('1');

  // The lists and the account itself are answered late: what they say was true twenty seconds ago.
  const asked = rig.site.asked.length;
  rig.site.trip = () => (rig.site.asked.length === asked ? 80_000 : 200);
  await rig.types('local-acme', { phone: '2' });
  await rig.pass(45_000);
  expect(rig.site.asked.length).toBeGreaterThan(asked);
  rig.site.edit(id, { phone: '3' });
  await rig.pass(5 * 60_000);

  expect(rig.site.rows.get(id)?.values.phone).toBe('3');
  expect(rig.site.count('update')).toBe(0);
  expect(rig.record('local-acme').state.name).toBe('conflict');
});
