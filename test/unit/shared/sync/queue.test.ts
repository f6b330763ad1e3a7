import { describe, expect, test } from 'vitest';
import type { AccountType } from '../../../../shared/account.ts';
import { nextDue, nextJob } from '../../../../shared/sync/queue.ts';
import type { Circumstances } from '../../../../shared/sync/queue.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import {
  asked,
  discarded,
  edited,
  fresh,
  account,
  refused,
  started,
  synced,
  T0,
  unknown,
} from '../../../support/records.ts';

const NOW = T0 + 100_000;

describe('the next to be sent', () => {
  test('is the one that is due the longest, then the oldest', () => {
    const records = [waiting('b', -1, 2), waiting('c', -5, 3), waiting('a', -5, 1)];
    expect(order(records)).toEqual(['a', 'c', 'b']);
  });

  test('is decided by the id where all else is equal, whatever the order on disk', () => {
    expect(next([waiting('b', -5), waiting('a', -5)])).toBe('a');
    expect(next([waiting('a', -5), waiting('b', -5)])).toBe('a');
  });

  test('is what is on screen or was asked for, if it is due', () => {
    const records = [waiting('a', -9), waiting('b', -1), waiting('later', 1)];
    expect(next(records, { first: new Set(['b']) })).toBe('b');
    expect(next(records, { first: new Set(['later']) })).toBe('a');
  });

  test('is none that is not due, held, discarded, or has nothing to send', () => {
    const held = { ...waiting('held', -1), type: 'supplier' as const };
    const records = [
      waiting('later', 1),
      held,
      discarded(waiting('no', -1)),
      synced(),
      started(fresh(), 'a1'),
    ];
    expect(next(records, { heldTypes: new Set<AccountType>(['supplier']) })).toBeNull();
    expect(
      next([...records, refused(started(fresh(), 'a1'), 'a1')], { heldTypes: new Set(['supplier']) }),
    ).toBeNull();
  });

  test('is a refused or lost one as little as one that waits for a person', () => {
    expect(next([asked(unknown(), [account({ name: 'Acme' })])])).toBeNull();
  });

  test('is also one that a clock, set back since, seems to have put off for longer than any wait', () => {
    expect(next([waiting('a', 10 * 60_000)])).toBeNull();
    expect(next([waiting('a', 10 * 60_000 + 1)])).toBe('a');
  });

  test('is never delayed by one that is put off', () => {
    expect(next([waiting('bad', 300_000, 1), waiting('good', 0, 2)])).toBe('good');
  });
});

describe('looks', () => {
  test('go before what is sent, all that are due of one type at once', () => {
    const records = [
      waiting('a', -9),
      seeking('one', 'customer', -1),
      seeking('two', 'customer', -2),
      seeking('other', 'supplier', -1),
      seeking('later', 'customer', 5),
    ];
    expect(job(records)).toMatchObject({ do: 'verify', type: 'customer' });
    expect(looked(records)).toEqual(['one', 'two']);
  });

  test('take the type whose look is due the longest, whatever the order on disk', () => {
    const records = [seeking('one', 'customer', -1), seeking('other', 'supplier', -5)];
    expect(job(records)).toMatchObject({ do: 'verify', type: 'supplier' });
    expect(job(records.toReversed())).toMatchObject({ do: 'verify', type: 'supplier' });
  });

  test('go on for what was discarded, and not for a type that is held', () => {
    expect(looked([discarded(seeking('one', 'customer', -1))])).toEqual(['one']);
    expect(job([seeking('one', 'customer', -1)], { heldTypes: new Set(['customer']) })).toBeNull();
  });
});

describe('the next due time', () => {
  test('is the earliest of all that wait for one, looks too', () => {
    const records = [
      waiting('a', 50),
      seeking('one', 'supplier', 20),
      discarded(waiting('no', -50)),
      synced(),
    ];
    expect(nextDue(records, new Set())).toBe(NOW + 20);
    expect(nextDue(records, new Set(['supplier']))).toBe(NOW + 50);
  });

  test('is none where nothing waits for a time', () => {
    expect(nextDue([synced(), asked(unknown(), [account({ name: 'Acme' })])], new Set())).toBeNull();
  });

  test('counts an edit of an account that SalesBinder has', () => {
    expect(nextDue([edited(synced(), { phone: '2' })], new Set())).toBe(T0 + 1);
  });
});

function waiting(localId: string, due: number, createdAt = 1): OutboxRecord {
  const state = { name: 'waiting', dueAt: NOW + due, tries: 0, problem: null } as const;
  return { ...fresh(), localId, createdAt, state };
}

function seeking(localId: string, type: AccountType, due: number): OutboxRecord {
  const record = unknown();
  const state = { name: 'unknown', lookAt: NOW + due, looks: 0, ask: null, refusal: null } as const;
  return { ...record, localId, type, state };
}

function job(
  records: readonly OutboxRecord[],
  over: Partial<Circumstances> = {},
): ReturnType<typeof nextJob> {
  return nextJob(records, { now: NOW, heldTypes: new Set(), first: new Set(), underWay: new Map(), ...over });
}

function next(records: readonly OutboxRecord[], over: Partial<Circumstances> = {}): string | null {
  const found = job(records, over);
  return found?.do === 'push' ? found.record.localId : null;
}

function looked(records: readonly OutboxRecord[]): readonly string[] {
  const found = job(records);
  return found?.do === 'verify' ? found.records.map((record) => record.localId).toSorted() : [];
}

function order(records: readonly OutboxRecord[]): readonly string[] {
  const id = next(records);
  return id === null ? [] : [id, ...order(records.filter((record) => record.localId !== id))];
}
