import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { ACCOUNT_TYPES, FIELD_KEYS, FIELDS } from '../../../../shared/account.ts';
import {
  isStoredAccount,
  storedAccount,
  STORED_FIELDS,
} from '../../../../electron/store/schemas/mirror-form.ts';
import {
  accountRow,
  MIRROR,
  mirroredKey,
  openMirrorStore,
} from '../../../../electron/store/schemas/mirror-store.ts';
import type { Mirrored, MirrorRow } from '../../../../electron/store/schemas/mirror-store.ts';
import { openCollection } from '../../../../electron/store/journal/open-collection.ts';
import type { StoreFolder } from '../../../../electron/store/disk/folder.ts';
import { FakeDisk } from '../../../support/disk.ts';
import { FakePacer } from '../../../support/pacer.ts';
import { FOLDER, opened } from '../../../support/store.ts';

const aText = fc.string({ unit: 'binary', maxLength: 12 });
const aStamp = fc.option(fc.oneof(aText, fc.constant('2026-08-01T08:00:00+00:00')));
const values = fc.record(Object.fromEntries(FIELD_KEYS.map((key) => [key, aText])), { requiredKeys: [] });

const anAccount: fc.Arbitrary<Mirrored> = fc.record({
  account: fc.record({
    id: aText,
    number: fc.option(fc.nat()),
    type: fc.constantFrom(...ACCOUNT_TYPES),
    values,
    created: aStamp,
    modified: aStamp,
  }),
  rest: fc.dictionary(aText, fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>, { maxKeys: 4 }),
  asked: fc.nat(),
});

/** Content of a file where an account should be: nearly one, or anything. */
const nearlyStored = fc
  .tuple(anAccount, fc.nat(30), fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(0), aText))
  .map(([mirrored, at, other]) =>
    (storedAccount(mirrored) as readonly unknown[]).toSpliced(at, at % 4 === 3 ? 0 : 1, other),
  );

function parsed(stored: unknown, id: string): MirrorRow | null {
  return MIRROR.parse(JSON.parse(JSON.stringify(stored)), mirroredKey(id));
}

describe('a downloaded account in its file', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(anAccount, (mirrored) => {
        const row = parsed(storedAccount(mirrored), mirrored.account.id);
        expect(row).toEqual(JSON.parse(JSON.stringify({ kind: 'account', mirrored })));
      }),
    );
  });

  it('passes the quick check only if what it becomes fits the schema', () => {
    let passed = 0;
    let failed = 0;
    fc.assert(
      fc.property(fc.oneof(nearlyStored, fc.jsonValue()), (stored) => {
        if (!isStoredAccount(stored)) failed += 1;
        else {
          passed += 1;
          expect(v.is(accountRow, parsed(stored, 'one'))).toBe(true);
        }
      }),
      { numRuns: 3_000 },
    );
    expect(passed).toBeGreaterThan(300);
    expect(failed).toBeGreaterThan(300);
  });

  it.each([
    ['a list that is too short', (stored: readonly unknown[]) => stored.slice(1)],
    ['a list that is too long', (stored: readonly unknown[]) => [...stored, '']],
    ['a number as text', (stored: readonly unknown[]) => stored.with(0, '7')],
    ['a type that is none', (stored: readonly unknown[]) => stored.with(1, 3)],
    ['a stamp that is a number', (stored: readonly unknown[]) => stored.with(3, 1)],
    ['a request without a number', (stored: readonly unknown[]) => stored.with(4, null)],
    ['a rest that is a list', (stored: readonly unknown[]) => stored.with(5, [])],
    ['a value that is a number', (stored: readonly unknown[]) => stored.with(6, 1)],
    ['a value that is nothing', (stored: readonly unknown[]) => stored.with(22, null)],
    ['an object', (stored: readonly unknown[]) => Object.fromEntries(stored.entries())],
  ])('does not pass as %s', (_, spoilt) => {
    const [mirrored] = fc.sample(anAccount, 1);
    if (mirrored === undefined) throw new Error('There is one');
    const stored = storedAccount(mirrored);
    expect(isStoredAccount(stored)).toBe(true);
    expect(isStoredAccount(spoilt(stored))).toBe(false);
    expect(parsed(spoilt(stored), 'one')).toBeNull();
  });

  it('from before some fields were has their values where SalesBinder’s other values are kept', () => {
    fc.assert(
      fc.property(anAccount, fc.nat({ max: STORED_FIELDS.length }), (mirrored, count) => {
        const before = STORED_FIELDS.slice(0, count);
        const later = FIELDS.filter(({ key }) => !before.includes(key));
        const beside = later.flatMap(({ key, wire }) => {
          const value = mirrored.account.values[key];
          return value === undefined ? [] : [[wire, value] as const];
        });
        const rest = { ...mirrored.rest, ...Object.fromEntries(beside) };
        const stored = storedAccount({ ...mirrored, rest }).slice(0, 6 + count);
        expect(parsed(stored, mirrored.account.id)).toEqual(
          JSON.parse(JSON.stringify({ kind: 'account', mirrored })),
        );
      }),
    );
  });

  it('has a place for each field, always the same: another order would be another schema', () => {
    expect(MIRROR.version).toBe(2);
    expect([...STORED_FIELDS].sort()).toEqual([...FIELD_KEYS].sort());
    expect(STORED_FIELDS.join(' ')).toBe(
      'name email phone fax url billingAddress1 billingAddress2 billingCity billingRegion billingCountry ' +
        'billingPostalCode shippingAddress1 shippingAddress2 shippingCity shippingRegion shippingCountry ' +
        'shippingPostalCode',
    );
  });
});

