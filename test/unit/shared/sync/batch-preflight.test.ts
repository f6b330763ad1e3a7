import { describe, expect, it } from 'vitest';
import {
  isOvertaken,
  lagsBehind,
  listsOf,
  listStart,
  worthOf,
} from '../../../../shared/sync/batch-preflight.ts';
import type { KnownHere } from '../../../../shared/sync/batch-preflight.ts';
import type { RemoteAccount } from '../../../../shared/account.ts';

const NOTHING: KnownHere = {
  records: new Map(),
  lastChanged: () => null,
  isArchived: () => false,
  isStale: () => false,
};

function account(id: string, name: string): RemoteAccount {
  return { id, number: null, type: 'customer', values: { name }, created: null, modified: null };
}

describe('a list as the preflight of many', () => {
  it('is asked for only where something is known that it has to show', () => {
    expect(listStart(NOTHING, 'customer', { mark: 100_000, useless: 0 })).toBeNull();
    const asked: number[] = [];
    const lastChanged: KnownHere['lastChanged'] = (_, by) => {
      asked.push(by);
      return { id: 'last', modified: by - 10 };
    };
    const start = listStart({ ...NOTHING, lastChanged }, 'customer', { mark: 100_000, useless: 0 });
    expect(start).toEqual({ type: 'customer', from: (asked[0] ?? 0) - 10, shows: 'last' });
    // Too much has changed since then: the shorter one, believing the refresh.
    const useless = start?.from ?? 0;
    const shorter = listStart({ ...NOTHING, lastChanged }, 'customer', { mark: 100_000, useless });
    expect(shorter?.from).toBeGreaterThan(useless);
    expect(
      listStart({ ...NOTHING, lastChanged }, 'customer', { mark: 100_000, useless: 100_000 }),
    ).toBeNull();
  });

  it('lags behind without the account that it has to show, or with one that is stale', () => {
    const start = { type: 'customer', from: 1, shows: 'last' } as const;
    const listed = new Map([['last', account('last', 'Last')]]);
    expect(lagsBehind(NOTHING, start, listed)).toBe(false);
    expect(lagsBehind(NOTHING, start, new Map())).toBe(true);
    expect(lagsBehind({ ...NOTHING, isStale: () => true }, start, listed)).toBe(true);
  });

  it.each([
    [{ pages: 1, count: 3 }, 3, { isWhole: true, isUseless: false, isDistrusted: false }],
    [{ pages: 1, count: 4 }, 3, { isWhole: false, isUseless: false, isDistrusted: true }],
    [{ pages: 2, count: 201 }, 200, { isWhole: false, isUseless: true, isDistrusted: false }],
  ])('of %j with %i rows is worth %j', (page, rows, worth) => {
    expect(worthOf(page, rows)).toEqual(worth);
  });

  it('is overtaken by an account that is not as it was known', () => {
    const known = (): RemoteAccount => account('one', 'One');
    expect(isOvertaken([account('one', 'One')], known)).toBe(false);
    expect(isOvertaken([account('one', 'Two')], known)).toBe(true);
  });

  it('looks for a prospect among the customers, too', () => {
    expect(listsOf('prospect')).toEqual(['prospect', 'customer']);
    expect(listsOf('supplier')).toEqual(['supplier']);
  });
});
