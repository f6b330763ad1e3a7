import { expect, it } from 'vitest';
import type { LinkControl, SyncContext } from '../../../../electron/sync/context.ts';
import { handleFailure } from '../../../../electron/sync/handle-failure.ts';
import { ok } from '../../../../shared/problem.ts';
import { waitsAt } from '../../../../shared/sync/waits.ts';
import { fresh, instant } from '../../../support/records.ts';
import { VirtualClock, VirtualTime } from '../../../support/virtual-clock.ts';

it('a 429 stops everything before anything is written down: another record’s request could leave meanwhile', async () => {
  const order: string[] = [];
  const record = fresh({ name: 'Acme' });
  const link: Partial<LinkControl> = {
    failed: () => [],
    coolDown: (retryAfter) => {
      order.push(`pause of ${String(retryAfter)}`);
      return Promise.resolve();
    },
  };
  const context = {
    link,
    accounts: {
      apply: () => {
        order.push('written');
        return Promise.resolve(ok(record));
      },
    },
    gatekeeper: { instant: () => instant() },
    time: { clock: new VirtualClock(new VirtualTime(), 'run-1', 0), random: () => 0.5, waits: waitsAt(1) },
  } as unknown as SyncContext;
  const answer = { problem: { what: 'over-limit' }, retryAfter: 90_000, mayHaveActed: false } as const;
  const others = await handleFailure(
    context,
    { purpose: 'create', type: 'customer', attemptId: 'a1' },
    answer,
    [record.localId],
  );
  expect(order).toEqual(['pause of 90000', 'written']);
  expect(others).toBe('stop');
});
