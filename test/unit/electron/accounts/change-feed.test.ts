import { expect, it } from 'vitest';
import { openAccounts } from '../../../../electron/accounts/accounts.ts';
import { Listeners } from '../../../../electron/accounts/change-feed.ts';
import type { OutboxRow } from '../../../../electron/store/schemas/outbox-store.ts';
import { inMemory, memoryMirror } from '../../../support/memory-mirror.ts';
import { VirtualClock, VirtualTime } from '../../../support/virtual-clock.ts';

const TYPED = { openedAtRevision: 0, type: 'customer', note: null } as const;

function breath(): { readonly yieldToEventLoop: () => Promise<void>; readonly end: () => void } {
  let end = (): void => undefined;
  const yieldToEventLoop = (): Promise<void> =>
    new Promise((resolve) => {
      end = resolve;
    });
  return { yieldToEventLoop, end: () => end() };
}

it('whoever saves is answered first, and what was saved until then is told in one go', async () => {
  const { yieldToEventLoop, end } = breath();
  const clock = new VirtualClock(new VirtualTime(), 'run-1', 0);
  const accounts = openAccounts(inMemory<OutboxRow>(), clock, {
    mirror: memoryMirror(),
    archive: null,
    yieldToEventLoop,
  });
  const told: (readonly string[])[] = [];
  accounts.subscribe((localIds) => told.push(localIds));
  for (const localId of ['local-account-a', 'local-account-b']) {
    const saved = await accounts.save({ ...TYPED, localId, changed: { name: { from: '', to: localId } } });
    expect(saved.ok).toBe(true);
  }
  expect(told).toEqual([]);
  end();
  await Promise.resolve();
  expect(told).toEqual([['local-account-a', 'local-account-b']]);
});

it('what changes while somebody is being told is told after that', async () => {
  const listeners = new Listeners(() => Promise.resolve());
  const told: (readonly string[])[] = [];
  listeners.add((localIds) => {
    told.push(localIds);
    if (told.length === 1) listeners.tell(['later']);
  });
  listeners.tell(['first', 'first']);
  await Promise.resolve();
  expect(told).toEqual([['first']]);
  await Promise.resolve();
  expect(told).toEqual([['first'], ['later']]);
});

it('a listener with a bug keeps nobody else from being told', async () => {
  const bug = new Error('a bug');
  const bugs: unknown[] = [];
  const listeners = new Listeners(
    () => Promise.resolve(),
    (found) => bugs.push(found),
  );
  const told: (readonly string[])[] = [];
  listeners.add(() => {
    throw bug;
  });
  listeners.add((localIds) => told.push(localIds));
  listeners.tell(['a']);
  await Promise.resolve();
  expect(told).toEqual([['a']]);
  expect(bugs).toEqual([bug]);
});
