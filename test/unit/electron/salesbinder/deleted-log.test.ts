import { describe, expect, it } from 'vitest';
import { deletedSearch, readDeletedPage, readListPage } from '../../../../electron/salesbinder/v2/wire.ts';

const query = { type: 'customer', page: 1, pageLimit: 200, since: 1_488_933_264 } as const;

/** The official page's own example, with an account beside the item. */
const sample = {
  count: '2',
  page: '1',
  pages: '1',
  deletedlog: [
    [
      {
        id: 2855,
        context_id: 6,
        record_id: '56da277f-afac-4e44-a6bd-6c8e3f71d8bf',
        created: '2017-03-08T00:34:24+00:00',
      },
      {
        id: 2856,
        context_id: 2,
        record_id: '56da277f-0000-4e44-a6bd-6c8e3f71d8bf',
        created: '2017-03-08T00:34:24+00:00',
      },
    ],
  ],
};

describe('the deleted log', () => {
  it('is asked for one type, from a moment in epoch seconds', () => {
    expect(deletedSearch(query)).toBe('contextId=2&deletedSince=1488933264&page=1&pageLimit=200');
  });

  it('is read nested or flat, and only lines of the type that was asked for count', () => {
    const page = { count: 2, page: 1, pages: 1, deleted: ['56da277f-0000-4e44-a6bd-6c8e3f71d8bf'] };
    expect(readDeletedPage(query)(sample)).toEqual(page);
    expect(readDeletedPage(query)({ ...sample, count: 2, deletedlog: sample.deletedlog.flat() })).toEqual(
      page,
    );
  });

  it('is nothing without its counter or its list', () => {
    expect(readDeletedPage(query)({ deletedlog: [] })).toBeNull();
    expect(readDeletedPage(query)({ count: 1 })).toBeNull();
    expect(readDeletedPage(query)({ count: 1, deletedlog: null })).toBeNull();
  });

  it('may be without a list where it counts nothing: how SalesBinder writes that is not documented', () => {
    const none = { count: 0, page: 1, pages: 0, deleted: [] };
    expect(readDeletedPage(query)({ count: '0', pages: '0', deletedlog: null })).toEqual(none);
    expect(readDeletedPage(query)({ count: '0', pages: '0' })).toEqual(none);
  });
});

describe('a list row', () => {
  it('keeps what is beyond our fields beside them, for the mirror', () => {
    const row = { id: 'one', name: 'One', vat_number: 'DE1', archived: false };
    const read = readListPage({ type: 'customer', page: 1, pageLimit: 200 })({
      count: 1,
      customers: [[row]],
    });
    expect(read?.accounts[0]).toMatchObject({
      values: { name: 'One' },
      extra: { vat_number: 'DE1', archived: false },
    });
  });
});
