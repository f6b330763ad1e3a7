import { describe, expect, test } from 'vitest';
import { checkCreate } from '../../../../electron/practice/checks.ts';
import { CONTEXT_IDS, WIRE_FIELDS } from '../../../../electron/practice/fields.ts';
import { parseSite } from '../../../../electron/practice/keeper.ts';
import { seedSite } from '../../../../electron/practice/seed.ts';
import { ADD_REQUEST_JSON, EDIT_ANSWER_JSON } from '../../../support/official-examples.ts';

const NOW = Date.parse('2026-05-04T10:00:00Z') / 1000;

function seeded() {
  let made = 0;
  return seedSite(NOW, () => `id-${(made += 1)}`);
}

describe('the first accounts', () => {
  test('are some of each type, and a few dozen', () => {
    const { accounts } = seeded();
    expect(accounts.length).toBeGreaterThanOrEqual(36);
    for (const contextId of CONTEXT_IDS) {
      expect(accounts.filter((account) => account.contextId === contextId).length).toBeGreaterThanOrEqual(6);
    }
  });

  test('would each be taken by the server itself', () => {
    for (const { contextId, values } of seeded().accounts) {
      expect(checkCreate({ context_id: contextId, ...values })).toMatchObject({ ok: true });
    }
  });

  test('are numbered in the order they were made, all before now', () => {
    const { accounts, nextNumber } = seeded();
    const numbers = accounts.map((account) => account.number);
    const made = accounts.map((account) => account.created);
    expect(numbers).toEqual(accounts.map((_, index) => (numbers[0] ?? 0) + index));
    expect(nextNumber).toBe((numbers.at(-1) ?? 0) + 1);
    expect(made).toEqual(made.toSorted((a, b) => a - b));
    expect(Math.max(...made)).toBeLessThan(NOW);
  });

  test('reach nobody: every address and site ends in .example', () => {
    for (const { values } of seeded().accounts) {
      expect(values.office_email).toMatch(/^$|\.example$/);
      expect(values.url).toMatch(/^$|\.example$/);
    }
  });

  test('survive being kept', () => {
    expect(parseSite(JSON.parse(JSON.stringify(seeded())))).toEqual(seeded());
  });
});

test('the server’s field list is that of the official examples', () => {
  const { customer: sent } = JSON.parse(ADD_REQUEST_JSON) as { customer: object };
  const { customer: whole } = JSON.parse(EDIT_ANSWER_JSON) as { customer: object };
  const secondLines = ['billing_address_2', 'shipping_address_2'];
  expect(new Set(WIRE_FIELDS)).toEqual(new Set([...Object.keys(sent).slice(1), ...secondLines]));
  expect(Object.keys(whole)).toEqual(expect.arrayContaining([...WIRE_FIELDS]));
});
