import { describe, expect, test } from 'vitest';
import type { PracticeOptions } from '../../../electron/practice/practice.ts';
import { DOCUMENTED_LIMITS } from '../../../electron/practice/limits.ts';
import { ACCOUNTS, call, clockAt, create, customer, halfRequest, startSite } from './site.ts';

async function limitedSite(options: Partial<PracticeOptions> = {}) {
  const clock = clockAt('2026-05-04T10:00:00Z');
  const practice = await startSite({ now: clock.now, limits: DOCUMENTED_LIMITS, ...options });
  const ask = async (times: number) => {
    const statuses: number[] = [];
    for (let time = 0; time < times; time += 1) statuses.push((await call(practice, ACCOUNTS)).status);
    return statuses;
  };
  return { practice, clock, ask };
}

const fine = (times: number) => Array.from({ length: times }, () => 200);

describe('the limits over the wire', () => {
  test('fifteen in ten seconds, and the next is 429 and not done', async () => {
    const { practice, ask } = await limitedSite();
    expect(await ask(15)).toEqual(fine(15));
    expect((await call(practice, ACCOUNTS, { body: customer({}) })).status).toBe(429);
    expect(practice.accounts()).toEqual([]);
    expect([practice.rejections, practice.violations]).toEqual([1, 1]);
  });

  test('fifty in a minute at a pace that the short window allows, and the next is 429', async () => {
    const { clock, ask } = await limitedSite();
    for (let part = 0; part < 5; part += 1) {
      expect(await ask(10)).toEqual(fine(10));
      clock.pass(10_000);
    }
    expect(await ask(1)).toEqual([429]);
  });

  test('the block lasts a minute, whoever asks meanwhile', async () => {
    const { practice, clock, ask } = await limitedSite();
    await ask(16);
    clock.pass(59_999);
    expect(await ask(1)).toEqual([429]);
    clock.pass(1);
    expect(await ask(15)).toEqual(fine(15));
    expect([practice.rejections, practice.violations]).toEqual([2, 1]);
  });

  test('every request counts: refused, unknown, without a key, dropped', async () => {
    const { practice, ask } = await limitedSite();
    await call(practice, ACCOUNTS, { body: {} });
    await call(practice, '/nowhere');
    await call(practice, ACCOUNTS, { key: null });
    practice.plan(() => ({ does: 'nothing', answers: 'never' }));
    await expect(call(practice, ACCOUNTS)).rejects.toThrow();
    practice.plan(null);
    expect(await ask(12)).toEqual([...fine(11), 429]);
  });

  test('a request counts from its arrival, not from the end of its body', async () => {
    const { practice, ask } = await limitedSite();
    const half = await halfRequest(practice);
    // A second connection's answer shows that the first one's head has been seen.
    await call(practice, ACCOUNTS);
    expect(await ask(14)).toEqual([...fine(13), 429]);
    half.destroy();
  });

  test('are off when there are none', async () => {
    const { ask, practice } = await limitedSite({ limits: null });
    expect(await ask(60)).toEqual(fine(60));
    expect(practice.rejections).toBe(0);
  });

  test('can be others', async () => {
    const { ask } = await limitedSite({ limits: { windows: [{ requests: 2, ms: 1_000 }], blockMs: 5_000 } });
    expect(await ask(3)).toEqual([200, 200, 429]);
  });

  test('a reset forgets the block, the counts and the log', async () => {
    const { practice, ask } = await limitedSite();
    await ask(16);
    await practice.reset();
    expect([practice.rejections, practice.violations, practice.log().length]).toEqual([0, 0, 0]);
    expect(await ask(1)).toEqual([200]);
  });
});

test('answers carry the server’s own date', async () => {
  const { practice } = await limitedSite();
  expect((await call(practice, ACCOUNTS)).headers.get('date')).toBe('Mon, 04 May 2026 10:00:00 GMT');
});

test('the log holds what arrived: when, how, what, and how it ended', async () => {
  const { practice, clock } = await limitedSite();
  await create(practice, { name: 'A' });
  await call(practice, `${ACCOUNTS}?contextId=2&s=a%26b`);
  expect(practice.log()).toMatchObject([
    {
      ...{ at: clock.now(), method: 'POST', path: ACCOUNTS, query: {}, status: 200 },
      body: { customer: { context_id: '2', name: 'A' } },
      headers: { 'content-type': 'application/json' },
    },
    { method: 'GET', path: ACCOUNTS, query: { contextId: '2', s: 'a&b' }, body: null, status: 200 },
  ]);
});
