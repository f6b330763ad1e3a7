import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { hostileRig, ID, JSON_TYPE, SAVED } from '../../support/hostile-rig.ts';
import { answer, dripping, head } from '../../support/hostile-server.ts';

const { everyAnswer, expectEverywhere } = hostileRig();

describe('a body that is not what it should be', () => {
  const portal = { what: 'portal', status: 200 };

  test('JSON that ends too soon though all that was promised came', () =>
    expectEverywhere(answer(200, JSON_TYPE, SAVED.slice(0, -2)), portal, true));

  test('a warning before the JSON', () =>
    expectEverywhere(answer(200, JSON_TYPE, `<b>Notice</b>: x${SAVED}`), portal, true));

  test('a BOM before the JSON is none', async () => {
    const { create, update } = await everyAnswer(answer(200, JSON_TYPE, `\uFEFF${SAVED}`));
    expect([create.ok, update.ok]).toEqual([true, true]);
  });

  test('JSON nested a hundred thousand deep', async () => {
    const depth = 100_000;
    const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const { list, ...others } = await everyAnswer(
      answer(200, JSON_TYPE, `{"count":"1","customer":{"id":${nested}},"customers":{"a":${nested}}}`),
    );
    expect(list).toMatchObject({ ok: false, problem: { what: 'unclear' } });
    for (const told of Object.values(others)) expect(told).toMatchObject({ ok: false, problem: portal });
  });

  test('nested rows and reasons', async () => {
    const nested = `${'[{"errors":'.repeat(10_000)}1${'}]'.repeat(10_000)}`;
    const { list } = await everyAnswer(answer(200, JSON_TYPE, `{"count":"1","customers":${nested}}`));
    expect(list).toMatchObject({ ok: true, value: { count: 1, accounts: [] } });
    const { create } = await everyAnswer(answer(422, JSON_TYPE, `{"message":${nested}}`));
    expect(create).toMatchObject({ ok: false, problem: { what: 'refused', fields: {} } });
  });

  test('wrong types everywhere are not mentioned rather than believed', async () => {
    const customer = {
      ...{ id: ID, name: { a: 1 }, office_email: ['x'], office_phone: true, url: 7, customer_number: 'x' },
      ...{ context_id: 'supplier', created: 5, modified: {} },
    };
    const { create } = await everyAnswer(
      answer(200, JSON_TYPE, JSON.stringify({ message: 'Saved', customer })),
    );
    expect(create).toMatchObject({
      ok: true,
      value: { id: ID, number: null, type: null, values: { url: '7' }, created: null, modified: null },
    });
  });

  test('bytes that are not UTF-8', () =>
    expectEverywhere(
      answer(200, JSON_TYPE, Buffer.from(SAVED.replace('Acme', 'Acm\xe9'), 'latin1')),
      portal,
      true,
    ));

  test('compressed bytes that end too soon', () =>
    expectEverywhere(
      answer(200, { ...JSON_TYPE, 'Content-Encoding': 'gzip' }, gzipSync(SAVED).subarray(0, 40)),
      { what: 'unclear', status: 200 },
      true,
    ));

  test('more than any answer has, promised', () =>
    expectEverywhere(answer(200, JSON_TYPE, `${SAVED}${' '.repeat(2_000_000)}`), portal, true));

  test('more than any answer has, unpacked', () =>
    expectEverywhere(
      answer(200, { ...JSON_TYPE, 'Content-Encoding': 'gzip' }, gzipSync(`${SAVED}${' '.repeat(5_000_000)}`)),
      portal,
      true,
    ));

  test('a body without end is left, and what the status said still counts', async () => {
    const gone: string[] = [];
    const endless = dripping(
      head(500, JSON_TYPE, 1_000_000_000),
      'x'.repeat(300_000),
      1,
      () => void gone.push('gone'),
    );
    await expectEverywhere(endless, { what: 'trouble', status: 500 }, true);
    await eventually(() => expect(gone).toHaveLength(4));
  });
});
