import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DerivedIds, derivedId } from '../../../../electron/mirror/derived-id.ts';
import { accountsIn } from '../../../../electron/mirror/mirrored-accounts.ts';
import { MIRROR, mirroredKey } from '../../../../electron/store/schemas/mirror-store.ts';
import type { MirrorRow } from '../../../../electron/store/schemas/mirror-store.ts';
import { openCollection } from '../../../../electron/store/journal/open-collection.ts';
import { ACCOUNT_TYPES } from '../../../../shared/account.ts';
import { FakeDisk } from '../../../support/disk.ts';
import { listed } from '../../../support/mirror-way.ts';
import { FakePacer } from '../../../support/pacer.ts';
import { FOLDER, opened } from '../../../support/store.ts';

const OTHERS = ['progress/customer', 'renewed'];

const aRow: fc.Arbitrary<readonly [string, MirrorRow | null]> = fc
  .tuple(
    fc.constantFrom('one', 'two', 'three', 'four', 'five'),
    fc.constantFrom(...ACCOUNT_TYPES),
    fc.constantFrom(null, 'no stamp', '2026-08-01T08:00:00+00:00', '2026-08-01T08:00:07+00:00'),
    fc.nat(9),
    fc.boolean(),
    fc.constantFrom<Record<string, unknown>>({}, { archived: false }, { archived: true }, { archived: '1' }),
  )
  .map(([id, type, modified, asked, gone, rest]) => {
    const mirrored = { account: { ...listed(id), type, modified }, rest, asked };
    return [mirroredKey(id), gone ? null : { kind: 'account', mirrored }];
  });

describe('the downloaded accounts', () => {
  it('answer the same of all of them, kept as bytes or as they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aRow, { maxLength: 15 }), async (changes) => {
        const place = { files: new FakeDisk(), pacer: new FakePacer(), folder: FOLDER };
        const { collection } = opened(await openCollection<MirrorRow>({ ...place, ...MIRROR }));
        const plain = new Map<string, MirrorRow>([['renewed', { kind: 'renewed', setAside: 'x' }]]);
        await collection.commit([{ put: 'renewed', row: { kind: 'renewed', setAside: 'x' } }]);
        for (const [key, row] of changes) {
          await collection.commit([row === null ? { remove: key } : { put: key, row }]);
          if (row === null) plain.delete(key);
          else plain.set(key, row);
        }
        const [one, other] = [accountsIn(collection.rows, OTHERS), accountsIn(plain, OTHERS)];
        expect(one.size).toBe(other.size);
        expect([...one.keys()].sort()).toEqual([...other.keys()].sort());
        expect(one.lastAsked()).toBe(other.lastAsked());
        for (const type of ACCOUNT_TYPES) {
          const all = [...one.values()].filter(({ account }) => account.type === type);
          const own = all.filter(({ rest }) => rest['archived'] !== true && rest['archived'] !== '1');
          expect([one.countOf(type), other.countOf(type)]).toEqual([own.length, own.length]);
          expect(one.archivedThere(type)).toHaveLength(all.length - own.length);
          expect([...one.archivedThere(type)].sort()).toEqual([...other.archivedThere(type)].sort());
          for (const latest of [0, Date.UTC(2026, 7, 1, 8, 0, 6) / 1_000, Infinity]) {
            expect(one.lastChanged(type, latest)?.modified).toBe(other.lastChanged(type, latest)?.modified);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('name the one that changed last, of that type and up to that moment', () => {
    const rows = new Map<string, MirrorRow>(
      [
        ['early', '2026-08-01T08:00:00+00:00'],
        ['late', '2026-08-01T09:00:00+01:00'],
        ['later', '2026-08-01T08:00:05+00:00'],
        ['never', null],
      ].map(([id, modified]) => {
        const account = { ...listed(id ?? ''), type: 'customer' as const, modified: modified ?? null };
        return [mirroredKey(id ?? ''), { kind: 'account', mirrored: { account, rest: {}, asked: 1 } }];
      }),
    );
    const accounts = accountsIn(rows, OTHERS);
    const at = Date.UTC(2026, 7, 1, 8) / 1_000;
    expect(accounts.lastChanged('customer', at + 60)).toEqual({ id: 'later', modified: at + 5 });
    expect(accounts.lastChanged('customer', at + 4)).toEqual({ id: 'early', modified: at });
    expect(accounts.lastChanged('customer', at - 1)).toBeNull();
    expect(accounts.lastChanged('supplier', at)).toBeNull();
  });
});

describe('the way back from a derived local id', () => {
  const UUID = '5a4bf3c9-75d8-4a2b-9c57-0a1b2c3d4e5f';
  const LOUD = 'CAPITALS/and more';

  it('leads to each account that is here, and to no other', () => {
    const here = new Set([UUID, LOUD]);
    const derived = new DerivedIds(here);
    expect(derived.remoteIdOf(derivedId(UUID))).toBe(UUID);
    expect(derived.remoteIdOf(derivedId(LOUD))).toBe(LOUD);
    expect(derived.remoteIdOf(derivedId('elsewhere'))).toBeNull();
    expect(derived.remoteIdOf(UUID)).toBeNull();
    expect(derived.remoteIdOf('sb-')).toBeNull();
  });

  it('follows what comes and goes', () => {
    const here = new Set<string>();
    const derived = new DerivedIds(here);
    expect(derived.remoteIdOf(derivedId(LOUD))).toBeNull();
    here.add(LOUD).add(UUID);
    derived.add([LOUD, UUID]);
    expect([LOUD, UUID].map((id) => derived.remoteIdOf(derivedId(id)))).toEqual([LOUD, UUID]);
    here.clear();
    derived.remove([LOUD, UUID]);
    expect([LOUD, UUID].map((id) => derived.remoteIdOf(derivedId(id)))).toEqual([null, null]);
  });
});
