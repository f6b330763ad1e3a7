import { expect, it } from 'vitest';
import { FINE, LOST_BEFORE } from '../../../../support/site-in-time.ts';
import { syncRig } from '../../../../support/sync-rig.ts';

it('each try of a create or an update leaves with the id that its attempt has in the outbox', async () => {
  const rig = await syncRig();
  rig.site.fate = ({ verb }) => (verb === 'create' || verb === 'update' ? LOST_BEFORE : FINE);
  const begun: string[] = [];
  rig.accounts.subscribe(() => {
    const { state } = rig.record('local-acme');
    if (state.name === 'sending' && begun.at(-1) !== state.attempt.id) begun.push(state.attempt.id);
  });
  await rig.types('local-acme', { name: 'Acme' });
  await rig.until('it was tried twice', () => rig.site.count('create') === 2);
  rig.site.fate = () => FINE;
  await rig.until('it is there', () => rig.record('local-acme').state.name === 'synced');
  await rig.types('local-acme', { phone: '604-555-0199' });
  await rig.until('it is changed', () => rig.site.count('update') === 1);

  const writes = rig.site.asked.filter(({ verb }) => verb === 'create' || verb === 'update');
  expect(writes.map(({ attemptId }) => attemptId)).toEqual(begun);
  expect(new Set(begun).size).toBe(writes.length);
});
