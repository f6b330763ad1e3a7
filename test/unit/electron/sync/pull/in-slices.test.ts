import { expect, it } from 'vitest';
import { ingest } from '../../../../../electron/sync/pull/ingest.ts';
import { listed, mirrorRig } from '../../../../support/mirror-way.ts';

it('a page is taken in a few accounts at a time, so that nothing waits for all of it', async () => {
  const rig = mirrorRig();
  const told: (readonly string[])[] = [];
  rig.mirror.subscribe((remoteIds) => told.push(remoteIds));
  const ids = Array.from({ length: 200 }, (_, index) => `remote-${String(index).padStart(3, '0')}`);
  const page = ids.map((id) => listed(id));
  expect(await ingest(rig.context, 'customer', page, rig.context.gatekeeper.order.next())).toBe(true);
  expect(Math.max(...told.map(({ length }) => length))).toBeLessThanOrEqual(50);
  expect(told.flat()).toEqual(ids);
  expect([...rig.mirror.accounts.keys()]).toEqual(ids);
});
