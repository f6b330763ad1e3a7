import { expect, it } from 'vitest';
import { FINE } from '../../../../support/site-in-time.ts';
import { syncRig } from '../../../../support/sync-rig.ts';
import type { SyncRig } from '../../../../support/sync-rig.ts';

const SECOND = 1_000;
const HANGS = 44 * SECOND;

async function leads(count: number, hanging: readonly number[]): Promise<SyncRig> {
  const rig = await syncRig();
  rig.sync.setStayOffline(true);
  rig.site.hangs = ({ sent }) => (hanging.some((one) => sent?.name === `Firm ${String(one)} &`) ? HANGS : 0);
  rig.site.fate = ({ sent }) =>
    hanging.some((one) => sent?.name === `Firm ${String(one)} &`) ? { done: null, answered: false } : FINE;
  for (let number = 1; number <= count; number += 1) {
    await rig.types(`local-lead-${String(number)}`, { name: `Firm ${String(number)} &` });
    await rig.pass(1);
  }
  return rig;
}

function sent(rig: SyncRig): number {
  return [...rig.accounts.records.values()].filter(({ state }) => state.name === 'synced').length;
}

it.each([
  ['one', [1]],
  ['three in a row', [1, 2, 3]],
])(
  'ten good leads go out within seconds although the creates of %s are never answered',
  async (_, hanging) => {
    const rig = await leads(10 + hanging.length, hanging);
    rig.sync.setStayOffline(false);
    await rig.pass(15 * SECOND);
    expect(sent(rig)).toBe(10);
  },
);

it('leads that went unanswered are sent one at a time, so that they never take the places of others', async () => {
  const rig = await leads(4, [1, 2, 3, 4]);
  rig.sync.setStayOffline(false);
  await rig.pass(10 * 60 * SECOND);
  let most = 0;
  rig.accounts.subscribe(() => {
    const now = [...rig.accounts.records.values()].filter(({ state }) => state.name === 'sending');
    most = Math.max(most, now.length);
  });
  await rig.pass(60 * 60 * SECOND);
  expect(most).toBe(1);
});

it('no two leads that look the same are under way at once', async () => {
  const rig = await syncRig();
  rig.sync.setStayOffline(true);
  rig.site.trip = () => 4 * SECOND;
  await rig.types('local-lead-1', { name: 'Acme Ltd' });
  await rig.types('local-lead-2', { name: 'Acme  Ltd' });
  await rig.types('local-lead-3', { name: 'Other' });
  let together = false;
  rig.accounts.subscribe(() => {
    const sending = ['local-lead-1', 'local-lead-2'].map((one) => rig.record(one).state.name === 'sending');
    together ||= sending.every(Boolean);
  });
  rig.sync.setStayOffline(false);
  await rig.until('all are sent', () => sent(rig) === 3);
  expect(together).toBe(false);
});

it('leads with slow answers take little longer than the limits alone', async () => {
  const rig = await syncRig();
  rig.sync.setStayOffline(true);
  rig.site.trip = () => 4 * SECOND;
  for (let number = 1; number <= 300; number += 1) {
    await rig.types(`local-lead-${String(number)}`, { name: `Firm ${String(number)} &` });
  }
  const began = rig.time.now;
  rig.sync.setStayOffline(false);
  await rig.until('all are sent', () => sent(rig) === 300);
  // Each turn comes back a minute after its answer.
  const bound = (300 / 50) * 64 * SECOND;
  expect((rig.time.now - began) / bound).toBeLessThan(1.1);
});

it('while one is under way, another one whose answer says to wait stops all, once', async () => {
  const rig = await leads(3, []);
  rig.site.arrives = () => false;
  rig.sync.setStayOffline(false);
  await rig.pass(20 * SECOND);
  const asked = rig.site.asked.length;
  expect(asked).toBeLessThanOrEqual(4);
  await rig.pass(35 * SECOND);
  expect(rig.site.asked.length).toBe(asked);
  rig.site.arrives = () => true;
  await rig.pass(30 * SECOND);
  expect(sent(rig)).toBe(3);
});

it('a 401 that comes late is no refusal, and says nothing of the key that has replaced the refused one', async () => {
  const rig = await leads(1, []);
  let refusals = 1;
  rig.site.refuses = ({ verb }) => {
    if (verb !== 'create' || refusals === 0) return null;
    refusals -= 1;
    return { what: 'key', reason: 'refused' };
  };
  rig.site.hangs = ({ verb }) => (verb === 'create' ? 10 * SECOND : 0);
  rig.sync.setStayOffline(false);
  await rig.pass(3 * SECOND);
  rig.sync.setGateway({ ...rig.site.gateway });
  rig.site.hangs = () => 0;
  let held = false;
  rig.sync.subscribe(() => (held ||= rig.sync.link.is === 'held'));
  await rig.pass(20 * SECOND);
  expect(refusals).toBe(0);
  expect(held).toBe(false);
  expect(rig.record('local-lead-1').state.name).toBe('synced');
});
