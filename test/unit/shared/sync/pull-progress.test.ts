import { describe, expect, it } from 'vitest';
import {
  afterLastPage,
  afterPage,
  afterRecount,
  afterRefresh,
  FIRST,
  isImplausible,
  nextType,
  refreshSince,
} from '../../../../shared/sync/pull-progress.ts';
import type { Progress } from '../../../../shared/sync/pull-progress.ts';

const NEW: Progress = { type: 'customer', scan: null, mark: null, asOf: null };
const HERE = { count: 400, at: 7_000 };

describe('the full download', () => {
  it('asks for the first page of each type before the second of any', () => {
    const far = { ...NEW, scan: { ...FIRST, page: 2 } };
    const all = [far, { ...NEW, type: 'prospect' }, { ...NEW, type: 'supplier', mark: 3 }] as const;
    expect(nextType(all, new Set())).toBe('prospect');
    expect(nextType(all, new Set(['prospect']))).toBe('customer');
    expect(nextType([{ ...NEW, mark: 3 }], new Set())).toBeNull();
  });

  it('goes page after page, and keeps the time of the first one', () => {
    const first = afterPage(NEW, { count: 400, pages: 2, serverDate: 5_900 }, HERE);
    expect(first).toEqual({ ...NEW, scan: { page: 2, count: 400, mark: 5, rounds: 0 } });
    const second = afterPage(first, { count: 400, pages: 2, serverDate: 9_900 }, HERE);
    expect(second).toEqual({ ...NEW, mark: 5, asOf: 7_000 });
  });

  it('goes back a page when accounts went away, whose followers moved to the front', () => {
    const third = { ...NEW, scan: { page: 3, count: 600, mark: 5, rounds: 0 } };
    const after = afterPage(third, { count: 590, pages: 3, serverDate: 1 }, HERE);
    expect(after.scan).toEqual({ page: 2, count: 590, mark: 5, rounds: 0 });
  });

  it('begins anew while fewer are here than SalesBinder counts, and not for ever', () => {
    const last = { page: 3, count: 401, mark: 5, rounds: 0 };
    let progress = afterLastPage(NEW, last, HERE);
    expect(progress.scan).toEqual({ ...last, page: 1, rounds: 1 });
    for (let rounds = 0; progress.scan !== null && rounds < 100; rounds += 1)
      progress = afterLastPage(progress, progress.scan, HERE);
    expect(progress).toEqual({ ...NEW, mark: 5, asOf: 7_000 });
  });

  it('believes no empty page before the end, where there were accounts', () => {
    const page = { count: 0, pages: 0, serverDate: 1 };
    expect(isImplausible(0, page, { ...FIRST, count: 400, page: 2 })).toBe(true);
    expect(isImplausible(0, page, FIRST)).toBe(false);
    expect(isImplausible(0, { ...page, count: 200, pages: 1 }, { ...FIRST, count: 400, page: 2 })).toBe(
      false,
    );
  });
});

describe('a refresh', () => {
  const done: Progress = { ...NEW, mark: 10_000, asOf: 1 };
  const since = refreshSince(done) ?? 0;
  const learned = { since, date: 20_000, inHands: false, incomplete: 0, at: 7_000 };

  it('looks back a little further than the last one, and comes after the download', () => {
    expect(refreshSince(NEW)).toBeNull();
    expect(since).toBeLessThan(10_000);
    expect(refreshSince({ ...NEW, mark: 1 })).toBe(0);
  });

  it('moves the cursor to the time of its first page', () => {
    expect(afterRefresh(done, learned)).toEqual({ ...done, mark: 20_000, asOf: 7_000 });
    expect(afterRefresh(done, { ...learned, date: null })).toEqual({ ...done, asOf: 7_000 });
  });

  it('leaves the cursor where it is for an account that somebody has in hands', () => {
    expect(afterRefresh(done, { ...learned, inHands: true })).toEqual({ ...done, asOf: 7_000 });
  });

  it('is asked for again when its list left something out, and believed in the end', () => {
    expect(afterRefresh(done, { ...learned, incomplete: 1 })).toBe('stuck');
    expect(afterRefresh(done, { ...learned, incomplete: 100 })).toMatchObject({ mark: 20_000 });
  });

  it('is part of nothing once the mirror was thrown away', () => {
    expect(afterRefresh(NEW, learned)).toBe('stopped');
  });

  it('downloads again when SalesBinder’s clock was set back since', () => {
    expect(afterRefresh(done, { ...learned, date: since - 1 })).toMatchObject({
      mark: since - 1,
      scan: FIRST,
    });
  });
});

it('a recount downloads again for accounts that are missing, once for the same number', () => {
  expect(afterRecount(10, 10, 0)).toEqual({ missing: 0, isDownloadedAgain: false });
  expect(afterRecount(10, 12, 2)).toEqual({ missing: 0, isDownloadedAgain: false });
  expect(afterRecount(10, 8, 0)).toEqual({ missing: 2, isDownloadedAgain: true });
  expect(afterRecount(10, 8, 2)).toEqual({ missing: 2, isDownloadedAgain: false });
  expect(afterRecount(11, 8, 2)).toEqual({ missing: 3, isDownloadedAgain: true });
});
