import { expect, it } from 'vitest';
import { downloadOf } from '../../../../electron/app/download-status.ts';
import { statusOf } from '../../../../electron/app/status.ts';
import { syncRig } from '../../../support/sync-rig.ts';

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

it('says of how many the download is, the same from the first page on', async () => {
  const { site, mirror, sync, time, until } = await syncRig();
  for (let made = 0; made < 1_000; made += 1) site.add('customer', { name: `Firm ${String(made)}` });
  for (let made = 0; made < 30; made += 1) site.add('supplier', { name: `Mill ${String(made)}` });
  const said = new Set<number>();
  const stop = mirror.subscribe(() => {
    const download = downloadOf(mirror, sync, time.now);
    if (download.is === 'running' && download.of !== null) said.add(download.of);
  });
  await until('all are here', () => mirror.accounts.size === 1_030);
  stop();
  expect([...said]).toEqual([1_030]);
});

it('says when many edits will be through by the checks that they share', async () => {
  const rig = await syncRig();
  const { site, mirror, sync, accounts, time } = rig;
  for (let made = 0; made < 120; made += 1) site.add('customer', { name: `Firm ${String(made)}` });
  await rig.until('all are here', () => mirror.accounts.size === 120);
  await rig.pass(10 * 60_000);
  site.trip = () => 1_000;
  sync.setStayOffline(true);
  for (const remoteId of mirror.accounts.keys()) {
    await rig.types(accounts.identity.localIdOf(remoteId), { fax: '9' });
  }
  sync.setStayOffline(false);
  const left = () => [...accounts.records.values()].filter(({ state }) => state.name !== 'synced').length;
  // A few are sent, so that it is known how long an answer takes.
  await rig.until('some are sent', () => left() === 110);
  const began = time.now;
  const said = statusOf(
    { workspace: { id: 'practice', kind: 'practice' }, accounts, mirror, sync },
    began,
  ).throughAt;
  if (said === null) throw new Error('It can be told');
  await rig.until('all are sent', () => left() === 0);
  expect(Math.abs(said - time.now) / (time.now - began)).toBeLessThan(0.1);
});
