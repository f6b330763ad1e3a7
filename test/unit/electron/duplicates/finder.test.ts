import { describe, expect, test } from 'vitest';
import { openDuplicates } from '../../../../electron/duplicates/finder.ts';
import type { Duplicates } from '../../../../electron/duplicates/finder.ts';
import { toE164 } from '../../../../electron/duplicates/phone.ts';
import type { Values } from '../../../../shared/account.ts';
import { likeness, traitsOf } from '../../../../shared/duplicates/likeness.ts';
import { ComparedFake } from '../../../support/compared-accounts.ts';
import { SEEN } from '../../../support/duplicate-pairs.ts';
import { UNSEEN } from '../../../support/unseen-pairs.ts';

const ACME: Values = { name: 'Acme, Inc', email: 'info@acme.example', billingCity: 'Toledo' };

function opened(accounts: Readonly<Record<string, Values>> = {}): {
  readonly compared: ComparedFake;
  readonly duplicates: Duplicates;
} {
  const compared = new ComparedFake(accounts);
  return { compared, duplicates: openDuplicates(compared, () => Promise.resolve()) };
}

async function found(duplicates: Duplicates, values: Values): Promise<readonly string[]> {
  const likely = await duplicates.likely({ localId: 'the-new-one', values });
  return likely.map(({ localId }) => localId);
}

describe('the accounts that a new one is likely to be', () => {
  test('are named with what the person needs to know them by, and the reasons', async () => {
    const { duplicates } = opened({ 'acme-641': ACME, 'zebra-642': { name: 'Zebra' } });
    const values = { name: 'ACME Inc.', email: 'info@acme.example' };
    expect(await duplicates.likely({ localId: 'the-new-one', values })).toEqual([
      {
        localId: 'acme-641',
        type: 'customer',
        name: 'Acme, Inc',
        city: 'Toledo',
        number: 641,
        status: { is: 'sent', at: 0, number: 641 },
        reasons: ['email', 'name'],
      },
    ]);
  });

  test.each([
    ['SEEN', SEEN],
    ['UNSEEN', UNSEEN],
  ] as const)(
    'are all found through the index that comparing each with each would find (%s)',
    async (_, pairs) => {
      const there = Object.fromEntries(pairs.map(({ other }, at) => [`there-${at}`, other]));
      const { duplicates } = opened(there);
      for (const { one } of pairs) {
        const traits = traitsOf(one);
        const expected = Object.entries(there)
          .map(([localId, values]) => ({ localId, ...likeness(traits, traitsOf(values), toE164) }))
          .filter(({ likely }) => likely)
          .sort((a, b) => b.points - a.points);
        const now = await found(duplicates, one);
        const least = expected.slice(0, 5).at(-1)?.points ?? 0;
        expect(now).toHaveLength(Math.min(expected.length, 5));
        const good = expected.filter(({ points }) => points >= least).map(({ localId }) => localId);
        expect(good).toEqual(expect.arrayContaining([...now]));
      }
    },
  );

  test('are at most five, the likeliest first', async () => {
    const namesakes = Array.from({ length: 9 }, (_, at) => [`acme-${at}`, { name: 'Acme' }] as const);
    const { duplicates } = opened({ ...Object.fromEntries(namesakes), 'acme-best': ACME });
    const likely = await found(duplicates, ACME);
    expect(likely).toHaveLength(5);
    expect(likely[0]).toBe('acme-best');
  });

  test('never contain the account itself', async () => {
    const { duplicates } = opened({ 'the-new-one': ACME });
    expect(await found(duplicates, ACME)).toEqual([]);
  });

  test('are found by a telling key however many share a vague one', async () => {
    const smiths = Array.from({ length: 300 }, (_, at) => [`smith-${at}`, { name: `Smith ${trade(at)}` }]);
    const { duplicates } = opened({
      ...(Object.fromEntries(smiths) as Record<string, Values>),
      'smith-plumbing': { name: 'Smith Plumbing' },
    });
    expect(await found(duplicates, { name: 'Smith Plumbing Services' })).toEqual(['smith-plumbing']);
  });
});

describe('the index follows', () => {
  test('an account that came, changed and went', async () => {
    const { compared, duplicates } = opened();
    expect(await found(duplicates, ACME)).toEqual([]);
    compared.put('acme-641', ACME);
    expect(await found(duplicates, ACME)).toEqual(['acme-641']);
    compared.put('acme-641', { name: 'Zebra', email: 'zoo@zebra.example' });
    expect(await found(duplicates, ACME)).toEqual([]);
    expect(await found(duplicates, { name: 'Zebra Ltd' })).toEqual(['acme-641']);
    compared.put('acme-641', null);
    expect(await found(duplicates, { name: 'Zebra Ltd' })).toEqual([]);
  });

  test('a download of thousands in one go', async () => {
    const { compared, duplicates } = opened();
    const many = Array.from({ length: 5_000 }, (_, at) => `firm-${at}`);
    compared.putAll(
      many.map((localId) => [localId, { name: `Firm ${localId}`, email: `x@${localId}.example` }]),
    );
    expect(await found(duplicates, { email: 'x@firm-4321.example' })).toEqual(['firm-4321']);
  });

  test('one account through thousands of changes', async () => {
    const { compared, duplicates } = opened({ 'acme-641': ACME });
    for (let at = 0; at < 3_000; at += 1) {
      compared.put('acme-641', { name: 'Zebra', email: `${at}@zebra.example` });
      if (at % 500 === 0) await found(duplicates, ACME);
    }
    expect(await found(duplicates, { email: '2999@zebra.example' })).toEqual(['acme-641']);
    expect(await found(duplicates, ACME)).toEqual([]);
  });

  test('nothing any more once it is closed', async () => {
    const { compared, duplicates } = opened();
    await found(duplicates, ACME);
    duplicates.close();
    compared.put('acme-641', ACME);
    expect(await found(duplicates, ACME)).toEqual([]);
  });
});

function trade(at: number): string {
  return [...String(at)].map((digit) => 'bcdfghklmn'.charAt(Number(digit)) + 'a').join('');
}
