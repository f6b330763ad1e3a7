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

describe('a new key', () => {
  it('frees the types that the old one might not touch', () => {
    const link = connection(keyed('one'));
    link.holdType('supplier');
    expect([...link.heldTypes]).toEqual(['supplier']);
    link.setGateway(keyed('two'));
    expect([...link.heldTypes]).toEqual([]);
  });

  it('has no part in the failures of the old one', () => {
    const link = connection(keyed('one'));
    const problem = { what: 'forbidden', type: 'customer' } as const;
    link.failed({ localId: 'local-1', type: 'customer', problem });
    expect(link.failed({ localId: 'local-2', type: 'customer', problem })).toEqual(['local-1']);
    link.setGateway(keyed('two'));
    expect(link.failed({ localId: 'local-3', type: 'customer', problem })).toEqual([]);
  });
});

describe('a link that is held', () => {
  const UNREACHABLE = { what: 'unreachable', detail: 'ENOTFOUND' } as const;

  it('is opened by the answer to a probe', async () => {
    const link = connection(keyed('one'));
    link.hold(UNREACHABLE);
    expect(await link.tries(() => Promise.resolve({ is: 'answered' }))).toBe('alone');
    expect(link.link).toEqual({ is: 'online' });
  });

  it('stays held where nothing could be asked', async () => {
    const link = connection(keyed('one'));
    link.hold(UNREACHABLE);
    expect(await link.tries(() => Promise.resolve({ is: 'not-asked' }))).toBe('not-known');
    expect(link.link).toMatchObject({ is: 'held', problem: UNREACHABLE });
  });

  it('stays held where it was held anew while the probe was asked: its answer is the older news', async () => {
    const link = connection(keyed('one'));
    link.hold(UNREACHABLE);
    const full = { what: 'storage', reason: 'full', detail: 'ENOSPC' } as const;
    await link.tries(() => {
      link.hold(full);
      return Promise.resolve({ is: 'answered' });
    });
    expect(link.link).toMatchObject({ is: 'held', problem: full });
  });
});
