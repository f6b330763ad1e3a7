import { describe, expect, test } from 'vitest';
import { SEED_ROWS } from '../../../electron/practice/seed-rows.ts';
import { EMPTY_SITE } from '../../../electron/practice/site.ts';
import {
  ACCOUNTS,
  call,
  clockAt,
  create,
  customer,
  heldTime,
  nextTurn,
  shelf,
  startSite,
  until,
} from './site.ts';

describe('a practice site that is kept', () => {
  test('is the same after a restart: accounts, numbers, tombstones', async () => {
    const saved = shelf();
    const first = await startSite({ saved });
    const id = await create(first, { name: 'Kept' });
    await first.remove(await create(first, { name: 'Removed' }));
    await first.edit(id, { url: 'kept.example' });
    const accounts = first.accounts();
    await first.stop();

    const second = await startSite({ saved });
    expect(second.began).toBe('saved');
    expect(second.accounts()).toEqual(accounts);
    await create(second, { name: 'Next' });
    expect(second.accounts().map((account) => account.number)).toEqual([1, 3]);
    const log = await call(second, '/api/2.0/deleted_log.json?contextId=2');
    expect(log.json).toMatchObject({ count: '1' });
  });

  test('keeps its first accounts at once, with the same ids the next time', async () => {
    const saved = shelf();
    const first = await startSite({ saved, seeded: true });
    const second = await startSite({ saved, seeded: true });
    expect([first.began, second.began]).toEqual(['new', 'saved']);
    expect(second.accounts()).toEqual(first.accounts());
    expect(first.accounts()).toHaveLength(SEED_ROWS.length);
  });

  test('is kept before the answer goes out', async () => {
    const saved = shelf();
    const practice = await startSite({ saved });
    await create(practice, { name: 'A' });
    expect(saved.kept()).toMatchObject({ accounts: [{ values: { name: 'A' } }] });
  });

  test('what could not be kept is not there, and the answer does not say saved', async () => {
    const saved = shelf();
    let full = false;
    const write: typeof saved.write = (site) =>
      full ? Promise.reject(new Error('disk full')) : saved.write(site);
    const practice = await startSite({ saved: { ...saved, write } });
    full = true;
    expect((await call(practice, ACCOUNTS, { body: customer({}) })).status).toBe(500);
    expect(practice.accounts()).toEqual([]);
    full = false;
    await create(practice, { name: 'After' });
    expect(practice.accounts()).toMatchObject([{ number: 1, values: { name: 'After' } }]);
  });

  test('stopping waits for what is being kept', async () => {
    const saved = shelf(EMPTY_SITE);
    const time = heldTime();
    const practice = await startSite({
      saved: { ...saved, write: (site) => time.wait(1).then(() => saved.write(site)) },
    });
    const cut = call(practice, ACCOUNTS, { body: customer({ name: 'A' }) }).catch(() => 'cut');
    await until(() => time.waits().length === 1);
    let stopped = false;
    const stopping = practice.stop().then(() => (stopped = true));
    expect(await cut).toBe('cut');
    for (let rateLimiter = 0; rateLimiter < 5; rateLimiter += 1) await nextTurn();
    expect(stopped).toBe(false);
    time.letGo();
    await stopping;
    expect(saved.kept()).toMatchObject({ accounts: [{ values: { name: 'A' } }] });
  });

  test.each([
    [{}],
    [[]],
    ['{}'],
    [7],
    [{ accounts: [{ id: 1 }], tombstones: [], nextNumber: 1, nextTombstone: 1 }],
  ])('what was kept as %j is no site: it begins anew, says so, and leaves that untouched', async (kept) => {
    const saved = shelf(kept);
    const practice = await startSite({ saved });
    expect(practice.began).toBe('unreadable');
    expect(practice.accounts()).toEqual([]);
    expect(saved.kept()).toEqual(kept);
  });

  test('a reset brings the first accounts back, for good', async () => {
    const saved = shelf();
    const practice = await startSite({ saved, seeded: true });
    await create(practice, { name: 'Mine' });
    await practice.reset();
    expect(practice.accounts()).toHaveLength(SEED_ROWS.length);
    expect((await startSite({ saved })).accounts()).toEqual(practice.accounts());
  });

  test('many at once are all kept, each with a number of its own', async () => {
    const saved = shelf();
    const practice = await startSite({ saved });
    await Promise.all(Array.from({ length: 30 }, (_, index) => create(practice, { name: `N${index}` })));
    const numbers = practice.accounts().map((account) => account.number);
    expect(numbers).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect((await startSite({ saved })).accounts()).toEqual(practice.accounts());
  });
});

test('a colleague’s edit is seen by the next look, with a new stamp', async () => {
  const clock = clockAt('2026-05-04T10:00:00Z');
  const practice = await startSite({ now: clock.now });
  const id = await create(practice, { office_phone: '1' });
  clock.pass(60_000);
  await practice.edit(id, { office_phone: '2' });
  expect((await call(practice, `/api/2.0/customers/${id}.json`)).json).toMatchObject({
    customer: { office_phone: '2', name: 'Acme', modified: '2026-05-04T10:01:00+00:00' },
  });
});

test('a slip in the caller’s id is an error there', async () => {
  const practice = await startSite();
  await expect(practice.edit('nobody', {})).rejects.toThrow('nobody');
});
