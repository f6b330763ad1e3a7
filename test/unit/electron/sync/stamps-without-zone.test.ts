import { expect, it } from 'vitest';
import { FINE, LOST_AFTER } from '../../../support/site-in-time.ts';
import { syncRig } from '../../../support/sync-rig.ts';

/** A SalesBinder whose stamps name no zone: the gateway hands none on. */

it('a lost create is looked for by its e-mail, and a person is asked', async () => {
  const rig = await syncRig();
  rig.site.stamped = false;
  rig.site.add('customer', { name: 'Older Ltd' });
  await rig.until('it is downloaded', () => rig.mirror.accounts.size === 1);
  rig.site.fate = ({ verb }) => (verb === 'create' ? LOST_AFTER : FINE);
  await rig.types('local-one-1', { name: 'Acme', email: 'a@acme.example' });
  await rig.until('it is lost', () => rig.record('local-one-1').state.name === 'unknown');
  rig.site.fate = () => FINE;
  await rig.pass(60 * 60_000);
  expect(rig.record('local-one-1').state).toMatchObject({ name: 'unknown', ask: { why: 'near' } });
  expect(rig.site.asked.map(({ query }) => query?.filter)).toContainEqual({
    by: 'email',
    email: 'a@acme.example',
  });
  expect(rig.site.rows.size).toBe(2);
  expect(rig.site.count('create')).toBe(1);
});
