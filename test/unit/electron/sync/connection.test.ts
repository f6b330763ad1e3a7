import { describe, expect, it } from 'vitest';
import { Connection } from '../../../../electron/sync/connection.ts';
import { RateLimiter } from '../../../../electron/sync/rate-limiter.ts';
import { httpGateway } from '../../../../electron/salesbinder/v2/http-gateway.ts';
import { ok } from '../../../../shared/problem.ts';
import { LIMITS, NO_REQUESTS } from '../../../../shared/sync/limiter.ts';
import { waitsAt } from '../../../../shared/sync/waits.ts';
import { VirtualClock, VirtualTime } from '../../../support/virtual-clock.ts';

const KEY_REFUSED = { what: 'key', reason: 'refused' } as const;

function keyed(key: string) {
  return httpGateway({ origin: 'https://acme.example', key, fetch: globalThis.fetch });
}

function connection(gateway: ReturnType<typeof keyed>): Connection {
  const clock = new VirtualClock(new VirtualTime(), 'run-1', 0);
  const waits = waitsAt(1);
  const store = { windows: NO_REQUESTS, keep: () => Promise.resolve(ok(null)) };
  const rateLimiter = new RateLimiter(store, clock, LIMITS, waits);
  return new Connection(
    { time: { clock, random: () => 0.5, waits }, rateLimiter, gateway, stayOffline: false },
    () => undefined,
  );
}

describe('a key that SalesBinder refuses', () => {
  it('holds everything until there is another one', () => {
    const gateway = keyed('one');
    const link = connection(gateway);
    link.asks(gateway);
    link.hold(KEY_REFUSED);
    expect(link.link).toMatchObject({ is: 'held', problem: KEY_REFUSED, until: null });
  });

  it('says nothing of the one that has replaced it while it was asked', () => {
    const old = keyed('one');
    const link = connection(old);
    link.asks(old);
    link.setGateway(keyed('two'));
    link.hold(KEY_REFUSED);
    expect(link.link).toEqual({ is: 'not-tried' });
  });
});
