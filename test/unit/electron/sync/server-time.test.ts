import { expect, it } from 'vitest';
import { RateLimiter } from '../../../../electron/sync/rate-limiter.ts';
import type { Answer } from '../../../../electron/salesbinder/gateway.ts';
import { ok } from '../../../../shared/problem.ts';
import { LIMITS, NO_REQUESTS } from '../../../../shared/sync/limiter.ts';
import { waitsAt } from '../../../../shared/sync/waits.ts';
import { httpGateway } from '../../../../electron/salesbinder/v2/http-gateway.ts';
import { VirtualClock, VirtualTime } from '../../../support/virtual-clock.ts';

const HOUR = 60 * 60_000;
const gateway = httpGateway({ origin: 'https://acme.example', key: 'k', fetch: globalThis.fetch });

async function heard(answer: Answer<null>): Promise<number | null> {
  const store = { windows: NO_REQUESTS, keep: () => Promise.resolve(ok(null)) };
  const clock = new VirtualClock(new VirtualTime(), 'run-1', 0);
  const limiter = new RateLimiter(store, clock, LIMITS, waitsAt(1));
  const permit = await limiter.take(gateway);
  if (!permit.ok) throw new Error('No permit');
  await permit.value.ask(() => Promise.resolve(answer));
  return limiter.serverNow();
}

it('the server’s time is read from an answer of SalesBinder', async () => {
  expect(await heard({ ok: true, value: null, serverDate: HOUR })).toBe(HOUR);
});

it('the clock of a portal, a proxy or a server in trouble is not SalesBinder’s', async () => {
  const refusedWith = { ok: false, retryAfter: null, mayHaveActed: true, serverDate: 6 * HOUR } as const;
  expect(await heard({ ...refusedWith, problem: { what: 'portal', status: 200 } })).toBeNull();
  expect(await heard({ ...refusedWith, problem: { what: 'trouble', status: 502 } })).toBeNull();
});
