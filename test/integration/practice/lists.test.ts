import { describe, expect, test } from 'vitest';
import type { Practice } from '../../../electron/practice/practice.ts';
import { ACCOUNTS, call, clockAt, create, namesOf, startSite } from './site.ts';

interface Page {
  readonly count: unknown;
  readonly page: unknown;
  readonly pages: unknown;
  readonly customers: readonly (readonly { readonly id: string; readonly name: string }[])[];
}

async function list(practice: Practice, query: Record<string, string>) {
  const heard = await call(practice, `${ACCOUNTS}?${new URLSearchParams(query).toString()}`);
  return {
    status: heard.status,
    page: heard.json as Page,
    names: heard.status === 200 ? namesOf(heard) : [],
  };
}

async function siteOf(...accounts: readonly object[]): Promise<Practice> {
  const practice = await startSite();
  for (const account of accounts) await create(practice, account);
  return practice;
}

describe('pages', () => {
  test('one array in another, counters as text, and the count is that of all matches', async () => {
    const practice = await siteOf({ name: 'A' }, { name: 'B' }, { name: 'C' });
    const { page } = await list(practice, { contextId: '2', pageLimit: '2' });
    expect(page).toMatchObject({
      count: '3',
      page: '1',
      pages: '2',
      customers: [[{ name: 'A' }, { name: 'B' }]],
    });
  });

  test('the pages together hold each match once', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `N${index}`);
    const practice = await siteOf(...names.map((name) => ({ name })));
    const pages = [];
    for (const page of ['1', '2', '3'])
      pages.push(await list(practice, { contextId: '2', pageLimit: '3', page }));
    expect(pages.flatMap((page) => page.names)).toEqual(names);
  });

  test('past the end is 404, but the first page of nothing is an empty page', async () => {
    const practice = await siteOf({});
    expect((await list(practice, { contextId: '2', page: '2' })).status).toBe(404);
    expect((await list(practice, { contextId: '10' })).page).toEqual({
      count: '0',
      page: '1',
      pages: '0',
      customers: [[]],
    });
  });

  test('a page holds 20 when nobody says, and 200 at most', async () => {
    const practice = await startSite();
    for (let index = 0; index < 201; index += 1) await create(practice, {});
    expect((await list(practice, { contextId: '2' })).names).toHaveLength(20);
    expect((await list(practice, { contextId: '2', pageLimit: '500' })).names).toHaveLength(200);
  });
});

describe('filters', () => {
  test('by type; all three without one', async () => {
    const practice = await siteOf({ name: 'C' }, { name: 'P', context_id: 8 }, { name: 'S', context_id: 10 });
    expect((await list(practice, { contextId: '8' })).names).toEqual(['P']);
    expect((await list(practice, {})).names).toEqual(['C', 'P', 'S']);
  });

  test('by e-mail, whole and whatever its case', async () => {
    const practice = await siteOf(
      { name: 'A', office_email: 'a@x.example' },
      { name: 'B', office_email: 'aa@x.example' },
    );
    expect((await list(practice, { emailAddress: 'A@x.example' })).names).toEqual(['A']);
  });

  test('by number', async () => {
    const practice = await siteOf({ name: 'A' }, { name: 'B' });
    expect((await list(practice, { accountNumber: '2' })).names).toEqual(['B']);
    expect((await list(practice, { s: '2', field: 'customer_number', exact: 'true' })).names).toEqual(['B']);
  });

  test('by name: containing, or exact', async () => {
    const practice = await siteOf(
      { name: 'Acme' },
      { name: 'Acme Two' },
      { name: 'Other', billing_city: 'Acme' },
    );
    expect((await list(practice, { s: 'acme', field: 'name' })).names).toEqual(['Acme', 'Acme Two']);
    expect((await list(practice, { s: 'acme', field: 'name', exact: 'true' })).names).toEqual(['Acme']);
  });

  test('by country, and in all searchable fields when none is named', async () => {
    const practice = await siteOf(
      { name: 'A', billing_country: 'Peru' },
      { name: 'Peru Ltd' },
      { name: 'C' },
    );
    expect((await list(practice, { s: 'peru', field: 'billing_country' })).names).toEqual(['A']);
    expect((await list(practice, { s: 'peru' })).names).toEqual(['A', 'Peru Ltd']);
  });

  test('by the second of the last change, that second itself left out', async () => {
    const clock = clockAt('2026-05-04T10:00:00Z');
    const practice = await startSite({ now: clock.now });
    const first = await create(practice, { name: 'A' });
    await create(practice, { name: 'B' });
    clock.pass(5_000);
    await practice.edit(first, { url: 'x' });
    const second = clock.now() / 1000;
    expect((await list(practice, { modifiedSince: String(second - 1) })).names).toEqual(['A']);
    expect((await list(practice, { modifiedSince: String(second) })).names).toEqual([]);
    expect((await list(practice, { modifiedSince: String(second - 6) })).names).toEqual(['A', 'B']);
  });

  test('a blank value filters nothing', async () => {
    const practice = await siteOf({ name: 'A' });
    const query = {
      contextId: '2',
      emailAddress: '',
      s: '',
      field: '',
      exact: '',
      modifiedSince: '',
      accountNumber: '',
    };
    expect((await list(practice, query)).names).toEqual(['A']);
  });

  test('compact rows still have the id', async () => {
    const practice = await siteOf({ name: 'A' });
    const { page } = await list(practice, { contextId: '2', compact: 'true' });
    expect(page.customers[0]?.[0]).toMatchObject({ id: practice.accounts()[0]?.id, name: 'A' });
  });

  test.each([
    ['modifiedSince', '2026-05-04'],
    ['accountNumber', 'A-1'],
    ['contextId', 'two'],
    ['field', 'url'],
  ])('a %s of %s, which only a slip could send, is said to be one', async (name, value) => {
    const practice = await siteOf({});
    expect((await list(practice, { [name]: value })).status).toBe(400);
  });
});

describe('the deleted log', () => {
  test('is filtered by type and time, and paged', async () => {
    const clock = clockAt('2026-05-04T10:00:00Z');
    const practice = await startSite({ now: clock.now });
    for (const context_id of [2, 8, 2]) {
      await practice.remove(await create(practice, { context_id }));
      clock.pass(10_000);
    }
    const log = async (query: string) => (await call(practice, `/api/2.0/deleted_log.json?${query}`)).json;
    expect(await log('contextId=2')).toMatchObject({ count: '2', deletedlog: [[{ id: 1 }, { id: 3 }]] });
    expect(await log(`deletedSince=${clock.now() / 1000 - 25}`)).toMatchObject({
      deletedlog: [[{ id: 2 }, { id: 3 }]],
    });
    expect(await log(`deletedSince=${clock.now() / 1000 - 10}`)).toMatchObject({ count: '0' });
    expect(await log('pageLimit=1&page=3')).toMatchObject({
      page: '3',
      pages: '3',
      deletedlog: [[{ id: 3 }]],
    });
    expect((await call(practice, '/api/2.0/deleted_log.json?page=2')).status).toBe(404);
  });
});
