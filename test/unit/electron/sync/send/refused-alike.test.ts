import { expect, it } from 'vitest';
import type { AnswerProblem } from '../../../../../shared/problem.ts';
import { syncRig } from '../../../../support/sync-rig.ts';
import type { SyncRig } from '../../../../support/sync-rig.ts';

/** SalesBinder says no to several records alike: that is a question, and not as many refusals. */

const MINUTE = 60_000;
const FORBIDDEN: AnswerProblem = { what: 'forbidden', type: 'customer' };

function refusedWith(status: number): AnswerProblem {
  return { what: 'refused', status, message: 'Not now', fields: {} };
}

async function waitingLeads(count: number): Promise<SyncRig> {
  const rig = await syncRig();
  rig.sync.setStayOffline(true);
  for (let number = 1; number <= count; number += 1) {
    await rig.types(`local-lead-${String(number)}`, { name: `Firm ${String(number)}` });
    await rig.pass(1_000);
  }
  return rig;
}

function states(rig: SyncRig): readonly string[] {
  return [...rig.accounts.records.values()].map(({ state }) => state.name);
}

it.each([400, 402, 410, 423])(
  'all leads wait while a site answers everything with %i, and go out by themselves',
  async (status) => {
    const rig = await waitingLeads(4);
    rig.site.refuses = () => refusedWith(status);
    rig.sync.setStayOffline(false);
    await rig.pass(20 * MINUTE);
    expect(states(rig)).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
    expect(rig.sync.link).toMatchObject({ is: 'held', problem: { what: 'refused', status } });

    rig.site.refuses = () => null;
    await rig.until('all are sent', () => states(rig).every((name) => name === 'synced'));
    expect(rig.site.rows.size).toBe(4);
  },
);

it('all leads of a type wait that the key may see and not change; other types go on', async () => {
  const rig = await waitingLeads(4);
  await rig.types('local-supplier-1', { name: 'Supplies' }, 'supplier');
  rig.site.refuses = ({ verb, type }) => (verb === 'create' && type === 'customer' ? FORBIDDEN : null);
  rig.sync.setStayOffline(false);
  await rig.pass(30 * MINUTE);
  expect(states(rig)).toEqual(['waiting', 'waiting', 'waiting', 'waiting', 'synced']);
  expect(rig.record('local-lead-1').state).toMatchObject({ problem: FORBIDDEN });
  expect(rig.site.count('create')).toBeLessThan(60);

  rig.site.refuses = () => null;
  await rig.until('all are sent', () => states(rig).every((name) => name === 'synced'));
});

it.each([402, 410, 423])(
  'all leads wait while a site that can be read answers every write with %i, and go out by themselves',
  async (status) => {
    const rig = await waitingLeads(4);
    rig.site.refuses = ({ verb }) => (verb === 'create' ? refusedWith(status) : null);
    rig.sync.setStayOffline(false);
    await rig.pass(30 * MINUTE);
    expect(states(rig)).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
    expect(rig.record('local-lead-1').state).toMatchObject({ problem: { what: 'refused', status } });
    expect(rig.site.count('create')).toBeLessThan(60);

    rig.site.refuses = () => null;
    await rig.until('all are sent', () => states(rig).every((name) => name === 'synced'));
  },
);

it.each<[string, AnswerProblem]>([
  ['that the key may not change', FORBIDDEN],
  ['whose values it refuses', refusedWith(400)],
  ['that it refuses otherwise', refusedWith(418)],
])('only the two leads %s need a person while others are taken', async (_, problem) => {
  const rig = await waitingLeads(6);
  rig.site.refuses = ({ verb, sent }) =>
    verb === 'create' && ['Firm 1', 'Firm 2'].includes(sent?.name ?? '') ? problem : null;
  rig.sync.setStayOffline(false);
  await rig.until('the good ones are sent', () =>
    states(rig)
      .slice(2)
      .every((name) => name === 'synced'),
  );
  await rig.pass(30 * MINUTE);

  expect(states(rig)).toEqual(['refused', 'refused', 'synced', 'synced', 'synced', 'synced']);
  const created = rig.site.count('create');
  await rig.pass(60 * MINUTE);
  expect(rig.site.count('create')).toBe(created);
});
