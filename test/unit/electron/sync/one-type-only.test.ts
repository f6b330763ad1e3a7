import { expect, it } from 'vitest';
import { FINE, LOST_AFTER, LOST_BEFORE } from '../../../support/site-in-time.ts';
import type { Fate } from '../../../support/site-in-time.ts';
import { syncRig } from '../../../support/sync-rig.ts';

/** A key that may see prospects and no customers: nobody could tell whether a prospect became one. */
it.each<[string, Fate]>([
  ['is sent again when it never arrived', LOST_BEFORE],
  ['is found when it arrived', LOST_AFTER],
])('a prospect whose answer was lost %s, though customers can’t be looked at', async (_, fate) => {
  const rig = await syncRig();
  const { site } = rig;
  site.lists = ({ type }) => (type === 'customer' ? { what: 'forbidden', type } : null);
  site.fate = ({ verb }) => (verb === 'create' ? fate : FINE);
  await rig.types('local-one-1', { name: 'Acme', email: 'a@acme.example' }, 'prospect');
  await rig.until('it is lost', () => rig.record('local-one-1').state.name === 'unknown');
  site.fate = () => FINE;
  site.asked.length = 0;
  await rig.until('it is there', () => rig.record('local-one-1').state.name === 'synced');
  expect(site.rows.size).toBe(1);
  // It waits for half an hour, because that may be for a moment only, and does not ask all the time.
  expect(site.asked.length).toBeLessThan(120);
});
