import { expect, it } from 'vitest';
import { RequestOrder } from '../../../../electron/sync/request-order.ts';
import type { RemoteAccount } from '../../../../shared/account.ts';
import { memoryMirror } from '../../../support/memory-mirror.ts';

const ACCOUNT = {
  ...{ id: 'remote-1', number: 1, type: 'customer', created: null, modified: null },
  values: { name: 'Acme' },
} as const satisfies RemoteAccount;

it('a request of this run counts as later than every one of the runs before it', async () => {
  const mirror = memoryMirror();
  await mirror.put([{ account: ACCOUNT, asked: 40, rest: {} }]);
  expect(new RequestOrder(mirror).next()).toBe(41);
});

it('what was asked before a write is not newer than it, in this run or an earlier one', async () => {
  const mirror = memoryMirror();
  await mirror.put([{ account: ACCOUNT, asked: 40, rest: {} }]);
  const order = new RequestOrder(mirror);
  const before = order.next();
  order.wrote('local-1');
  expect(order.isNewer(40, 'local-1')).toBe(false);
  expect(order.isNewer(before, 'local-1')).toBe(false);
  expect(order.isNewer(order.next(), 'local-1')).toBe(true);
});
