import type { Accounts } from '../../../electron/accounts/accounts.ts';
import type { Gateway } from '../../../electron/salesbinder/gateway.ts';
import { ACCOUNT_TYPES } from '../../../shared/account.ts';
import { VirtualTime } from '../../support/virtual-clock.ts';
import { typedAccount } from '../accounts.ts';
import { atMost, figure } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { passing, passUntil, passUntilAt } from '../passing.ts';
import { StrictSite } from '../strict-site.ts';
import type { RoundTrip } from '../strict-site.ts';
import { VirtualDesk } from '../virtual-desk.ts';
import type { VirtualLife } from '../virtual-desk.ts';
import { saveOne, typedNew } from '../bench-desk.ts';
import { aWrite } from '../../support/a-write.ts';

export const CREATES = 1_000;
/** 19 full minutes of 50, and the last 50 in three spans of 10 s; each of these waits for an answer once. */
const BOUND_S = 1_170;
const BOUND_TRIPS = 22;
/** Whether the way is open again is one request more, and so 20 full minutes of 50 go before the last. */
const BOUND_AFTER_S = 1_200;
const BOUND_AFTER_TRIPS = 21;
/** So long is the naive loop's pause that 50 fit into a minute, ms. */
const PAUSE = 1_200;

const TRIPS = [
  ['answers in 0.1–0.3 s', { least: 100, most: 300 }],
  ['answers in 0.4–1.6 s', { least: 400, most: 1_600 }],
] as const satisfies readonly (readonly [string, RoundTrip])[];

/** How long 1,000 new accounts take under the default limits, by a clock that is not waited for. */
export async function measureDraining(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  let violations = 0;
  let naive = 0;
  for (const [name, trip] of TRIPS) {
    const online = await drained(trip, 'online');
    const offline = await drained(trip, 'offline');
    const peer = await naively(trip);
    violations += online.violations + offline.violations + (await drained(trip, 'killed')).violations;
    naive += peer.violations;
    const mean = (trip.least + trip.most) / 2_000;
    const row = (label: string, { seconds }: Drained, limit: number): Figure =>
      figure({
        ...{ name: `1,000 creates${label}, ${name}`, unit: 's', ours: seconds, limit },
        peers: { 'fixed pause': peer.seconds },
        goals: [atMost(seconds / limit, 1.01, '≤ 1.01 × limit')],
      });
    figures.push(row('', online, BOUND_S + BOUND_TRIPS * mean));
    figures.push(row(' after a time offline', offline, BOUND_AFTER_S + BOUND_AFTER_TRIPS * mean));
  }
  const name = 'limits exceeded in these, and in one killed and restarted';
  const goals = [atMost(violations, 0, '0')];
  const exceeded = { name, unit: 'times', ours: violations, peers: { 'fixed pause': naive }, goals };
  return [...figures, figure({ ...exceeded, ratio: null })];
}

interface Drained {
  readonly seconds: number;
  readonly violations: number;
}

/** `killed`: in the middle, and started again 5 s later. */
async function drained(trip: RoundTrip, how: 'online' | 'offline' | 'killed'): Promise<Drained> {
  const time = new VirtualTime();
  const site = new StrictSite(time, trip);
  const desk = new VirtualDesk(time);
  let dead = false;
  const gateway = site.gateway(() => !dead);
  const first =
    how === 'offline' ? await savedOffline(time, desk, gateway) : await online(time, desk, gateway);
  const from = time.now;
  first.sync.setStayOffline(false);
  if (how !== 'offline') await passing(time, saveAll(first.accounts));
  let { accounts } = first;
  if (how === 'killed') {
    await passUntil(time, () => site.accounts.byId.size >= CREATES / 2);
    dead = true;
    first.kill();
    await passUntilAt(time, time.now + 5_000);
    ({ accounts } = await passing(time, desk.start(site.gateway())));
  }
  await passUntil(time, () => allSent(accounts));
  return { seconds: (time.now - from) / 1_000, violations: site.limits.violations.length };
}

async function savedOffline(time: VirtualTime, desk: VirtualDesk, gateway: Gateway): Promise<VirtualLife> {
  const life = await passing(time, desk.start(gateway, true));
  await passing(time, saveAll(life.accounts));
  return life;
}

/** The way is open, everything is downloaded, and no request of that counts against the limits any more. */
export async function online(time: VirtualTime, desk: VirtualDesk, gateway: Gateway): Promise<VirtualLife> {
  const life = await passing(time, desk.start(gateway));
  await passUntil(time, () => ACCOUNT_TYPES.every((type) => life.mirror.progress(type).asOf !== null));
  await passUntilAt(time, time.now + 120_000);
  return life;
}

export async function saveAll(accounts: Accounts): Promise<void> {
  for (let index = 0; index < CREATES; index += 1) await saveOne({ accounts }, typedNew(index));
}

export function allSent({ records }: Accounts): boolean {
  for (const { state } of records.values()) if (state.name !== 'synced') return false;
  return true;
}

/** The loop that one writes first: send, wait for the answer, pause, send the next. */
async function naively(trip: RoundTrip): Promise<Drained> {
  const time = new VirtualTime();
  const site = new StrictSite(time, trip);
  const gateway = site.gateway();
  await passing(
    time,
    (async () => {
      for (let index = 0; index < CREATES; index += 1) {
        await gateway.create(aWrite('customer', typedAccount(index)));
        if (index < CREATES - 1) await new Promise<void>((resolve) => void time.after(PAUSE, resolve));
      }
    })(),
  );
  return { seconds: time.now / 1_000, violations: site.limits.violations.length };
}