describe('a mirror of schema 1', () => {
  const before = {
    ...MIRROR,
    version: 1,
    parse: (row: unknown) => row as MirrorRow,
    stored: (row: MirrorRow) => row,
  };

  function place(disk: FakeDisk): StoreFolder {
    return { files: disk, pacer: new FakePacer(), folder: FOLDER };
  }

  function openBefore(disk: FakeDisk, foldAt: number) {
    const { packing: _, ...shape } = before;
    return openCollection<MirrorRow>({ ...place(disk), ...shape, foldAt });
  }

  const PROGRESS = {
    kind: 'progress',
    progress: { type: 'customer', scan: null, mark: 3, asOf: 4 },
  } as const;

  async function written(disk: FakeDisk, accounts: readonly Mirrored[], foldAt: number): Promise<void> {
    const { collection } = opened(await openBefore(disk, foldAt));
    await collection.commit([{ put: 'progress/customer', row: PROGRESS }]);
    await collection.commit(
      accounts.map((mirrored) => ({
        put: mirroredKey(mirrored.account.id),
        row: { kind: 'account', mirrored },
      })),
    );
    await collection.close();
  }

  it.each([
    ['a journal', 1e9],
    ['a snapshot', 1],
  ])('is taken over whole from %s, and written in the present form', async (_, foldAt) => {
    const accounts = fc.sample(anAccount, 40).map((mirrored, index) => ({
      ...mirrored,
      account: { ...mirrored.account, id: `account-${index}` },
    }));
    const disk = new FakeDisk();
    await written(disk, accounts, foldAt);
    for (const opening of [1, 2]) {
      const { collection, notice } = opened(await openMirrorStore(place(disk)));
      expect({ opening, notice }).toEqual({ opening, notice: null });
      expect(collection.rows.get('progress/customer')).toEqual(PROGRESS);
      expect(collection.rows.size).toBe(41);
      for (const mirrored of accounts) {
        const row = collection.rows.get(mirroredKey(mirrored.account.id));
        expect(row).toEqual(JSON.parse(JSON.stringify({ kind: 'account', mirrored })));
      }
      await collection.close();
    }
    const kept = disk.paths().map((path) => disk.bytes(path).toString());
    expect(kept.join('')).not.toContain('"mirrored"');
    expect(await openBefore(disk, foldAt)).toMatchObject({ ok: false, problem: { reason: 'newer' } });
  });

  it('loses only what was no account, and says so', async () => {
    const disk = new FakeDisk();
    const [one] = fc.sample(anAccount, 1);
    if (one === undefined) throw new Error('There is one');
    const spoilt = { ...one, asked: 'yesterday' } as unknown as Mirrored;
    await written(disk, [{ ...one, account: { ...one.account, id: 'one' } }, spoilt], 1e9);
    const { collection, notice } = opened(await openMirrorStore(place(disk)));
    expect([...collection.rows.keys()].sort()).toEqual(['account/one', 'progress/customer']);
    expect(notice).toMatchObject({ store: 'mirror', lost: 1 });
  });
});
