import { expect, it } from 'vitest';
import { FINE, LOST_AFTER } from '../../../../support/site-in-time.ts';
import { syncRig } from '../../../../support/sync-rig.ts';

it.each([
  ['asks when it was renamed there', { name: 'BMW Group' }, 'unknown'],
  ['is taken for that one when it is just as it was sent', {}, 'synced'],
])(
  'a repeated create that looks like an account of the mirror %s, whatever the lists left out',
  async (_, edit, state) => {
    const rig = await syncRig();
    rig.site.fate = ({ verb }) => (verb === 'create' ? LOST_AFTER : FINE);
    await rig.types('local-one-1', { name: 'BMW', phone: '604-555-0199' });
    await rig.until('it is lost', () => rig.record('local-one-1').state.name === 'unknown');
    rig.site.fate = () => FINE;
    rig.site.lists = (_query, rows) => rows.filter((one) => one.id !== 'remote-1');
    const row = rig.site.edit('remote-1', edit);
    await rig.mirror.put([{ account: { ...row, type: 'customer' }, rest: {}, asked: 1 }]);
    rig.looksLike('local-one-1', rig.accounts.identity.localIdOf(row.id));
    await rig.pass(60 * 60_000);
    expect(rig.record('local-one-1').state.name).toBe(state);
    expect(rig.site.count('create')).toBe(1);
  },
);
