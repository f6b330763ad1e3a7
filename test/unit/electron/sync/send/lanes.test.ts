import { expect, it } from 'vitest';
import { Connection } from '../../../../../electron/sync/connection.ts';
import type { SyncContext } from '../../../../../electron/sync/context.ts';
import { RateLimiter } from '../../../../../electron/sync/rate-limiter.ts';
import type { Permit } from '../../../../../electron/sync/rate-limiter.ts';
import { Lanes } from '../../../../../electron/sync/send/lanes.ts';
import { ok } from '../../../../../shared/problem.ts';
import { LIMITS, NO_REQUESTS } from '../../../../../shared/sync/limiter.ts';
import { mirrorRig } from '../../../../support/mirror-way.ts';
import { fresh } from '../../../../support/records.ts';

/** A lane whose permit is granted only after something else happened to the link. */
async function permittedAfter(happens: (connection: Connection) => void) {
  const { context, lists } = mirrorRig();
  const { time } = context;
  const store = { windows: NO_REQUESTS, keep: () => Promise.resolve(ok(null)) };
  const rateLimiter = new RateLimiter(store, time.clock, LIMITS, time.waits);
  const { gateway } = lists;
  const connection = new Connection({ time, rateLimiter, gateway, stayOffline: false }, () => undefined);
  connection.open();
  const told = { permit: null as Permit | null, released: 0 };
  const permit: SyncContext['gatekeeper']['permit'] = () => {
    happens(connection);
    return Promise.resolve({ ask: (request) => request(gateway), release: () => (told.released += 1) });
  };
  const lanes = new Lanes(time.clock, connection, () => undefined);
  const waiting: SyncContext = { ...context, gatekeeper: { ...context.gatekeeper, permit } };
  lanes.start(waiting, fresh(), async ({ gatekeeper }) => {
    told.permit = await gatekeeper.permit();
  });
  await lanes.ended();
  return told;
}

it('a lane may send once it has its permit', async () => {
  expect(await permittedAfter(() => undefined)).toMatchObject({ permit: {}, released: 0 });
});

it('a lane sends nothing where another one has stopped everything while it waited, and gives its permit back', async () => {
  const offline = { what: 'unreachable', detail: 'ENOTFOUND' } as const;
  const told = await permittedAfter((connection) => {
    connection.hold(offline);
  });
  expect(told).toEqual({ permit: null, released: 1 });
});
