import { expect, it } from 'vitest';
import { diceOf } from '../../simulation/dice.ts';
import { StrictLimits } from '../../simulation/strict-limits.ts';
import { syncRig } from '../../support/sync-rig.ts';

/** Of sync.md's goals: 200 edits of downloaded accounts, checks included; what is downloaded meanwhile is not counted. */
const EDITS = 200;
const AT_MOST = 230;

it.each([300, 1_600])(
  'two hundred edits of downloaded accounts cost at most 230 requests under the real limits; answers take up to %i ms',
  async (slowest) => {
    const rig = await syncRig();
    const { site, sync, accounts, mirror } = rig;
    const dice = diceOf(11, 'network');
    const limits = new StrictLimits();
    for (let made = 0; made < EDITS; made += 1)
      site.add('customer', { name: `Firm ${String(made)}`, fax: '' });
    await rig.until('all are here', () => mirror.accounts.size === EDITS);
    await rig.pass(10 * 60_000);
    sync.setStayOffline(true);
    for (const remoteId of mirror.accounts.keys()) {
      await rig.types(accounts.identity.localIdOf(remoteId), { fax: '9' });
    }
    site.trip = () => 100 + dice.next() * (slowest - 100);
    site.arrives = () => limits.arrives(rig.time.now);
    site.asked.length = 0;
    sync.setStayOffline(false);
    await rig.until('all are sent', () =>
      [...accounts.records.values()].every(({ state }) => state.name === 'synced'),
    );

    expect([...site.rows.values()].every(({ values }) => values.fax === '9')).toBe(true);
    expect(site.count('update')).toBe(EDITS);
    expect(limits.violations).toEqual([]);
    // Two hours of overlap tell a look at what changed from a check; the deleted log is only asked by the former.
    const downloads = site.asked.filter(
      ({ verb, query }) =>
        verb === 'deleted' ||
        (query?.filter?.by === 'modifiedSince' &&
          query.filter.epochSeconds * 1_000 < rig.time.now - 90 * 60_000),
    );
    expect(site.asked.length - downloads.length).toBeLessThanOrEqual(AT_MOST);
  },
);
