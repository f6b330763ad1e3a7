import { connect } from 'node:net';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { commitLate, dropAfter, dropBefore, firstOf, next } from '../../../electron/practice/faults.ts';
import type { Faults } from '../../../electron/practice/faults.ts';
import { failure } from '../../../electron/practice/replies.ts';
import type { PracticeRequest } from '../../../electron/practice/requests.ts';
import { ACCOUNTS, call, create, customer, heldTime, nextTurn, startSite, until } from './site.ts';

describe('the switches', () => {
  test('offline: connections are refused, and taken again on the same port', async () => {
    const practice = await startSite();
    const { origin } = practice;
    await create(practice, {});
    await practice.setFaults({ offline: true });
    await expect(call(practice, ACCOUNTS)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    expect(await practice.setFaults({ offline: false })).toMatchObject({ offline: false });
    expect(practice.origin).toBe(origin);
    expect((await call(practice, ACCOUNTS)).json).toMatchObject({ count: '1' });
  });

  test('offline is never taken for a lost answer, however soon after an answer it comes', async () => {
    for (let round = 0; round < 20; round += 1) {
      const practice = await startSite();
      await create(practice, {});
      await practice.setFaults({ dropAnswers: true });
      await expect(call(practice, ACCOUNTS, { body: customer({}) })).rejects.toThrow();
      await practice.setFaults({ offline: true });
      await expect(call(practice, ACCOUNTS)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    }
  });

  test('offline from the start has its port already', async () => {
    const practice = await startSite({ faults: { offline: true } });
    await expect(call(practice, ACCOUNTS)).rejects.toThrow();
    await practice.setFaults({ offline: false });
    expect((await call(practice, ACCOUNTS)).status).toBe(200);
  });

  test('offline cuts what is under way', async () => {
    const time = heldTime();
    const practice = await startSite({ faults: { slow: true }, wait: time.wait });
    const under = call(practice, ACCOUNTS, { body: customer({}) });
    const cut = expect(under).rejects.toThrow();
    await until(() => time.waits().length > 0);
    await practice.setFaults({ offline: true });
    await cut;
  });

  test('offline stays on when somebody took the port meanwhile', async () => {
    const practice = await startSite({ faults: { offline: true } });
    const squatter = await startSite({ port: Number(new URL(practice.origin).port) });
    expect(await practice.setFaults({ offline: false })).toMatchObject({ offline: true });
    await squatter.stop();
    expect(await practice.setFaults({ offline: false })).toMatchObject({ offline: false });
  });

  test('flicked on and off many times, the last one holds', async () => {
    const practice = await startSite();
    const flicks = [true, false, true, false, true, false].map((offline) => practice.setFaults({ offline }));
    await Promise.all(flicks);
    expect(practice.faults.offline).toBe(false);
    expect((await call(practice, ACCOUNTS)).status).toBe(200);
  });

  test('slow: saved first, answered when its time has passed', async () => {
    const time = heldTime();
    const practice = await startSite({ faults: { slow: true }, slowMs: 7_000, wait: time.wait });
    const answered = call(practice, ACCOUNTS, { body: customer({}) });
    await until(() => time.waits().length > 0);
    expect(time.waits()).toEqual([7_000]);
    expect(practice.accounts()).toHaveLength(1);
    expect(practice.log()).toMatchObject([{ status: null }]);
    time.letGo();
    expect((await answered).status).toBe(200);
  });

  test('dropped answers: each write is saved and unanswered, looking works', async () => {
    const practice = await startSite();
    const id = await create(practice, {});
    await practice.setFaults({ dropAnswers: true });
    await expect(call(practice, ACCOUNTS, { body: customer({ name: 'B' }) })).rejects.toThrow();
    const edit = { method: 'PUT', body: customer({ name: 'C' }) };
    await expect(call(practice, `/api/2.0/customers/${id}.json`, edit)).rejects.toThrow();
    expect((await call(practice, ACCOUNTS)).json).toMatchObject({
      customers: [[{ name: 'C' }, { name: 'B' }]],
    });
    expect(practice.log().map((entry) => entry.status)).toEqual([200, 'dropped', 'dropped', 200]);
  });

  test.each<[Faults['answer'], number, number]>([
    ['500', 500, 500],
    ['429', 429, 429],
    ['401', 401, 401],
    ['portal', 200, 200],
    ['422', 422, 200],
    ['refused-200', 200, 200],
    ['402', 402, 200],
  ])('answer %s: a write is answered %d, a look %d, and nothing is saved', async (answer, write, look) => {
    const practice = await startSite({ faults: { answer } });
    expect((await call(practice, ACCOUNTS, { body: customer({}) })).status).toBe(write);
    expect((await call(practice, ACCOUNTS)).status).toBe(look);
    expect(practice.accounts()).toEqual([]);
    await practice.setFaults({ answer: 'normal' });
    expect((await call(practice, ACCOUNTS, { body: customer({}) })).json).toMatchObject({ message: 'Saved' });
  });

  test('the refusal names the e-mail; the portal is a page and no JSON', async () => {
    const practice = await startSite({ faults: { answer: '422' } });
    const errors = { office_email: { email: 'The provided value is invalid' } };
    expect((await call(practice, ACCOUNTS, { body: customer({}) })).json).toEqual({ message: { errors } });
    await practice.setFaults({ answer: 'portal' });
    for (const path of [ACCOUNTS, '/api/2.0/customers/x.json', '/anything']) {
      const heard = await call(practice, path);
      expect(heard.json).toBeUndefined();
      expect(heard.headers.get('content-type')).toContain('text/html');
    }
  });

  test('the refusal that looks like a success has an error’s body, and no account in it', async () => {
    const practice = await startSite({ faults: { answer: 'refused-200' } });
    const errors = { office_email: { email: 'The provided value is invalid' } };
    const heard = await call(practice, ACCOUNTS, { body: customer({}) });
    expect(heard).toMatchObject({ status: 200, json: { message: { errors } } });
  });

  test('it keeps less than it says: of a new account and of a change', async () => {
    const practice = await startSite({ faults: { keepsLess: true } });
    const sent = {
      name: 'N'.repeat(101),
      office_email: 'Sales@Acme.example',
      billing_address_1: 'Blumen 🌸 Krause',
      billing_address_2: 'a'.repeat(256),
    };
    const added = await call(practice, ACCOUNTS, { body: customer(sent) });
    expect(added.json).toMatchObject({ message: 'Saved', customer: sent });
    const [account] = practice.accounts();
    expect(account?.values).toMatchObject({
      name: 'N'.repeat(100),
      office_email: 'sales@acme.example',
      billing_address_1: 'Blumen',
      billing_address_2: 'a'.repeat(255),
    });
    const change = { method: 'PUT', body: { customer: { url: 'a🌸b' } } };
    const edited = await call(practice, `/api/2.0/customers/${account?.id ?? ''}.json`, change);
    expect(edited.json).toMatchObject({ customer: { url: 'a🌸b', name: 'N'.repeat(100) } });
    expect(practice.accounts()[0]?.values.url).toBe('a');
  });

  test('a 429 of the switch is not counted as the client’s', async () => {
    const practice = await startSite({ faults: { answer: '429' } });
    await call(practice, ACCOUNTS);
    expect([practice.rejections, practice.violations]).toEqual([0, 0]);
  });
});

describe('a planned fault', () => {
  const isFor = (email: string) => (request: PracticeRequest) => JSON.stringify(request.body).includes(email);

  test('hits the one record it is meant for, once', async () => {
    const practice = await startSite();
    practice.plan(next(dropBefore, isFor('b@x.example')));
    const send = (office_email: string) => call(practice, ACCOUNTS, { body: customer({ office_email }) });
    expect((await send('a@x.example')).status).toBe(200);
    await expect(send('b@x.example')).rejects.toThrow();
    expect(practice.accounts()).toHaveLength(1);
    expect((await send('b@x.example')).status).toBe(200);
    expect(practice.accounts()).toHaveLength(2);
  });

  test('done, then cut', async () => {
    const practice = await startSite({ rule: next(dropAfter) });
    await expect(call(practice, ACCOUNTS, { body: customer({}) })).rejects.toThrow();
    expect(practice.accounts()).toHaveLength(1);
  });

  test('500 before or after it is done', async () => {
    const trouble = failure(500, ACCOUNTS);
    const practice = await startSite();
    practice.plan(
      firstOf(next({ does: 'nothing', answers: trouble }), next({ does: 'it', answers: trouble })),
    );
    expect((await call(practice, ACCOUNTS, { body: customer({}) })).status).toBe(500);
    expect(practice.accounts()).toHaveLength(0);
    expect((await call(practice, ACCOUNTS, { body: customer({}) })).status).toBe(500);
    expect(practice.accounts()).toHaveLength(1);
  });

  test('an answer that says saved when nothing was', async () => {
    const practice = await startSite({ rule: next({ does: 'nothing', answers: 'its-own' }) });
    expect((await call(practice, ACCOUNTS, { body: customer({}) })).json).toMatchObject({ message: 'Saved' });
    expect(practice.accounts()).toEqual([]);
  });

  test('done long after the line was cut', async () => {
    const time = heldTime();
    const practice = await startSite({ wait: time.wait, rule: next(commitLate(90_000)) });
    await expect(call(practice, ACCOUNTS, { body: customer({ name: 'Late' }) })).rejects.toThrow();
    expect(time.waits()).toEqual([90_000]);
    expect(practice.accounts()).toEqual([]);
    time.letGo();
    await until(() => practice.accounts().length > 0);
    expect(practice.accounts()).toMatchObject([{ values: { name: 'Late' } }]);
  });

  test('what is still to be done late is not done once the server has stopped', async () => {
    const time = heldTime();
    const practice = await startSite({ wait: time.wait, rule: next(commitLate(90_000)) });
    await expect(call(practice, ACCOUNTS, { body: customer({}) })).rejects.toThrow();
    await practice.stop();
    time.letGo();
    for (let rateLimiter = 0; rateLimiter < 5; rateLimiter += 1) await nextTurn();
    expect(practice.accounts()).toEqual([]);
  });

  test('goes before the switches, and ends when it is taken back', async () => {
    const practice = await startSite({ faults: { answer: '500' } });
    practice.plan(() => ({ does: 'it', answers: 'its-own' }));
    expect((await call(practice, ACCOUNTS)).status).toBe(200);
    practice.plan(null);
    expect((await call(practice, ACCOUNTS)).status).toBe(500);
  });

  test('a rule that breaks is answered 500 and takes nothing down', async () => {
    const practice = await startSite();
    practice.plan(() => {
      throw new RangeError('planned badly');
    });
    expect((await call(practice, ACCOUNTS)).status).toBe(500);
    practice.plan(null);
    expect((await call(practice, ACCOUNTS)).status).toBe(200);
  });
});

test('after a stop nobody listens, and stopping twice is fine', async () => {
  const practice = await startSite();
  const idle = connect(Number(new URL(practice.origin).port), '127.0.0.1');
  await once(idle, 'connect');
  await practice.stop();
  await practice.stop();
  await expect(call(practice, ACCOUNTS)).rejects.toThrow();
});
