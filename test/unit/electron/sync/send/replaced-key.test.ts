import { expect, it } from 'vitest';
import { syncRig } from '../../../../support/sync-rig.ts';

it('a no to a key that was replaced meanwhile says nothing of the new one', async () => {
  const rig = await syncRig();
  await rig.until('the download is done', () => rig.mirror.progress('supplier').mark !== null);
  await rig.pass(60_000);
  let isOld = true;
  let left = 0;
  rig.site.refuses = () => (isOld ? { what: 'key', reason: 'refused' } : null);
  // The create is refused at once; the question whether the key is to blame takes ten seconds.
  rig.site.trip = () => {
    left += 1;
    return left === 2 ? 10_000 : 200;
  };
  await rig.types('local-acme', { name: 'Acme' });
  await rig.pass(7_000);
  expect(left).toBe(2);

  isOld = false;
  rig.sync.setGateway({ ...rig.site.gateway });
  await rig.pass(60_000);
  expect(rig.sync.link.is).toBe('online');
  expect(rig.record('local-acme').state.name).toBe('synced');
});
