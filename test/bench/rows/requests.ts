import type { FieldKey } from '../../../shared/account.ts';
import { rngOf } from '../../support/rng.ts';
import { VirtualTime } from '../../support/virtual-clock.ts';
import { SEED, typedAccount } from '../accounts.ts';
import { valueOf } from '../bench-desk.ts';
import { atMost, figure } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { passing, passUntil } from '../passing.ts';
import { StrictSite } from '../strict-site.ts';
import { VirtualDesk } from '../virtual-desk.ts';
import type { VirtualLife } from '../virtual-desk.ts';
import { allSent, CREATES, online, saveAll } from './draining.ts';
import { aWrite } from '../../support/a-write.ts';

const TRIP = { least: 100, most: 300 };
const EDITS = 200;
const THERE = 1_000;
const LONG_AGO = 30 * 86_400_000;

/** The requests that bring one record to SalesBinder when nothing goes wrong; downloads are counted apart. */
export async function measureRequests(): Promise<readonly Figure[]> {
  const creates = (await forCreates()) / CREATES;
  const edits = (await forEdits()) / EDITS;
  const row = (name: string, ours: number, most: number, peers: Record<string, number>): Figure =>
    figure({
      ...{ name, unit: 'requests', ours, limit: 1, peers },
      goals: [atMost(ours, most, `≤ ${most.toFixed(2)}`)],
    });
  return [
    row('requests a created record', creates, 1, {}),
    row(`requests an edited record (${EDITS})`, edits, 1.15, { 'GET before PUT': await checkingEach() }),
  ];
}

async function forCreates(): Promise<number> {
  const { time, site, desk } = scene();
  const life = await online(time, desk, site.gateway());
  const asked = counting(site, life);
  await passing(time, saveAll(life.accounts));
  await passUntil(time, () => allSent(life.accounts));
  return asked();
}

async function forEdits(): Promise<number> {
  const { time, site, desk } = scene();
  for (let made = 0; made < THERE; made += 1) {
    site.accounts.create('customer', typedAccount(made), made * 60_000 - LONG_AGO, null);
  }
  const life = await online(time, desk, site.gateway());
  const asked = counting(site, life);
  await passing(time, editSome(life));
  await passUntil(time, () => allSent(life.accounts));
  return asked();
}

function scene() {
  const time = new VirtualTime();
  return { time, site: new StrictSite(time, TRIP), desk: new VirtualDesk(time) };
}

/** From now on. */
function counting(site: StrictSite, { downloading }: VirtualLife): () => number {
  let asked = 0;
  site.asked = () => {
    if (!downloading()) asked += 1;
  };
  return () => asked;
}

/** One field each of accounts taken from all over the list. */
async function editSome({ accounts, mirror }: VirtualLife): Promise<void> {
  const rng = rngOf(SEED, 'edits');
  const ids = [...mirror.accounts.keys()];
  for (let edit = 0; edit < EDITS; edit += 1) {
    const [remoteId = ''] = ids.splice(rng.whole(0, ids.length - 1), 1);
    const there = mirror.accounts.get(remoteId);
    if (there === undefined) throw new Error('Not downloaded');
    const key: FieldKey = rng.pick(['phone', 'billingCity', 'email', 'url']);
    const from = there.account.values[key] ?? '';
    const localId = accounts.identity.localIdOf(remoteId);
    const changed = { [key]: { from, to: `${from}7` } };
    valueOf(
      await accounts.save({ localId, openedAtRevision: 0, type: there.account.type, changed, note: null }),
    );
  }
}

/** Who reads each account before changing it. */
async function checkingEach(): Promise<number> {
  const { time, site } = scene();
  const gateway = site.gateway();
  const { id } = site.accounts.create('customer', typedAccount(0), -LONG_AGO, null);
  let asked = 0;
  site.asked = () => {
    asked += 1;
  };
  const editing = async (): Promise<void> => {
    for (let edit = 0; edit < EDITS; edit += 1) {
      await gateway.view(id, 'customer');
      await gateway.update(id, aWrite('customer', { phone: String(edit) }));
      await new Promise<void>((resolve) => void time.after(2_400, resolve));
    }
  };
  await passing(time, editing());
  return asked / EDITS;
}
