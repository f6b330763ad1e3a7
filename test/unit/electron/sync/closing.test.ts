import { expect, it } from 'vitest';
import { syncRig } from '../../../support/sync-rig.ts';

it('closing an idle sync takes no time', async () => {
  const rig = await syncRig();
  await rig.types('local-one-1', { name: 'Acme' });
  await rig.until('it is sent', () => rig.record('local-one-1').state.name === 'synced');
  await rig.pass(60_000);
  let settled: boolean | null = null;
  const closing = rig.sync.close().then((ended) => (settled = ended));
  // Not a moment passes on the clock.
  await rig.pass(0);
  await Promise.race([closing, rig.pass(1)]);
  expect(settled).toBe(true);
});

it('closing waits a moment for the answers that are under way, of all that are sent side by side', async () => {
  const rig = await syncRig();
  rig.sync.setStayOffline(true);
  await rig.types('local-one-1', { name: 'Acme' });
  await rig.types('local-two-2', { name: 'Other' });
  rig.site.trip = () => 1_500;
  rig.sync.setStayOffline(false);
  await rig.until('both are under way', () =>
    ['local-one-1', 'local-two-2'].every((one) => rig.record(one).state.name === 'sending'),
  );
  const closing = rig.sync.close();
  await rig.pass(1_900);
  expect(await closing).toBe(true);
  expect(['local-one-1', 'local-two-2'].map((one) => rig.record(one).state.name)).toEqual([
    'synced',
    'synced',
  ]);
});
