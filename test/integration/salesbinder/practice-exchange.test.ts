import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Gateway } from '../../../electron/salesbinder/gateway.ts';
import { httpGateway } from '../../../electron/salesbinder/v2/http-gateway.ts';
import { startPractice } from '../../../electron/practice/practice.ts';
import type { Practice } from '../../../electron/practice/practice.ts';
import { FIELDS } from '../../../shared/account.ts';
import type { FieldKey, Values } from '../../../shared/account.ts';
import { aWrite } from '../../support/a-write.ts';

/** Two readings of the same official pages, made apart: they must understand each other. */

let practice: Practice;
let gateway: Gateway;

beforeEach(async () => {
  practice = await startPractice({ key: 'practice-key', seeded: false, limits: null });
  gateway = httpGateway({ origin: practice.origin, key: 'practice-key', fetch: globalThis.fetch });
});

afterEach(() => practice.stop());

const EVERYTHING: Values = Object.fromEntries(
  FIELDS.map(({ key }): [FieldKey, string] => [
    key,
    key === 'email' ? 'zoe@example.com' : `Zoë's ${key} & Co`,
  ]),
);

async function created(values: Values = EVERYTHING): Promise<string> {
  const answer = await gateway.create(aWrite('prospect', values));
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.id;
}

test('all seventeen fields arrive as typed and come back as sent', async () => {
  const answer = await gateway.create(aWrite('prospect', EVERYTHING));
  expect(answer).toMatchObject({ ok: true, value: { type: 'prospect', values: EVERYTHING } });
  expect(answer.serverDate).not.toBeNull();
  expect(practice.log()[0]?.body).toMatchObject({
    customer: { context_id: '8', office_phone: EVERYTHING.phone },
  });
  const id = answer.ok ? answer.value.id : '';
  expect(await gateway.view(id, 'prospect')).toMatchObject({ ok: true, value: { id, values: EVERYTHING } });
});

test('an edit changes one field and tells all of them', async () => {
  const id = await created();
  const answer = await gateway.update(id, aWrite('prospect', { billingAddress2: '' }));
  expect(answer).toMatchObject({ ok: true, value: { id, values: { ...EVERYTHING, billingAddress2: '' } } });
  expect(practice.log().at(-1)?.body).toEqual({ customer: { billing_address_2: '' } });
});

test('a list finds it by every filter, and nothing where nothing is', async () => {
  const id = await created();
  const query = { type: 'prospect', page: 1, pageLimit: 200 } as const;
  const found = { ok: true, value: { count: 1, page: 1, accounts: [{ id, values: EVERYTHING }] } };
  expect(await gateway.list(query)).toMatchObject(found);
  expect(await gateway.list({ ...query, filter: { by: 'email', email: 'zoe@example.com' } })).toMatchObject(
    found,
  );
  expect(await gateway.list({ ...query, filter: { by: 'name', name: "Zoë's name & Co" } })).toMatchObject(
    found,
  );
  expect(await gateway.list({ ...query, filter: { by: 'modifiedSince', epochSeconds: 1 } })).toMatchObject(
    found,
  );
  expect(await gateway.list({ ...query, type: 'supplier' })).toMatchObject({
    ok: true,
    value: { count: 0, accounts: [] },
  });
  expect(await gateway.list({ ...query, page: 2 })).toMatchObject({ problem: { what: 'not-found' } });
});

test('a refusal names our fields', async () => {
  const answer = await gateway.create(aWrite('customer', { name: '', email: 'nobody' }));
  expect(answer).toMatchObject({ ok: false, problem: { what: 'refused' }, mayHaveActed: false });
  const fields = !answer.ok && answer.problem.what === 'refused' ? answer.problem.fields : {};
  expect(Object.keys(fields)).toEqual(['name', 'email']);
  expect(practice.accounts()).toEqual([]);
});

test('a removed account is not found', async () => {
  const id = await created();
  await practice.remove(id);
  expect(await gateway.view(id, 'prospect')).toMatchObject({ problem: { what: 'not-found' } });
  expect(await gateway.update(id, aWrite('prospect', { fax: '1' }))).toMatchObject({
    problem: { what: 'not-found' },
  });
});

test('another key is refused', async () => {
  const other = httpGateway({ origin: practice.origin, key: 'another', fetch: globalThis.fetch });
  expect(await other.list({ type: 'customer', page: 1, pageLimit: 1 })).toMatchObject({
    problem: { what: 'key', reason: 'refused' },
  });
});

test('an answer that was dropped after the account was saved is lost, and may have acted', async () => {
  await practice.setFaults({ dropAnswers: true });
  expect(await gateway.create(aWrite('customer', { name: 'Acme' }))).toMatchObject({
    problem: { what: 'lost' },
    mayHaveActed: true,
  });
  expect(practice.accounts()).toHaveLength(1);
});

test('switched off it is unreachable', async () => {
  await practice.setFaults({ offline: true });
  expect(await gateway.create(aWrite('customer', { name: 'Acme' }))).toMatchObject({
    problem: { what: 'unreachable' },
    mayHaveActed: false,
  });
});

test.each([
  ['500', { what: 'trouble', status: 500 }],
  ['422', { what: 'refused', status: 422 }],
  ['429', { what: 'over-limit' }],
  ['401', { what: 'key' }],
  ['portal', { what: 'portal', status: 200 }],
] as const)('its switch %s means what it says', async (answer, problem) => {
  await practice.setFaults({ answer });
  expect(await gateway.create(aWrite('customer', { name: 'Acme' }))).toMatchObject({ ok: false, problem });
});
