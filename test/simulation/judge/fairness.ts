import type { AccountType } from '../../../shared/account.ts';
import { ANSWER_IS_SLOW_AFTER } from '../../../shared/sync/waits.ts';
import { rngOf } from '../../support/rng.ts';
import type { Mutation } from '../mutants/mutation.ts';
import { NO_FAULTS } from '../world/fault-plan.ts';
import { World } from '../world/world.ts';

/** The kind of the one bad record among good ones; none: the same world without it. */
export type BadRecord =
  'none' | 'stopped by a firewall' | 'refused' | 'forever lost' | 'hanging' | 'always 500';

interface Arrivals {
  /** By local id: when the good ones were first there, true ms. */
  readonly at: ReadonlyMap<string, number>;
  /** How the bad one stands in the end; null: there is none. */
  readonly rests: string | null;
  /** When the bad one's requests left, and how long each took. */
  readonly bad: readonly { readonly leftAt: number; readonly took: number }[];
}

/** Good accounts typed over some minutes, and one bad one among them. */
async function arrivalsWith(seed: number, badRecord: BadRecord, mutation?: Mutation): Promise<Arrivals> {
  const rng = rngOf(seed, 'fairness');
  const world = new World({
    seed,
    faultPlan: { ...NO_FAULTS, rush: true },
    ...(mutation === undefined ? {} : { mutation }),
  });
  const good = Array.from({ length: rng.whole(5, 30) }, (_, at) => ({
    localId: `good-${at}`,
    at: rng.whole(0, 90_000),
    type: rng.pick<AccountType>(['customer', 'supplier']),
  }));
  const badAt = rng.whole(0, 60_000);
  for (const { localId, at, type } of good) {
    world.time.at(at, () => typeInto(world, localId, type, `Firm ${localId}`));
  }
  if (badRecord !== 'none')
    world.time.at(badAt, () => typeInto(world, 'bad-one', 'customer', NAMES[badRecord]));
  if (badRecord === 'always 500') world.time.at(badAt + 5_000, () => editBadly(world));
  await world.time.run(20 * 60_000);
  return readOff(world);
}

const NAMES: Readonly<Record<Exclude<BadRecord, 'none'>, string>> = {
  'stopped by a firewall': '<script>Acme',
  refused: 'Acme @@',
  'forever lost': 'Acme §lost§',
  hanging: 'Acme §hangs§',
  'always 500': 'Acme Ltd',
};

function typeInto(world: World, localId: string, type: AccountType, name: string): void {
  const email = name.includes('@@') ? name : 'a@example.org';
  const changed = { name: { from: '', to: name }, email: { from: '', to: email } };
  void world.app?.accounts.save({ localId, openedAtRevision: 0, type, changed, note: null });
}

/** An account that SalesBinder has, and whose update is always answered with an error. */
function editBadly(world: World): void {
  const record = world.app?.accounts.records.get('bad-one');
  const changed = { phone: { from: '', to: '§500§' } };
  const openedAtRevision = record?.revision ?? 0;
  void world.app?.accounts.save({
    localId: 'bad-one',
    openedAtRevision,
    type: 'customer',
    changed,
    note: null,
  });
}

function readOff({ server, invariants, app }: World): Arrivals {
  const at = new Map<string, number>();
  const bad: { leftAt: number; took: number }[] = [];
  for (const request of server.requests) {
    const owner = invariants.history.owners.get(request.no)?.localId;
    if (owner?.startsWith('good') === true && request.arrivedAt !== null && !at.has(owner)) {
      at.set(owner, request.arrivedAt);
    }
    // A question asked for the bad one's sake (a look, a probe) is its request too.
    const neutral = request.verb !== 'create';
    if (owner === 'bad-one' || neutral) {
      const took = (request.answeredAt ?? request.leftAt) - request.leftAt;
      // Others are sent beside one that is not answered.
      bad.push({
        leftAt: request.leftAt,
        took: owner === 'bad-one' ? Math.min(took, ANSWER_IS_SLOW_AFTER) : took,
      });
    }
  }
  const rests = app?.accounts.records.get('bad-one')?.state.name ?? null;
  return { at, rests, bad };
}

/** The good ones that the bad one delayed by more than its requests explain, and whether there were too many of those. */
export async function delayedBy(
  badRecord: BadRecord,
  seed: number,
  mutation?: Mutation,
): Promise<readonly string[]> {
  const without = await arrivalsWith(seed, 'none', mutation);
  const with_ = await arrivalsWith(seed, badRecord, mutation);
  const delayed = [...without.at].flatMap(([localId, at]) => {
    const then = with_.at.get(localId);
    if (then === undefined) return [`${localId} never arrived, with seed ${seed}`];
    return then - at > explained(then, with_)
      ? [`${localId} was ${then - at} ms late, with seed ${seed}`]
      : [];
  });
  // Whatever goes wrong with it again and again, in the end a person is asked.
  if (badRecord === 'always 500' && with_.rests !== 'refused')
    return [...delayed, `the bad one is ${with_.rests ?? 'gone'}, with seed ${seed}`];
  const asked = with_.bad.length - without.bad.length;
  return asked > MOST[badRecord]
    ? [...delayed, `the bad one cost ${asked} requests, with seed ${seed}`]
    : delayed;
}

/** The requests that a bad record may cost beyond those without it: its own, probes and lookups. */
const MOST: Readonly<Record<BadRecord, number>> = {
  none: 0,
  'stopped by a firewall': 3,
  refused: 1,
  'forever lost': 30,
  hanging: 30,
  'always 500': 25,
};

/**
 * How much later than without the bad one a good one may arrive: the time that the bad one's requests took on the one
 * line, and the turns that they used up, each of which comes back after its window.
 */
function explained(arrival: number, { bad }: Arrivals): number {
  const before = bad.filter(({ leftAt }) => leftAt <= arrival);
  const line = before.reduce((sum, { took }) => sum + took + 10, 0);
  const windows =
    before.length === 0
      ? 0
      : Math.ceil(before.length / 15) * 10_000 + Math.floor(before.length / 50) * 50_000;
  return line + windows;
}
