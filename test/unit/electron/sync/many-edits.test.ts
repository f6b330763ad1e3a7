import { expect, it } from 'vitest';
import type { AccountType } from '../../../../shared/account.ts';
import { rngOf } from '../../../support/rng.ts';
import { StrictLimits } from '../../../simulation/world/server/strict-limits.ts';
import { syncRig } from '../../../support/sync-rig.ts';

interface Case {
  readonly edits: number;
  readonly type: AccountType;
  /** Accounts there are, all of them imported within one second. */
  readonly there: number;
  /** The longest time of an answer, ms. */
  readonly slowest: number;
  readonly atMost: number;
}

/** Of sync.md's goals: 200 edits of downloaded accounts, checks included; what is downloaded meanwhile is not counted. */
const GOAL = { edits: 200, type: 'customer', there: 200, slowest: 300, atMost: 230 } as const;

it.each<Case>([
  GOAL,
  { ...GOAL, slowest: 1_600 },
  { ...GOAL, type: 'prospect' },
  { ...GOAL, there: 2_500 },
  { ...GOAL, edits: 900, there: 900, atMost: 1_035 },
])(
  '$edits edits of downloaded accounts ($type) cost at most $atMost requests under the real limits; $there are there, answers take up to $slowest ms',
  async ({ edits, type, there, slowest, atMost }) => {
    const rig = await syncRig();
    const { site, sync, accounts, mirror } = rig;
    const rng = rngOf(11, 'network');
    const limits = new StrictLimits();
    site.add('customer', { name: 'The oldest', fax: '9' });
    for (let made = 0; made < there; made += 1) site.add(type, { name: `Firm ${String(made)}`, fax: '' });
    await rig.until('all are here', () => mirror.accounts.size === there + 1);
    await rig.pass(10 * 60_000);
    sync.setStayOffline(true);
    for (const remoteId of [...mirror.accounts.keys()].slice(1, edits + 1)) {
      await rig.types(accounts.identity.localIdOf(remoteId), { fax: '9' });
    }
    site.trip = () => 100 + rng.next() * (slowest - 100);
    site.arrives = () => limits.arrives(rig.time.now);
    site.asked.length = 0;
    sync.setStayOffline(false);
    await rig.until('all are sent', () =>
      [...accounts.records.values()].every(({ state }) => state.name === 'synced'),
    );

    expect([...site.rows.values()].filter(({ values }) => values.fax === '9')).toHaveLength(edits + 1);
    expect(site.count('update')).toBe(edits);
    expect(limits.violations).toEqual([]);
    // Two hours of overlap tell a look at what changed from a check; the deleted log is only asked by the former.
    const downloads = site.asked.filter(
      ({ verb, query }) =>
        verb === 'deleted' ||
        (query?.filter?.by === 'modifiedSince' &&
          query.filter.epochSeconds * 1_000 < rig.time.now - 90 * 60_000),
    );
    expect(site.asked.length - downloads.length).toBeLessThanOrEqual(atMost);
  },
);
