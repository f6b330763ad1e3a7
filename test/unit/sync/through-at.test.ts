import { expect, it } from 'vitest';
import { downloadOf } from '../../../electron/download-status.ts';
import { syncRig } from '../../support/sync-rig.ts';

it('says when the download will be through by how long answers take, not by the limits alone', async () => {
  const rig = await syncRig();
  const { site, mirror, sync, time } = rig;
  for (let made = 0; made < 5_000; made += 1) site.add('customer', { name: `Firm ${String(made)}` });
  site.trip = () => 1_000;
  // A few pages in, so that it is known how long an answer takes.
  await rig.until('some are here', () => mirror.accounts.size === 1_000);
  const download = downloadOf(mirror, sync, time.now);
  const said = download.is === 'running' ? download.throughAt : null;
  if (said === null) throw new Error('It can be told');
  await rig.until('all are here', () => mirror.accounts.size === 5_000);
  // Twenty pages, a second each; the limits alone would let them through in little more than ten.
  expect(Math.abs(time.now - said)).toBeLessThanOrEqual(1_000);
});
